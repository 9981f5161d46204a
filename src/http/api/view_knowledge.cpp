#include <cmark.h>

#include <cstdlib>
#include <memory>

#include "base/time_text.h"
#include "desk/word_names.h"
#include "http/api/view.h"

namespace kept::http {
namespace {

/// Safe mode: raw HTML and dangerous addresses are left out.
std::string html(const std::string& markdown) {
  const std::unique_ptr<char, decltype(&std::free)> rendered(
      cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT), &std::free);
  return rendered ? rendered.get() : "";
}

/// The text in the wanted language, else in the first that there is.
const std::pair<const std::string, desk::ArticleText>* text_in(const desk::ArticleRow& row,
                                                               const std::string& language) {
  const auto wanted = row.texts.find(language);
  if (wanted != row.texts.end()) return &*wanted;
  return row.texts.empty() ? nullptr : &*row.texts.begin();
}

}  // namespace

json::object View::article(const desk::ArticleRow& row, const std::string& language) {
  static const std::pair<const std::string, desk::ArticleText> kNothing{"en", {}};
  const auto* found = text_in(row, language);
  const auto& [shown, text] = found == nullptr ? kNothing : *found;
  json::array services;
  for (const domain::ServiceId id : row.services) services.emplace_back(id.value);
  json::array languages;
  for (const auto& written : row.texts) languages.emplace_back(written.first);
  const std::string today = base::format_date(reader_.zone().to_local(reader_.now()).date);
  json::object view{{"id", row.id.value},
                    {"key", row.key},
                    {"version", row.cursor},
                    {"state", desk::name_of(row.state)},
                    {"language", shown},
                    {"languages", std::move(languages)},
                    {"question", text.question},
                    {"answer_html", html(text.answer)},
                    {"answer_markdown", text.answer},
                    {"script", text.script},
                    {"synonyms", json::value_from(text.synonyms)},
                    {"related_services", std::move(services)},
                    {"department", or_null(row.department)},
                    {"review_date", nullptr},
                    {"review_due", !row.review_date.empty() && row.review_date < today}};
  if (row.card) view["card"] = card(*row.card, language);
  if (!row.review_date.empty()) view["review_date"] = row.review_date;
  if (row.from_case_number) view["from_case"] = std::to_string(*row.from_case_number);
  return view;
}

json::object View::proposal(const desk::ProposalRow& row, bool overtaken) {
  const auto words = [](const desk::ArticleText& text) {
    return json::object{
        {"question", text.question}, {"answer_markdown", text.answer}, {"script", text.script}};
  };
  json::array texts;
  for (const auto& [language, text] : row.texts) {
    texts.push_back(json::object{
        {"language", language}, {"before", words(text.before)}, {"after", words(text.after)}});
  }
  json::object view{{"id", row.id.value},      {"article", row.article.value},
                    {"by", staff_ref(row.by)}, {"at", instant(row.at)},
                    {"reason", row.reason},    {"texts", std::move(texts)},
                    {"overtaken", overtaken},  {"state", desk::name_of(row.state)},
                    {"decided_by", nullptr},   {"answer", row.answer}};
  if (row.decided_by) view["decided_by"] = staff_ref(*row.decided_by);
  return view;
}

json::object View::gap(const desk::GapRow& row, const desk::ArticleRow* answer) {
  json::value answered_by = nullptr;
  const auto* text = answer == nullptr ? nullptr : text_in(*answer, row.language);
  if (text != nullptr) {
    answered_by = json::object{{"id", answer->id.value}, {"question", text->second.question}};
  }
  return {{"id", row.id},
          {"query", row.query},
          {"language", row.language},
          {"article", or_null(row.article)},
          {"count", row.count},
          {"last_at", instant(row.last_at)},
          {"answered_by", std::move(answered_by)}};
}

json::object View::notice(const desk::NoticeRow& row) {
  json::array services;
  for (const domain::ServiceId id : row.services) services.emplace_back(id.value);
  return {{"id", row.id.value},
          {"text", localised(row.text)},
          {"area", or_null(row.area)},
          {"gathers_in",
           row.gathers_in ? json::value(case_area(*row.gathers_in)) : json::value(nullptr)},
          {"services", std::move(services)},
          {"from", instant(row.from)},
          {"until", instant(row.until)},
          {"owner", staff_ref(row.owner)},
          {"cases", row.cases}};
}

json::object View::measures() {
  const desk::PromiseFigures promises = reader_.promise_figures();
  const desk::CaseFigures cases = reader_.case_figures();
  json::array late;
  for (const auto& [owner, count] : promises.late_by_owner) {
    late.push_back(json::object{{"owner", staff_ref(owner)}, {"late", count}});
  }
  json::array teams;
  for (const desk::DepartmentRow& department : reader_.catalogue()->departments) {
    for (const desk::TeamRow& team : department.teams) {
      const auto found = cases.by_team.find(team.id);
      const auto of = found == cases.by_team.end() ? desk::TeamFigures{} : found->second;
      teams.push_back(json::object{{"id", team.id.value},
                                   {"name", localised(team.name)},
                                   {"department", department.id.value},
                                   {"open", of.open},
                                   {"resolved", of.resolved},
                                   {"closed", of.closed}});
    }
  }
  return {{"promises", json::object{{"kept", promises.kept},
                                    {"kept_as_moved", promises.kept_as_moved},
                                    {"unreached", promises.unreached},
                                    {"broken", promises.broken},
                                    {"broken_by_outage", promises.broken_by_outage},
                                    {"mended", promises.mended},
                                    {"on_staff_word", promises.on_staff_word},
                                    {"live", promises.live},
                                    {"due_next_hour", promises.due_next_hour},
                                    {"late_by_owner", std::move(late)}}},
          {"cases", json::object{{"open", cases.open},
                                 {"resolved", cases.resolved},
                                 {"closed", cases.closed},
                                 {"first_contact", cases.first_contact},
                                 {"reopened", cases.reopened},
                                 {"repeat_contacts", cases.repeat_contacts}}},
          {"teams", std::move(teams)}};
}

}  // namespace kept::http
