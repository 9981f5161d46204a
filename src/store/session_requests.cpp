#include <algorithm>
#include <utility>

#include "desk/public_text.h"
#include "store/cells.h"
#include "store/codec.h"
#include "store/session.h"
#include "store/session_publicity.h"
#include "store/session_request_keys.h"

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
                          "number_from, non_public) VALUES (?1, ?2, ?3, ?4, ?5)"};
const Query kReceived{"received_requests.by_case",
                      "SELECT api_key_id, number_from, non_public FROM received_requests "
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
                                                          "survivor_number") " END, "     \
  "w.value_id, EXISTS (SELECT 1 FROM public_texts u WHERE u.jurisdiction_id = ?1 "        \
  "AND u.value_id = c.place_id), EXISTS (SELECT 1 FROM photos f INDEXED BY photos_by_case "                 \
  "WHERE f.jurisdiction_id = ?1 AND f.case_id = c.id), coalesce(r.non_public, 0) FROM "
#define KEPT_REQUEST_JOINS                                                        \
  "LEFT JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id " \
  "LEFT JOIN case_points p ON p.jurisdiction_id = ?1 AND p.case_id = c.id "
#define KEPT_REQUEST_TEXTS                                                            \
  "LEFT JOIN personal_values s ON s.jurisdiction_id = ?1 AND s.id = c.summary_id "    \
  "LEFT JOIN personal_values a ON a.jurisdiction_id = ?1 AND a.id = c.place_id "      \
  "LEFT JOIN public_texts t ON t.jurisdiction_id = ?1 AND t.value_id = c.summary_id " \
  "LEFT JOIN withheld_texts w ON w.jurisdiction_id = ?1 AND w.value_id = c.place_id "
const Query kByNumber{"requests.by_number", KEPT_REQUEST_LINE
                      "json_each(?3) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                      "AND c.number = wanted.value " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                      "WHERE c.kind = 'service_request' AND coalesce(r.number_from, 0) <= ?2 "
                      "ORDER BY c.opened_at DESC, c.id DESC"};

const Query kRequestsOf{"requests.of_cases", KEPT_REQUEST_LINE
                        "json_each(?2) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                        "AND c.id = wanted.value " KEPT_REQUEST_JOINS KEPT_REQUEST_TEXTS
                        "ORDER BY wanted.key"};
const Query kLinesPosition{"requests.last_event", "SELECT coalesce(max(position), 0) FROM events"};
const Query kChangedSince{"requests.changed_since",
                          // +: else all events are walked, in the order of their cases.
                          "SELECT DISTINCT case_id FROM events WHERE position > ?2 "
                          "AND +jurisdiction_id = ?1"};
const Query kRequestAreas{
    "request_areas.of_cases",
    "SELECT x.case_id, q.id, l.key, q.code, q.name FROM json_each(?2) wanted "
    "CROSS JOIN case_areas x INDEXED BY case_areas_by_case ON x.jurisdiction_id = ?1 "
    "AND x.case_id = wanted.value CROSS JOIN areas q ON q.jurisdiction_id = ?1 "
    "AND q.id = x.area_id CROSS JOIN area_layers l ON l.jurisdiction_id = ?1 "
    "AND l.id = q.layer_id ORDER BY x.case_id, l.key, q.id"};
const Query kListVersion{
    "requests.version",
    "SELECT (SELECT max(position) FROM events) || ' ' || coalesce((SELECT value "
    "FROM settings WHERE jurisdiction_id = ?1 AND name = 'historic.changes'), '')"};

desk::RequestLine request_line(const Statement& row, const std::string& home_region) {
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
  const desk::Finding place =
      finding_of(row.get<std::optional<std::int64_t>>(17).has_value(), row.get<bool>(18));
  line.place_is_public = desk::is_for_all(place, line.place.value_or(""), {}, home_region);
  line.has_photos = row.get<bool>(19);
  line.non_public = row.get<bool>(20);
  return line;
}

std::vector<desk::RequestLine> request_lines(Statement rows, const std::string& home_region) {
  std::vector<desk::RequestLine> lines;
  while (rows.step()) lines.push_back(request_line(rows, home_region));
  return lines;
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

}  // namespace

void Session::derive_point(const domain::Case& state, Standing standing) {
  if (standing == Standing::earlier) database_.run(kDropPoint, kJurisdiction, state.id);
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
                received.number_from, received.non_public);
}

std::optional<desk::ReceivedRow> Session::received(domain::CaseId id) {
  Statement row = database_.prepare(kReceived);
  row.bind_all(kJurisdiction, id);
  if (!row.step()) return std::nullopt;
  return desk::ReceivedRow{id, row.get<std::int64_t>(0), row.get<base::Instant>(1),
                           row.get<bool>(2)};
}

desk::RequestPage Session::requests(const desk::RequestFilter& filter) {
  desk::RequestPage page;
  if (!filter.numbers.empty()) {
    Statement rows = database_.prepare(kByNumber);
    rows.bind_all(kJurisdiction, now(), codec::to_text(filter.numbers));
    page.lines = request_lines(std::move(rows), jurisdiction().default_region);
    if (!filter.record_ids.empty()) place(open_data_.records_called(filter.record_ids), page);
    return page;
  }
  const RequestKeys keys = request_keys(database_, now(), filter);
  page.has_more = keys.has_more;
  if (!keys.cases.empty()) page.lines = lines_of(keys.cases);
  if (keys.records.empty()) return page;
  auto found = open_data_.records_of(keys.records);
  for (std::size_t i = 0; i < found.size(); ++i) {
    page.records.push_back({keys.places[i], std::move(found[i])});
  }
  return page;
}

std::vector<desk::RequestLine> Session::lines_of(const std::vector<std::int64_t>& cases) {
  const auto read = [this](const std::vector<std::int64_t>& ids) {
    Statement rows = database_.prepare(kRequestsOf);
    rows.bind_all(kJurisdiction, codec::to_text(ids));
    return request_lines(std::move(rows), jurisdiction().default_region);
  };
  if (line_caches_ == nullptr) return read(cases);
  return line_caches_->requests.lines_at(events_seen(), cases, read);
}

EventsSeen Session::events_seen() {
  return {database_.value<std::int64_t>(kLinesPosition).value_or(0), [this](std::int64_t position) {
            Statement rows = database_.prepare(kChangedSince);
            rows.bind_all(kJurisdiction, position);
            std::vector<std::int64_t> changed;
            while (rows.step()) changed.push_back(rows.get<std::int64_t>(0));
            return changed;
          }};
}

std::vector<desk::RequestArea> Session::request_areas(const std::vector<domain::CaseId>& cases) {
  Statement rows = database_.prepare(kRequestAreas);
  rows.bind_all(kJurisdiction, codec::to_text(cases));
  std::vector<desk::RequestArea> areas;
  while (rows.step()) {
    areas.push_back({rows.get<domain::CaseId>(0),
                     {rows.get<domain::AreaId>(1), rows.get<std::string>(2),
                      rows.get<std::string>(3), rows.get<std::string>(4)}});
  }
  return areas;
}

std::optional<std::int64_t> Session::count_requests(const desk::RequestFilter& filter) {
  return request_count(database_, now(), filter);
}

std::string Session::requests_version() {
  return database_.value<std::optional<std::string>>(kListVersion, kJurisdiction)
      .value_or(std::nullopt)
      .value_or("");
}

}  // namespace kept::store
