#include "search/xapian_knowledge_index.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "base/folded_text.h"
#include "search/followed_database.h"

namespace kept::search {
namespace {

/// How much more a word counts in the question, and as an everyday word, than in the answer.
constexpr Xapian::termcount kQuestionWeight = 6;
constexpr Xapian::termcount kSynonymWeight = 5;
/// What answers to less than this of all that was asked for is a chance find.
constexpr std::size_t kLeastPercent = 20;
/// An article in the language that was asked for comes before an equal one in the other.
constexpr double kOtherLanguage = 0.6;

struct Language {
  const char* code;
  const char* stemmer;
  std::vector<std::string> stop_words;
};

/// Words that say nothing about what is asked, folded.
const std::array<Language, 2>& languages() {
  static const std::array<Language, 2> kLanguages{
      Language{
          "en", "english", {"a",   "an",   "and",  "are",   "at",  "be",   "can",  "do",    "does",
                            "for", "from", "how",  "i",     "in",  "is",   "it",   "me",    "my",
                            "of",  "on",   "or",   "our",   "s",   "that", "the",  "there", "to",
                            "was", "what", "when", "where", "who", "why",  "will", "with",  "you"}},
      Language{"fr",
               "french",
               {"a",   "au",   "aux",  "avec", "ce",   "comment", "d",      "dans", "de",   "des",
                "du",  "elle", "en",   "est",  "et",   "il",      "j",      "je",   "l",    "la",
                "le",  "les",  "ma",   "mes",  "mon",  "n",       "ne",     "nous", "on",   "ou",
                "par", "pas",  "pour", "qu",   "que",  "quel",    "quelle", "qui",  "quoi", "sa",
                "se",  "ses",  "si",   "son",  "sont", "sur",     "un",     "une",  "y"}}};
  return kLanguages;
}

std::string language_term(const char* code) { return std::string("L") + code; }
std::string document_term(domain::ArticleId id, const std::string& language) {
  return "Q" + std::to_string(id.value) + language;
}

Xapian::Document document(const desk::ArticleRow& article, const Language& language,
                          const desk::ArticleText& text, Xapian::WritableDatabase& database) {
  Xapian::Document document;
  Xapian::TermGenerator generator;
  generator.set_document(document);
  generator.set_database(database);
  generator.set_flags(Xapian::TermGenerator::FLAG_SPELLING);
  generator.set_stemmer(Xapian::Stem(language.stemmer));
  const Xapian::SimpleStopper stopper(language.stop_words.begin(), language.stop_words.end());
  generator.set_stopper(&stopper);
  generator.set_stopper_strategy(Xapian::TermGenerator::STOP_ALL);
  generator.index_text(base::folded(text.question), kQuestionWeight);
  for (const std::string& synonym : text.synonyms) {
    generator.increase_termpos();
    generator.index_text(base::folded(synonym), kSynonymWeight);
  }
  generator.increase_termpos();
  generator.index_text(base::folded(text.answer));
  document.add_boolean_term(document_term(article.id, language.code));
  document.add_boolean_term(language_term(language.code));
  document.set_data(std::to_string(article.id.value));
  return document;
}

struct Scored {
  std::int64_t article = 0;
  std::string language;
  double score = 0;
  bool strong = false;
};

/// The words of what was typed. A single letter at the end says nothing yet beside other words, but
/// would bring every word that begins with it.
std::vector<std::string> words_of(const std::string& folded) {
  std::istringstream stream(folded);
  std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  if (words.size() > 1 && words.back().size() == 1) words.pop_back();
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

bool is_stop_word(const std::string& word, const Language& language) {
  return std::find(language.stop_words.begin(), language.stop_words.end(), word) !=
         language.stop_words.end();
}

/// Whether some word of the index begins so: then it may be a word that is being typed, and
/// otherwise it is misspelt already.
bool begins_a_word(const Xapian::Database& database, const std::string& word) {
  return database.allterms_begin(word) != database.allterms_end(word);
}

/// The words that ask for something, in order.
std::vector<std::string> asking(const std::vector<std::string>& words, const Language& language) {
  std::vector<std::string> telling;
  std::ranges::copy_if(words, std::back_inserter(telling),
                       [&](const std::string& word) { return !is_stop_word(word, language); });
  return telling;
}

bool is_known(const Xapian::Database& database, const std::string& word, const Language& language) {
  return database.term_exists(word) ||
         database.term_exists("Z" + Xapian::Stem(language.stemmer)(word));
}

/// The word that was meant, or the same again. In a short word a second slip would make any other
/// word of it.
std::string spelt(const Xapian::Database& database, Corrections& corrections,
                  const std::string& word, const Language& language) {
  constexpr std::size_t kShort = 5;
  if (is_known(database, word, language)) return word;
  const unsigned slips = word.size() <= kShort ? 1 : 2;
  const std::string& suggested = corrections.of(database, word, slips);
  return suggested.empty() ? word : suggested;
}

/// The words as they are spelt; the last one stays as it is while it may be unfinished.
std::vector<std::string> corrected(const Xapian::Database& database, Corrections& corrections,
                                   const std::vector<std::string>& words, bool unfinished,
                                   const Language& language) {
  std::vector<std::string> right;
  for (std::size_t place = 0; place < words.size(); ++place) {
    const bool being_typed = unfinished && place + 1 == words.size();
    right.push_back(being_typed ? words[place]
                                : spelt(database, corrections, words[place], language));
  }
  return right;
}

/// What an article is about: the terms of its question and its everyday words, by their weight.
std::set<std::string> subject_terms(const Xapian::Database& database, Xapian::docid article) {
  std::set<std::string> terms;
  for (auto term = database.termlist_begin(article); term != database.termlist_end(article);
       ++term) {
    if (term.get_wdf() >= kSynonymWeight) terms.insert(*term);
  }
  return terms;
}

/// Whether an article is about most of what was asked. `spelt` has the same words as they are
/// spelt.
bool is_about(const Xapian::Database& database, Xapian::docid article,
              const std::vector<std::string>& words, const std::vector<std::string>& spelt,
              const Language& language) {
  const std::set<std::string> subject = subject_terms(database, article);
  const Xapian::Stem stem(language.stemmer);
  const auto holds = [&](const std::string& word) {
    return subject.contains(word) || subject.contains("Z" + stem(word));
  };
  const auto begins = [&](const std::string& word) {
    const auto term = subject.lower_bound(word);
    return term != subject.end() && term->starts_with(word);
  };
  std::size_t held = 0;
  for (std::size_t place = 0; place < words.size(); ++place) {
    const bool unfinished = place + 1 == words.size() && begins(words[place]);
    if (holds(words[place]) || holds(spelt[place]) || unfinished) ++held;
  }
  return held * 2 > words.size();
}

/// What was asked for; the last word may be one that is being typed.
Xapian::Query query_for(const Xapian::Database& database, const std::vector<std::string>& words,
                        bool unfinished, const Language& language) {
  Xapian::QueryParser parser;
  parser.set_database(database);
  parser.set_stemmer(Xapian::Stem(language.stemmer));
  parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  parser.set_default_op(Xapian::Query::OP_OR);
  parser.set_max_expansion(kEndings, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT,
                           Xapian::QueryParser::FLAG_PARTIAL);
  return parser.parse_query(joined(words),
                            unfinished ? unsigned(Xapian::QueryParser::FLAG_PARTIAL) : 0U);
}

/// The hits of one language, and what the words were corrected to.
std::string search_in(const Xapian::Database& database, Corrections& corrections,
                      const std::vector<std::string>& typed, const Language& language,
                      double factor, int limit, std::vector<Scored>& scored) {
  const std::vector<std::string> words = asking(typed, language);
  if (words.empty()) return {};
  const bool unfinished = words.back() == typed.back() && begins_a_word(database, words.back());
  const std::vector<std::string> spelt =
      corrected(database, corrections, words, unfinished, language);
  const auto known = std::ranges::count_if(spelt, [&](const std::string& word) {
    return is_known(database, word, language) || (unfinished && &word == &spelt.back());
  });
  if (std::size_t(known) * 100 < words.size() * kLeastPercent) return {};
  Xapian::Enquire enquire(database);
  enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER,
                                  query_for(database, spelt, unfinished, language),
                                  Xapian::Query(language_term(language.code))));
  enquire.set_cutoff(int{kLeastPercent});
  const Xapian::MSet hits = enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
    const bool strong = hit == hits.begin() && is_about(database, *hit, words, spelt, language);
    scored.push_back({std::stoll(hit.get_document().get_data()), language.code,
                      hit.get_weight() * factor, strong});
  }
  return spelt == words ? std::string() : joined(spelt);
}

}  // namespace

struct XapianKnowledgeIndex::Parts {
  explicit Parts(const std::filesystem::path& directory) : database(directory) {}
  FollowedDatabase database;
};

XapianKnowledgeIndex::XapianKnowledgeIndex(const std::filesystem::path& directory)
    : parts_(std::make_unique<Parts>(directory)) {}
XapianKnowledgeIndex::~XapianKnowledgeIndex() = default;

void XapianKnowledgeIndex::update(const std::vector<desk::ArticleRow>& articles) {
  if (articles.empty()) return;
  parts_->database.take(articles.back().cursor, [&](Xapian::WritableDatabase& writer) {
    for (const desk::ArticleRow& article : articles) {
      for (const Language& language : languages()) {
        const std::string term = document_term(article.id, language.code);
        const auto text = article.texts.find(language.code);
        if (article.state != desk::ArticleState::published || text == article.texts.end()) {
          writer.delete_document(term);
        } else {
          writer.replace_document(term, document(article, language, text->second, writer));
        }
      }
    }
  });
}

std::int64_t XapianKnowledgeIndex::cursor() const { return parts_->database.cursor(); }

desk::KnowledgeHits XapianKnowledgeIndex::search(const std::string& query,
                                                 const std::string& language, int limit) {
  const std::vector<std::string> words = words_of(base::folded(query));
  desk::KnowledgeHits found;
  std::vector<Scored> scored;
  parts_->database.search([&](const Xapian::Database& database, Corrections& corrections) {
    for (const Language& one : languages()) {
      const bool preferred = one.code == language;
      std::string corrected = search_in(database, corrections, words, one,
                                        preferred ? 1.0 : kOtherLanguage, limit, scored);
      if (preferred && !corrected.empty()) found.corrected = std::move(corrected);
    }
  });
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.score > b.score; });
  found.strong = !scored.empty() && scored.front().strong;
  for (const Scored& hit : scored) {
    const bool known = std::any_of(found.hits.begin(), found.hits.end(), [&](const auto& other) {
      return other.id.value == hit.article;
    });
    if (known || static_cast<int>(found.hits.size()) >= limit) continue;
    found.hits.push_back({domain::ArticleId{hit.article}, hit.language});
  }
  return found;
}

}  // namespace kept::search
