#include <algorithm>

#include "base/phone_number.h"
#include "base/text.h"
#include "base/trimmed.h"
#include "desk/find_cases.h"
#include "desk/ports/historic_records.h"
#include "domain/cases/case_number.h"
#include "http/api/danger_words.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

constexpr int kArticles = 8;
constexpr int kOthers = 5;
constexpr std::size_t kLongestSearch = 200;  // characters

/// Articles in the order of the index; those that were withdrawn since are left out.
json::array articles(Look& look, const desk::KnowledgeHits& hits, const std::string& language) {
  std::vector<domain::ArticleId> ids;
  for (const desk::ArticleHit& hit : hits.hits) ids.push_back(hit.id);
  json::array found;
  for (const desk::ArticleRow& row : look.reader.articles(ids)) {
    if (row.state == desk::ArticleState::published) {
      found.push_back(look.view.article(row, language));
    }
  }
  return found;
}

json::array services(Look& look, const std::string& query) {
  std::vector<std::pair<int, desk::ServiceRow>> ranked;
  for (desk::ServiceRow& row : look.reader.services()) {
    std::string words = row.name.en + " " + row.name.fr;
    for (const std::string& keyword : row.keywords) words += " " + keyword;
    const int score = shared_words(query, words);
    if (score > 0) ranked.emplace_back(score, std::move(row));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  json::array found;
  for (const auto& [score, row] : ranked) {
    if (found.size() < kOthers) found.push_back(look.view.service(row));
  }
  return found;
}

/// Contact details are for who may talk to residents.
json::array contacts(Look& look, const std::string& query, const Result<base::PhoneNumber>& phone) {
  json::array found;
  if (!look.view.sees_residents({})) return found;
  const auto rows = phone.ok() ? look.reader.contacts_by_phone(phone.value().e164())
                               : look.reader.contacts_by_name(query, kOthers);
  for (const desk::ContactRow& row : rows) found.push_back(look.view.contact_summary(row));
  return found;
}

json::array cases(Look& look, const std::string& query, const Result<base::PhoneNumber>& phone) {
  json::array found;
  if (!desk::may(look.who.role, desk::Action::read_cases)) return found;
  desk::CaseFilter filter;
  filter.limit = 1;
  const auto number = domain::CaseNumber::parse(query);
  if (number.ok()) {
    if (const auto id = look.reader.find_case(number.value().value())) {
      filter.before = id->value + 1;
      look.view.add(look.reader.cases(filter), found);
    }
    return found;
  }
  look.view.add(phone.ok()
                    ? desk::cases_by_phone(look.reader, look.who, phone.value().e164(), kOthers)
                    : desk::cases_by_words(look.reader, look.who, query, kOthers),
                found);
  return found;
}

json::object historic_record(const desk::HistoricRecord& record) {
  json::object areas;
  for (const auto& [kind, name] : record.areas) areas[kind] = name;
  json::value point = nullptr;
  if (record.point) point = json::object{{"lat", record.point->lat}, {"lng", record.point->lng}};
  return {{"source", record.source},
          {"number", record.source_id},
          {"service", record.service_name.empty() ? record.service_code : record.service_name},
          {"open", record.open},
          {"status", record.status_word},
          {"requested_at", instant(record.requested_at)},
          {"updated_at", instant(record.updated_at)},
          {"closed_at", instant(record.closed_at)},
          {"address", record.address},
          {"point", std::move(point)},
          {"department", record.department},
          {"areas", std::move(areas)},
          {"channel", record.channel},
          {"parent", record.parent_id},
          {"resolution", record.resolution}};
}

/// Each with the case that stands for it, if it was adopted.
json::array historic_records(const std::vector<desk::StandingRecord>& records) {
  json::array shown;
  for (const desk::StandingRecord& standing : records) {
    json::object one = historic_record(standing.record);
    one["case"] = nullptr;
    if (standing.case_number) one["case"] = std::to_string(*standing.case_number);
    shown.push_back(std::move(one));
  }
  return shown;
}

/// What the city had before: by its number there, else by words.
json::array historic(Look& look, const std::string& query, const Result<base::PhoneNumber>& phone) {
  if (!desk::may(look.who.role, desk::Action::read_cases)) return {};
  desk::HistoricReader& reader = look.reader.historic();
  auto records = reader.by_number(std::string(base::trimmed(query)), kOthers);
  if (records.empty() && !phone.ok()) records = reader.by_words(query, kOthers);
  return historic_records(records);
}

json::value danger(Look& look, const std::string& query) {
  for (const desk::DangerRow& row : look.reader.dangers()) {
    if (const auto words = dangerous_words(row, query)) {
      return json::object{{"kind", row.kind},
                          {"words", *words},
                          {"script", localised(row.script)},
                          {"destination", row.destination}};
    }
  }
  return nullptr;
}

Result<json::object> search(Look& look, desk::KnowledgeIndex& index) {
  const auto query = look.request.query_value("q");
  if (!query || base::utf8_length(*query) > kLongestSearch) {
    return base::invalid("/q", "field.missing", "Say what to search for, in up to 200 characters.");
  }
  const auto language = look.language();
  if (!language.ok()) return language.error();
  const desk::KnowledgeHits hits = index.search(*query, language.value(), kArticles);
  const auto phone = base::PhoneNumber::parse(*query, look.reader.jurisdiction().default_region);
  json::array notices;
  for (const desk::NoticeRow& row : look.reader.notices()) notices.push_back(look.view.notice(row));
  return json::object{
      {"articles", articles(look, hits, language.value())},
      {"strong", hits.strong},
      {"services", services(look, *query)},
      {"contacts", contacts(look, *query, phone)},
      {"cases", cases(look, *query, phone)},
      {"historic", historic(look, *query, phone)},
      {"notices", std::move(notices)},
      {"danger", danger(look, *query)},
      {"corrected", hits.corrected ? json::value(*hits.corrected) : json::value(nullptr)}};
}

Result<json::object> records_by_number(Look& look) {
  const auto number = look.request.query_value("number");
  if (!number || number->empty() || number->size() > kLongestSearch) {
    return base::invalid("/number", "field.missing", "Say which number, in up to 200 characters.");
  }
  return json::object{
      {"records", historic_records(look.reader.historic().by_number(*number, kOthers))}};
}

}  // namespace

void add_search(Router& router, Door& door) {
  router.on("GET", "/api/v1/historic-records",
            door.read(desk::Action::read_cases, records_by_number));
  router.on("GET", "/api/v1/search", door.read(desk::Action::read_cases, [&door](Look& look) {
    return search(look, door.options().knowledge);
  }));
}

}  // namespace kept::http
