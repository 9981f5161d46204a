#include "search/xapian_knowledge_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>

namespace kept::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

desk::ArticleRow article(std::int64_t id, const desk::ArticleText& english,
                         const desk::ArticleText& french) {
  desk::ArticleRow row;
  row.id = domain::ArticleId{id};
  row.cursor = id;
  row.texts = {{"en", english}, {"fr", french}};
  return row;
}

/// A small index in a directory of its own.
class KnowledgeIndexTest : public testing::Test {
 protected:
  KnowledgeIndexTest() {
    std::array<char, 32> name{"/tmp/kept311-index-XXXXXX"};
    directory_ = mkdtemp(name.data());
    index_ = std::make_unique<XapianKnowledgeIndex>(directory_ / "index");
    index_->update(
        {article(1,
                 {"How do I report a pothole?",
                  "Give the street.",
                  "Which street?",
                  {"hole in the road"}},
                 {"Comment signaler un nid-de-poule?",
                  "Donnez la rue.",
                  "Quelle rue?",
                  {"trou dans la chaussée"}}),
         article(2,
                 {"When are the libraries open?",
                  "Six branches open daily.",
                  "Until eight.",
                  {"borrowing books"}},
                 {"Quand les bibliothèques sont-elles ouvertes?",
                  "Tous les jours.",
                  "À huit heures.",
                  {"emprunter des livres"}}),
         article(3, {"How do I license a dog?", "Bring the papers of the animal.", "Which?", {}},
                 {"Comment enregistrer un chien?", "Apportez les papiers.", "Lequel?", {}})});
  }
  ~KnowledgeIndexTest() override {
    index_.reset();
    std::filesystem::remove_all(directory_);
  }

  std::vector<std::int64_t> found(const std::string& query, const std::string& language) {
    std::vector<std::int64_t> ids;
    for (const desk::ArticleHit& hit : index_->search(query, language, 10).hits) {
      ids.push_back(hit.id.value);
    }
    return ids;
  }

  std::filesystem::path directory_;
  std::unique_ptr<XapianKnowledgeIndex> index_;
};

TEST_F(KnowledgeIndexTest, FindsOtherFormsOfAWord) {
  EXPECT_THAT(found("library opening", "en"), ElementsAre(2));
  EXPECT_THAT(found("reporting potholes", "en"), ElementsAre(1));
  EXPECT_THAT(found("bibliothèque ouverte", "fr"), ElementsAre(2));
}

TEST_F(KnowledgeIndexTest, CorrectsSpellingAndSaysSo) {
  EXPECT_THAT(found("potohle", "en"), ElementsAre(1));
  EXPECT_EQ(index_->search("potohle", "en", 10).corrected, "pothole");
  EXPECT_THAT(found("bibliotèque", "fr"), ElementsAre(2));
}

TEST_F(KnowledgeIndexTest, CorrectsAShortWordByOneSlipOnly) {
  EXPECT_THAT(found("dgo", "en"), ElementsAre(3));
  EXPECT_THAT(found("dug", "en"), ElementsAre(3));
  EXPECT_THAT(found("gdo", "en"), IsEmpty());
  EXPECT_THAT(found("stret", "en"), ElementsAre(1));
  EXPECT_THAT(found("book", "en"), ElementsAre(2));
  EXPECT_THAT(found("abook", "en"), IsEmpty());
  EXPECT_THAT(found("stsrt", "en"), IsEmpty());
}

TEST_F(KnowledgeIndexTest, NeverCorrectsTheWordsBetween) {
  EXPECT_EQ(index_->search("what does the dog do", "en", 10).corrected, std::nullopt);
  EXPECT_EQ(index_->search("what does the potohle do", "en", 10).corrected, "pothole");
}

TEST_F(KnowledgeIndexTest, OneWordOfManyIsAChanceFind) {
  EXPECT_THAT(found("dog", "en"), ElementsAre(3));
  EXPECT_THAT(found("seven purple elephants juggle zeppelins beside my sleeping dog", "en"),
              IsEmpty());
}

TEST_F(KnowledgeIndexTest, NeedsNoAccents) {
  EXPECT_THAT(found("chaussee", "fr"), ElementsAre(1));
  EXPECT_THAT(found("CHAUSSÉE", "fr"), ElementsAre(1));
}

TEST_F(KnowledgeIndexTest, KnowsEverydayWords) {
  EXPECT_THAT(found("hole in road", "en"), ElementsAre(1));
  EXPECT_THAT(found("emprunter livres", "fr"), ElementsAre(2));
}

TEST_F(KnowledgeIndexTest, FindsWhileAWordIsTyped) {
  EXPECT_THAT(found("poth", "en"), ElementsAre(1));
  EXPECT_THAT(found("licens", "en"), ElementsAre(3));
}

TEST_F(KnowledgeIndexTest, TakesASingleLetterForTheBeginningOfNothingYet) {
  EXPECT_THAT(found("license p", "en"), ElementsAre(3));
  EXPECT_THAT(found("p", "en"), UnorderedElementsAre(1, 3));
}

TEST_F(KnowledgeIndexTest, PrefersTheLanguageButFindsTheOther) {
  const desk::KnowledgeHits hits = index_->search("chien", "en", 10);
  ASSERT_EQ(hits.hits.size(), 1U);
  EXPECT_EQ(hits.hits[0].id.value, 3);
  EXPECT_EQ(hits.hits[0].language, "fr");
}

TEST_F(KnowledgeIndexTest, FindsNothingForWordsThatNobodyWrote) {
  EXPECT_THAT(found("zeppelin", "en"), IsEmpty());
  EXPECT_THAT(found("", "en"), IsEmpty());
  EXPECT_THAT(found("the of a", "en"), IsEmpty());
}

TEST_F(KnowledgeIndexTest, ForgetsWhatIsNoLongerPublished) {
  desk::ArticleRow withdrawn = article(1, {"How do I report a pothole?", "", "", {}}, {});
  withdrawn.state = desk::ArticleState::draft;
  withdrawn.cursor = 9;
  index_->update({withdrawn});
  EXPECT_THAT(found("pothole", "en"), IsEmpty());
  EXPECT_EQ(index_->cursor(), 9);
}

TEST_F(KnowledgeIndexTest, CorrectsToAWordThatCameSinceItWasAskedFirst) {
  ASSERT_THAT(found("fontain", "en"), IsEmpty());
  index_->update({article(4, {"Why is the fountain dry?", "A pump is mended.", "Which?", {}},
                          {"Pourquoi le bassin est-il vide?", "Une pompe.", "Lequel?", {}})});
  EXPECT_THAT(found("fontain", "en"), ElementsAre(4));
}

TEST_F(KnowledgeIndexTest, KeepsItsCursorInTheIndex) {
  index_.reset();
  index_ = std::make_unique<XapianKnowledgeIndex>(directory_ / "index");
  EXPECT_EQ(index_->cursor(), 3);
  EXPECT_THAT(found("pothole", "en"), ElementsAre(1));
}

}  // namespace
}  // namespace kept::search
