#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "store/cells.h"
#include "store/codec.h"
#include "store/full_text.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kDropPoint{"case_points.drop",
                       "DELETE FROM case_points WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kSavePoint{"case_points.add",
                       "INSERT INTO case_points (jurisdiction_id, case_id, lat, lng, cell, "
                       "wide_cell, open_service, opened_at) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
const Query kSaveReceived{"received_requests.add",
                          "INSERT INTO received_requests (jurisdiction_id, case_id, api_key_id, "
                          "number_from) VALUES (?1, ?2, ?3, ?4)"};
const Query kReceived{"received_requests.by_case",
                      "SELECT api_key_id, number_from FROM received_requests "
                      "WHERE jurisdiction_id = ?1 AND case_id = ?2"};

// What the last event of a kind says.
#define KEPT_LAST(kind, field)                                      \
  "(SELECT json_extract(e.body, '$." field                          \
  "') FROM events e WHERE "                                         \
  "e.jurisdiction_id = ?1 AND e.case_id = c.id AND e.kind = '" kind \
  "' "                                                              \
  "ORDER BY e.seq DESC LIMIT 1)"
// +o.due: else the smallest is looked for by walking the due times of all cases.
#define KEPT_REQUEST_LINE \
  "SELECT c.id, c.number, c.state, c.service_id, c.department_id, c.opened_at, "          \
  "c.updated_at, (SELECT min(+o.due) FROM obligations o WHERE o.jurisdiction_id = ?1 "    \
  "AND o.case_id = c.id AND o.kind = 'target'), s.value, a.value, p.lat, p.lng, "         \
  "r.api_key_id, t.value_id, EXISTS (SELECT 1 FROM obligations w "                        \
  "WHERE w.jurisdiction_id = ?1 AND w.case_id = c.id AND w.kind IN ('ask', 'promise')), " \
  "CASE WHEN c.state <> 'open' THEN " KEPT_LAST(                                          \
      "outcome_recorded", "resolution") " END, CASE WHEN c.close_reason = 'joined' "      \
                                        "THEN " KEPT_LAST("joined_to",                    \
                                                          "survivor_number") " END FROM "
#define KEPT_REQUEST_JOINS                                                        \
  "LEFT JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id " \
  "LEFT JOIN case_points p ON p.jurisdiction_id = ?1 AND p.case_id = c.id "
#define KEPT_REQUEST_TEXTS                                                         \
  "LEFT JOIN personal_values s ON s.jurisdiction_id = ?1 AND s.id = c.summary_id " \
  "LEFT JOIN personal_values a ON a.jurisdiction_id = ?1 AND a.id = c.place_id "   \
  "LEFT JOIN public_texts t ON t.jurisdiction_id = ?1 AND t.value_id = c.summary_id "
// A request whose number is not told yet is in no list.
#define KEPT_IS_TOLD \
  "c.jurisdiction_id = ?1 AND c.kind = 'service_request' AND coalesce(r.number_from, 0) <= ?2 "

const Query kByNumber{"requests.by_number", KEPT_REQUEST_LINE
                      "json_each(?3) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                      "AND c.number = wanted.value " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                      "WHERE " KEPT_IS_TOLD "ORDER BY c.opened_at DESC, c.id DESC"};

// One degree of latitude is 111,195 metres; ?14 is that of longitude at the centre.
#define KEPT_MATCHES                                                              \
  KEPT_IS_TOLD                                                                    \
  "AND c.opened_at BETWEEN ?3 AND ?4 AND c.updated_at BETWEEN ?5 AND ?6 "         \
  "AND (?7 IS NULL OR (c.state = 'open') = ?7) "                                  \
  "AND (?8 IS NULL OR c.service_id IN (SELECT value FROM json_each(?8))) "        \
  "AND (?9 IS NULL OR (p.lat BETWEEN ?9 AND ?10 AND p.lng BETWEEN ?11 AND ?12)) " \
  "AND (?13 IS NULL OR ((p.lat - ?13) * 111195) * ((p.lat - ?13) * 111195) "      \
  "+ ((p.lng - ?15) * ?14) * ((p.lng - ?15) * ?14) <= ?16 * ?16) "

const Query kByTime{"requests.by_time", KEPT_REQUEST_LINE
                    "cases c INDEXED BY requests_by_time " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                    "WHERE " KEPT_MATCHES
                    "ORDER BY c.opened_at DESC, c.id DESC LIMIT ?17 OFFSET ?18"};
const Query kByChange{"requests.by_change", KEPT_REQUEST_LINE
                      "cases c INDEXED BY requests_by_change " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                      "WHERE " KEPT_MATCHES
                      "ORDER BY c.updated_at DESC, c.id DESC LIMIT ?17 OFFSET ?18"};
const Query kCountByTime{"requests.count_by_time",
                         "SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY "
                         "requests_by_time " KEPT_REQUEST_JOINS "WHERE " KEPT_MATCHES "LIMIT ?17)"};
const Query kCountByChange{"requests.count_by_change",
                           "SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY "
                           "requests_by_change " KEPT_REQUEST_JOINS "WHERE " KEPT_MATCHES
                           "LIMIT ?17)"};

// By words only what everybody may read of a description is found; of the newest so many that have
// the words.
#define KEPT_HAS_WORDS                                                               \
  "(SELECT rowid AS id FROM case_words WHERE case_words MATCH ?19 "                  \
  "ORDER BY rowid DESC LIMIT 10000) w CROSS JOIN cases c ON c.jurisdiction_id = ?1 " \
  "AND c.id = w.id "
#define KEPT_IS_PUBLIC                                                     \
  "AND EXISTS (SELECT 1 FROM public_texts q WHERE q.jurisdiction_id = ?1 " \
  "AND q.value_id = c.summary_id) "
const Query kByWords{"requests.by_words",
                     KEPT_REQUEST_LINE KEPT_HAS_WORDS KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                     "WHERE " KEPT_MATCHES KEPT_IS_PUBLIC
                     "ORDER BY c.opened_at DESC, c.id DESC LIMIT ?17 OFFSET ?18"};
const Query kCountByWords{"requests.count_by_words",
                          "SELECT count(*) FROM (SELECT 1 FROM " KEPT_HAS_WORDS KEPT_REQUEST_JOINS
                          "WHERE " KEPT_MATCHES KEPT_IS_PUBLIC "LIMIT ?17)"};

// The same with the records of the system before among them: two ranges of two indexes, merged.
#define KEPT_RECORD_MATCHES                                                       \
  "h.jurisdiction_id = ?1 AND h.requested_at BETWEEN ?3 AND ?4 "                  \
  "AND (?7 IS NULL OR h.open = ?7) "                                              \
  "AND (?20 IS NULL OR h.service_code IN (SELECT value FROM json_each(?20))) "    \
  "AND h.service_code NOT IN (SELECT value FROM json_each(?21)) "                 \
  "AND (?9 IS NULL OR (h.lat BETWEEN ?9 AND ?10 AND h.lng BETWEEN ?11 AND ?12)) " \
  "AND (?13 IS NULL OR ((h.lat - ?13) * 111195) * ((h.lat - ?13) * 111195) "      \
  "+ ((h.lng - ?15) * ?14) * ((h.lng - ?15) * ?14) <= ?16 * ?16) "
const Query kMixedByTime{
    "requests.mixed_by_time",
    "SELECT 0, c.opened_at, c.id FROM cases c INDEXED BY requests_by_time " KEPT_REQUEST_JOINS
    "WHERE " KEPT_MATCHES
    "UNION ALL SELECT 1, h.requested_at, h.id FROM historic_records h "
    "WHERE " KEPT_RECORD_MATCHES "ORDER BY 2 DESC, 3 DESC LIMIT ?17 OFFSET ?18"};
const Query kCountMixed{
    "requests.count_mixed",
    "SELECT count(*) FROM (SELECT 1 FROM cases c INDEXED BY requests_by_time " KEPT_REQUEST_JOINS
    "WHERE " KEPT_MATCHES "UNION ALL SELECT 1 FROM historic_records h WHERE " KEPT_RECORD_MATCHES
    "LIMIT ?17)"};
#define KEPT_RECORD_HAS_WORDS                                               \
  "(SELECT rowid AS id FROM historic_words WHERE historic_words MATCH ?19 " \
  "ORDER BY rowid DESC LIMIT 10000) v CROSS JOIN historic_records h ON h.id = v.id "
const Query kMixedByWords{"requests.mixed_by_words",
                          "SELECT 0, c.opened_at, c.id FROM " KEPT_HAS_WORDS KEPT_REQUEST_JOINS
                          "WHERE " KEPT_MATCHES KEPT_IS_PUBLIC
                          "UNION ALL SELECT 1, h.requested_at, h.id FROM " KEPT_RECORD_HAS_WORDS
                          "WHERE " KEPT_RECORD_MATCHES
                          "ORDER BY 2 DESC, 3 DESC LIMIT ?17 OFFSET ?18"};
const Query kCountMixedByWords{
    "requests.count_mixed_by_words",
    "SELECT count(*) FROM (SELECT 1 FROM " KEPT_HAS_WORDS KEPT_REQUEST_JOINS
    "WHERE " KEPT_MATCHES KEPT_IS_PUBLIC "UNION ALL SELECT 1 FROM " KEPT_RECORD_HAS_WORDS
    "WHERE " KEPT_RECORD_MATCHES "LIMIT ?17)"};
const Query kRequestsOf{"requests.of_cases", KEPT_REQUEST_LINE
                        "json_each(?2) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                        "AND c.id = wanted.value " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                        "ORDER BY wanted.key"};
const Query kAnyRecord{"requests.any_record",
                       "SELECT id FROM historic_records ORDER BY id LIMIT 1"};

desk::RequestLine request_line(const Statement& row) {
  desk::RequestLine line;
  line.id = row.get<domain::CaseId>(0);
  line.number = row.get<std::int64_t>(1);
  line.state = codec::enum_value<domain::CaseState>(row.get<std::string>(2));
  line.service = row.get<domain::ServiceId>(3);
  line.department = row.get<std::optional<domain::DepartmentId>>(4);
  line.opened_at = row.get<base::Instant>(5);
  line.updated_at = row.get<base::Instant>(6);
  line.target = row.get<std::optional<base::Instant>>(7);
  line.description = row.get<std::optional<std::string>>(8);
  line.place = row.get<std::optional<std::string>>(9);
  if (const auto lat = row.get<std::optional<double>>(10)) {
    line.point = domain::Point{*lat, row.get<double>(11)};
  }
  line.api_key = row.get<std::optional<std::int64_t>>(12);
  line.description_is_public = row.get<std::optional<std::int64_t>>(13).has_value();
  line.is_under_way = row.get<std::int64_t>(14) != 0;
  if (const auto resolution = row.get<std::optional<std::string>>(15)) {
    line.resolution = codec::enum_value<domain::Resolution>(*resolution);
  }
  line.joined_to = row.get<std::optional<std::int64_t>>(16);
  return line;
}

std::vector<desk::RequestLine> request_lines(Statement rows) {
  std::vector<desk::RequestLine> lines;
  while (rows.step()) lines.push_back(request_line(rows));
  return lines;
}

void bind(Statement& query, base::Instant now, const desk::RequestFilter& filter) {
  constexpr base::Instant kEver = base::Instant::max();
  std::optional<std::string> services;
  if (filter.services) services = codec::to_text(*filter.services);
  std::optional<double> south;
  std::optional<double> lat;
  const desk::Area area = filter.area.value_or(desk::Area{});
  if (filter.area) south = area.south;
  if (area.centre) lat = area.centre->lat;
  const double lng = area.centre ? area.centre->lng : 0;
  const double narrower = std::cos(lat.value_or(0) * std::numbers::pi / 180);
  query.bind_all(kJurisdiction, now, filter.opened.from, filter.opened.until,
                 filter.changed ? filter.changed->from : base::Instant{},
                 filter.changed ? filter.changed->until : kEver, filter.open, services, south,
                 area.north, area.west, area.east, lat, domain::kMetresPerDegree * narrower, lng,
                 area.radius);
}
constexpr int kLimit = 17;
constexpr int kOffset = 18;
constexpr int kWords = 19;
constexpr int kCodes = 20;
constexpr int kHiddenCodes = 21;

void bind_codes(Statement& query, const desk::RequestFilter& filter) {
  std::optional<std::string> codes;
  if (filter.codes) codes = codec::to_text(*filter.codes);
  query.bind(kCodes, codes);
  query.bind(kHiddenCodes, codec::to_text(filter.hidden_codes));
}

/// Puts records into their places among lines, both newest first.
void place(std::vector<desk::OpenDataRow> records, desk::RequestPage& page) {
  std::stable_sort(records.begin(), records.end(), [](const auto& one, const auto& other) {
    return one.key.requested_at > other.key.requested_at;
  });
  std::size_t after = 0;
  for (desk::OpenDataRow& record : records) {
    while (after < page.lines.size() && page.lines[after].opened_at >= record.key.requested_at) {
      ++after;
    }
    page.records.push_back({after, std::move(record)});
  }
}

/// The list and its count, which walk the same way.
struct Way {
  const Query& list;
  const Query& count;
};
Way way_of(const desk::RequestFilter& filter) {
  if (!filter.words.empty()) return {kByWords, kCountByWords};
  if (filter.changed) return {kByChange, kCountByChange};
  return {kByTime, kCountByTime};
}

}  // namespace

void Session::derive_point(const domain::Case& state) {
  database_.run(kDropPoint, kJurisdiction, state.id);
  const auto text = personal(state.point);
  const auto point = text ? domain::Point::parse(*text) : std::nullopt;
  if (!point) return;
  const bool is_open =
      state.kind == domain::CaseKind::service_request && state.state == domain::CaseState::open;
  database_.run(kSavePoint, kJurisdiction, state.id, point->lat, point->lng,
                cell_of(*point, kCellsPerDegree), cell_of(*point, kWideCellsPerDegree),
                is_open ? state.service : std::nullopt, state.opened_at);
}

void Session::save(const desk::ReceivedRow& received) {
  database_.run(kSaveReceived, kJurisdiction, received.case_id, received.api_key,
                received.number_from);
}

std::optional<desk::ReceivedRow> Session::received(domain::CaseId id) {
  Statement row = database_.prepare(kReceived);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return desk::ReceivedRow{id, row.get<std::int64_t>(0), row.get<base::Instant>(1)};
}

desk::RequestPage Session::requests(const desk::RequestFilter& filter) {
  desk::RequestPage page;
  if (!filter.numbers.empty()) {
    Statement rows = database_.prepare(kByNumber);
    rows.bind_all(kJurisdiction, now(), codec::to_text(filter.numbers));
    page.lines = request_lines(std::move(rows));
    if (filter.with_records) place(open_data_.records_called(filter.record_ids), page);
    page.total = static_cast<std::int64_t>(page.lines.size() + page.records.size());
    return page;
  }
  const std::string match = match_words_as_typed(filter.words);
  if (match.empty() && !filter.words.empty()) {
    page.total = 0;
    return page;
  }
  if (filter.with_records && database_.value<std::int64_t>(kAnyRecord)) {
    return mixed_requests(filter, match);
  }
  const Way way = way_of(filter);
  Statement rows = database_.prepare(way.list);
  bind(rows, now(), filter);
  if (!match.empty()) rows.bind(kWords, match);
  rows.bind(kLimit, filter.limit);
  rows.bind(kOffset, filter.skip);
  page.lines = request_lines(std::move(rows));
  Statement count = database_.prepare(way.count);
  bind(count, now(), filter);
  if (!match.empty()) count.bind(kWords, match);
  count.bind(kLimit, desk::kCountedRequests + 1);
  count.step();
  const auto counted = count.get<std::int64_t>(0);
  if (counted <= desk::kCountedRequests) page.total = counted;
  return page;
}

desk::RequestPage Session::mixed_requests(const desk::RequestFilter& filter,
                                          const std::string& match) {
  desk::RequestPage page;
  const Way way =
      match.empty() ? Way{kMixedByTime, kCountMixed} : Way{kMixedByWords, kCountMixedByWords};
  Statement keys = database_.prepare(way.list);
  bind(keys, now(), filter);
  if (!match.empty()) keys.bind(kWords, match);
  bind_codes(keys, filter);
  keys.bind(kLimit, filter.limit);
  keys.bind(kOffset, filter.skip);
  std::vector<std::int64_t> cases;
  std::vector<std::int64_t> records;
  std::vector<std::size_t> places;  // of records: how many cases come before
  while (keys.step()) {
    const bool is_record = keys.get<bool>(0);
    (is_record ? records : cases).push_back(keys.get<std::int64_t>(2));
    if (is_record) places.push_back(cases.size());
  }
  Statement rows = database_.prepare(kRequestsOf);
  rows.bind_all(kJurisdiction, codec::to_text(cases));
  page.lines = request_lines(std::move(rows));
  auto found = open_data_.records_of(records);
  for (std::size_t i = 0; i < found.size(); ++i) {
    page.records.push_back({places[i], std::move(found[i])});
  }
  Statement count = database_.prepare(way.count);
  bind(count, now(), filter);
  if (!match.empty()) count.bind(kWords, match);
  bind_codes(count, filter);
  count.bind(kLimit, desk::kCountedRequests + 1);
  count.step();
  const auto counted = count.get<std::int64_t>(0);
  if (counted <= desk::kCountedRequests) page.total = counted;
  return page;
}

}  // namespace kept::store
