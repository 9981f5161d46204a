// How well the demo city's articles are found: queries that somebody wrote who had seen the titles
// only, each with the article that it should bring among the first three.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "records/article_file.h"
#include "search/xapian_knowledge_index.h"

namespace kept {
namespace {

namespace fs = std::filesystem;

constexpr int kFirst = 3;
constexpr int kPercent = 90;
/// The issue asks nine in ten of all. Of each kind no fewer than today, but for two that a new
/// article may push aside: else what is lost for one kind is hidden by what the others find.
/// (2026-11: french 40 of 40, misspelt 40 of 40, plain 19 of 20, synonym 18 of 20.)
const std::map<std::string, int> kLeastOfKind{
    {"french", 38}, {"misspelt", 38}, {"plain", 17}, {"synonym", 16}};

struct Judged {
  std::string query;
  std::string language;
  std::string article;
  std::string kind;
};

std::vector<Judged> judged_queries(const std::string& file = "judged_queries.tsv") {
  std::vector<Judged> all;
  std::ifstream stream(fs::path(KEPT_SOURCE_DIR) / "tests/knowledge" / file);
  std::string line;
  while (std::getline(stream, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    std::istringstream fields(line);
    Judged one;
    std::getline(fields, one.query, '\t');
    std::getline(fields, one.language, '\t');
    std::getline(fields, one.article, '\t');
    std::getline(fields, one.kind, '\t');
    all.push_back(one);
  }
  return all;
}

/// The demo city's articles in an index of their own.
class JudgedQueries : public testing::Test {
 protected:
  JudgedQueries() {
    std::array<char, 32> name{"/tmp/kept311-judged-XXXXXX"};
    directory_ = mkdtemp(name.data());
    index_ = std::make_unique<search::XapianKnowledgeIndex>(directory_ / "index");
    std::vector<desk::ArticleRow> rows;
    for (const auto& entry :
         fs::directory_iterator(fs::path(KEPT_SOURCE_DIR) / "config/demo/articles")) {
      auto read = records::read_article_file(entry.path());
      EXPECT_TRUE(read.ok()) << entry.path();
      desk::ArticleRow row = read->row;
      row.id = domain::ArticleId{std::int64_t(rows.size()) + 1};
      row.cursor = row.id.value;
      keys_[row.id] = row.key;
      rows.push_back(std::move(row));
    }
    index_->update(rows);
  }
  ~JudgedQueries() override {
    index_.reset();
    fs::remove_all(directory_);
  }

  std::vector<std::string> found(const Judged& judged) {
    std::vector<std::string> keys;
    for (const auto& hit : index_->search(judged.query, judged.language, kFirst).hits) {
      keys.push_back(keys_.at(hit.id));
    }
    return keys;
  }

  fs::path directory_;
  std::unique_ptr<search::XapianKnowledgeIndex> index_;
  std::map<domain::ArticleId, std::string> keys_;
};

TEST_F(JudgedQueries, RightArticleIsAmongTheFirstThree) {
  struct Count {
    int right = 0;
    int all = 0;
  };
  std::map<std::string, Count> by_kind;
  Count total;
  for (const Judged& judged : judged_queries()) {
    const auto keys = found(judged);
    const bool right = std::find(keys.begin(), keys.end(), judged.article) != keys.end();
    Count& kind = by_kind[judged.kind];
    ++kind.all;
    ++total.all;
    kind.right += right ? 1 : 0;
    total.right += right ? 1 : 0;
    if (right) continue;
    std::printf("missed: '%s' (%s, %s) should bring %s, brought", judged.query.c_str(),
                judged.language.c_str(), judged.kind.c_str(), judged.article.c_str());
    for (const std::string& key : keys) std::printf(" %s", key.c_str());
    std::printf("\n");
  }
  for (const auto& [kind, count] : by_kind) {
    std::printf("%-10s %3d of %3d\n", kind.c_str(), count.right, count.all);
    const auto least = kLeastOfKind.find(kind);
    ASSERT_NE(least, kLeastOfKind.end()) << kind;
    EXPECT_GE(count.right, least->second) << kind;
  }
  std::printf("%-10s %3d of %3d\n", "all", total.right, total.all);
  ASSERT_GE(total.all, 120);
  EXPECT_GE(total.right * 100, total.all * kPercent);
}

/// What is opened by one key must be what was asked for: a chance find is not offered so.
TEST_F(JudgedQueries, FirstArticleIsStrongWhereItIsRightAndWeakWhereNothingAnswers) {
  int right = 0;
  int strong = 0;
  for (const Judged& judged : judged_queries()) {
    const auto hits = index_->search(judged.query, judged.language, 1);
    if (hits.hits.empty() || keys_.at(hits.hits[0].id) != judged.article) continue;
    ++right;
    strong += hits.strong ? 1 : 0;
    if (!hits.strong) std::printf("weak: '%s'\n", judged.query.c_str());
  }
  int unanswered = 0;
  int weak = 0;
  for (const Judged& judged : judged_queries("unanswered_queries.tsv")) {
    const auto hits = index_->search(judged.query, judged.language, 1);
    ++unanswered;
    weak += hits.strong ? 0 : 1;
    if (hits.strong) {
      std::printf("strong: '%s' brought %s\n", judged.query.c_str(),
                  keys_.at(hits.hits[0].id).c_str());
    }
  }
  std::printf("strong %d of %d right ones, weak %d of %d unanswered\n", strong, right, weak,
              unanswered);
  ASSERT_GE(unanswered, 40);
  EXPECT_GE(strong * 100, right * kPercent);
  EXPECT_GE(weak * 100, unanswered * kPercent);
}

}  // namespace
}  // namespace kept
