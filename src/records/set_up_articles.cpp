#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/time_text.h"
#include "records/every_article.h"
#include "records/set_up_takers.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::size_t kMostListed = 50;

class ArticleTaker final : public SetUpTaker {
 public:
  std::vector<std::string> columns() const override {
    return {"key",          "department", "state",       "review_date",  "services",
            "question_en",  "answer_en",  "script_en",   "synonyms_en",  "question_fr",
            "answer_fr",    "script_fr",  "synonyms_fr", "card_name",    "card_role",
            "card_role_fr", "card_phone", "card_hours",  "card_hours_fr"};
  }
  std::vector<std::string> needed() const override { return {"key"}; }
  std::string key_column(const SetUpRow& /*row*/) const override { return "key"; }
  std::size_t at_once() const override { return 500; }

  void begin(desk::Reader& reader) override {
    for (const desk::ArticleRow& row : every_article(reader)) known_[row.key] = row.id;
    region_ = reader.jurisdiction().default_region;
    languages_ = reader.jurisdiction().languages;
    for (const auto& row : reader.departments()) departments_[row.key] = row.id;
    for (const auto& row : reader.services()) services_[row.code] = row.id;
  }

  Result<desk::HistoricCounts> take(desk::Transaction& tx, std::vector<SetUpRow>& rows) override {
    std::map<domain::ArticleId, desk::ArticleRow> before;
    std::vector<domain::ArticleId> ids;
    for (const SetUpRow& row : rows) {
      const auto found = known_.find(row.cell("key"));
      if (found != known_.end()) ids.push_back(found->second);
    }
    for (desk::ArticleRow& row : tx.articles(ids)) before[row.id] = std::move(row);
    desk::HistoricCounts counts;
    std::map<std::string, std::int64_t> lacking;
    for (SetUpRow& row : rows) {
      if (row.refusal()) continue;
      const auto found = known_.find(row.cell("key"));
      const desk::ArticleRow* known = found == known_.end() ? nullptr : &before[found->second];
      desk::ArticleRow article = read(row, known);
      if (row.refusal()) continue;
      count_lacking(article, lacking);
      if (known != nullptr && article == *known) {
        ++counts.unchanged;
        continue;
      }
      ++(known != nullptr ? counts.updated : counts.created);
      if (known == nullptr) article.id = domain::ArticleId{tx.next_id()};
      tx.save(article);
    }
    lacking_now_ = std::move(lacking);
    return counts;
  }

  void taken() override {
    for (const auto& [language, count] : lacking_now_) lacking_[language] += count;
  }

  std::vector<std::string> remarks() const override {
    std::vector<std::string> remarks;
    for (const auto& [language, count] : lacking_) {
      remarks.push_back(fmt::format("{} articles have no text in {}.", count, language));
    }
    return remarks;
  }

 private:
  desk::ArticleRow read(SetUpRow& row, const desk::ArticleRow* known) const {
    desk::ArticleRow article = known == nullptr ? desk::ArticleRow{} : *known;
    row.key("key", article.key);
    row.word("state", article.state, "this is draft, review, published or discarded");
    row.text("review_date", article.review_date);
    if (!article.review_date.empty() && !base::parse_date(article.review_date).ok()) {
      row.wrong("review_date", "this is no date such as 2027-05-31");
    }
    read_owner(row, article);
    read_services(row, article);
    for (const char* language : {"en", "fr"}) read_text(row, language, article);
    if (article.texts.empty()) row.wrong("question_en", "there is no text in any language");
    desk::CardRow card = article.card.value_or(desk::CardRow{});
    row.card(card, region_);
    article.card = card == desk::CardRow{} ? std::nullopt : std::optional(card);
    return article;
  }

  void read_owner(SetUpRow& row, desk::ArticleRow& article) const {
    if (row.has("department")) {
      const auto found = departments_.find(row.cell("department"));
      if (found != departments_.end()) {
        article.department = found->second;
      } else {
        row.wrong("department", "there is no such department");
      }
    }
    if (!article.department) row.wrong("department", "this is missing");
  }

  void read_services(SetUpRow& row, desk::ArticleRow& article) const {
    if (!row.has("services")) return;
    std::vector<std::string> codes;
    row.list("services", codes);
    if (codes.size() > kMostListed) row.wrong("services", "these are more than 50");
    article.services.clear();
    for (const std::string& code : codes) {
      const auto found = services_.find(code);
      if (found == services_.end()) return row.wrong("services", "there is no service " + code);
      article.services.push_back(found->second);
    }
  }

  /// A language may be missing as a whole; what residents are told is whole where it is written.
  static void read_text(SetUpRow& row, const std::string& language, desk::ArticleRow& article) {
    desk::ArticleText text = article.texts[language];
    row.at_most("question_" + language, text.question, kLongestLine);
    row.at_most("answer_" + language, text.answer, kLongestText);
    row.at_most("script_" + language, text.script, kLongestText);
    row.list("synonyms_" + language, text.synonyms);
    if (text.synonyms.size() > kMostListed) {
      row.wrong("synonyms_" + language, "these are more than 50");
    }
    // Synonyms may stand ready for a language that has no text yet.
    if (text.question.empty() && text.answer.empty() && text.script.empty()) {
      article.texts.erase(language);
      return;
    }
    if (article.state == desk::ArticleState::published) {
      if (text.question.empty()) row.wrong("question_" + language, "this is missing");
      if (text.answer.empty()) row.wrong("answer_" + language, "this is missing");
    }
    article.texts[language] = std::move(text);
  }

  void count_lacking(const desk::ArticleRow& article,
                     std::map<std::string, std::int64_t>& lacking) const {
    for (const std::string& language : languages_) {
      if (!article.texts.contains(language)) ++lacking[language];
    }
  }

  std::unordered_map<std::string, domain::ArticleId> known_;
  std::map<std::string, domain::DepartmentId> departments_;
  std::map<std::string, domain::ServiceId> services_;
  std::string region_;
  std::vector<std::string> languages_;
  std::map<std::string, std::int64_t> lacking_now_;  ///< of the rows that were taken last
  std::map<std::string, std::int64_t> lacking_;
};

}  // namespace

std::unique_ptr<SetUpTaker> article_taker() { return std::make_unique<ArticleTaker>(); }

}  // namespace kept::records
