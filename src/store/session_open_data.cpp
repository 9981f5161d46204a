#include "store/session_open_data.h"

#include <algorithm>
#include <map>
#include <utility>

#include "store/codec.h"
#include "store/session.h"
#include "store/session_publicity.h"
#include "store/session_request_keys.h"

namespace kept::store {
namespace {

// Rows in the order of their times. A few services are read each in its own index and merged; of
// many the reader passes over whose service is not wanted, so that a page looks at so many rows and
// no more.
constexpr std::size_t kFewServices = 8;
#define KEPT_OPEN_RECORD                                                                   \
  "SELECT h.id, h.requested_at, h.service_code, h.service_name, h.open, h.status_word, "   \
  "h.updated_at, h.closed_at, h.address, h.lat, h.lng, h.department, h.areas, h.channel, " \
  "h.parent_id, h.resolution, h.source, h.source_id, " KEPT_CASE_OF_RECORD                 \
  ", " KEPT_RECORD_ADOPTED_AT ", " KEPT_RECORD_LET_GO_AT " FROM "
const Query kRecordsAfter{"open_data.records_after", KEPT_OPEN_RECORD
                          "historic_records h WHERE h.jurisdiction_id = ?1 "
                          "AND (h.requested_at, h.id) > (?2, ?3) AND h.requested_at < ?4 "
                          "ORDER BY h.requested_at, h.id LIMIT ?5"};
const Query kServiceRecordsAfter{
    "open_data.service_records_after", KEPT_OPEN_RECORD
    "historic_records h WHERE h.jurisdiction_id = ?1 AND h.service_code = ?6 "
    "AND (h.requested_at, h.id) > (?2, ?3) AND h.requested_at < ?4 "
    "ORDER BY h.requested_at, h.id LIMIT ?5"};
const Query kRecordsCalled{
    "open_data.records_called", KEPT_OPEN_RECORD
    "json_each(?2) wanted CROSS JOIN historic_records h "
    "ON h.jurisdiction_id = ?1 AND h.source_id = wanted.value ORDER BY wanted.key, h.source"};
const Query kRecordsOf{"open_data.records", KEPT_OPEN_RECORD
                       "json_each(?2) wanted CROSS JOIN historic_records h "
                       "ON h.id = wanted.value WHERE h.jurisdiction_id = ?1 ORDER BY wanted.key"};

#define KEPT_OPEN_IS_TOLD                                                         \
  "LEFT JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id " \
  "WHERE c.jurisdiction_id = ?1 AND c.kind = 'service_request' "                  \
  "AND coalesce(r.number_from, 0) <= ?2 "
const Query kCasesAfter{"open_data.cases_after",
                        "SELECT c.id, c.opened_at, c.service_id FROM cases c INDEXED BY "
                        "requests_by_time " KEPT_OPEN_IS_TOLD
                        "AND (c.opened_at, c.id) > (?3, ?4) AND c.opened_at < ?5 "
                        "ORDER BY c.opened_at, c.id LIMIT ?6"};
const Query kServiceCasesAfter{
    "open_data.service_cases_after",
    "SELECT c.id, c.opened_at, c.service_id FROM cases c INDEXED BY "
    "requests_by_service " KEPT_OPEN_IS_TOLD
    "AND c.service_id = ?7 AND (c.opened_at, c.id) > (?3, ?4) AND c.opened_at < ?5 "
    "ORDER BY c.opened_at, c.id LIMIT ?6"};
// Of the last so many changes, whatever is asked for: a rare service does not cost more.
const Query kLastChanged{
    "open_data.last_changed",
    "SELECT n.id FROM (SELECT c.id, c.updated_at, c.service_id FROM cases c INDEXED BY "
    "requests_by_change " KEPT_OPEN_IS_TOLD
    // Where those are that are not shown to all is not told by asking where.
    "AND (?4 IS NULL OR coalesce(r.non_public, 0) = 0) ORDER BY c.updated_at DESC, c.id DESC LIMIT "
    "10000) n "
    "WHERE (?3 IS NULL OR n.service_id IN (SELECT value FROM json_each(?3))) "
    "AND (?4 IS NULL OR EXISTS (SELECT 1 FROM case_areas x WHERE x.jurisdiction_id = ?1 "
    "AND x.area_id IN (SELECT value FROM json_each(?4)) AND x.case_id = n.id)) "
    "ORDER BY n.updated_at DESC, n.id DESC LIMIT ?5"};

#define KEPT_OPEN_LAST(kind, field)                \
  "(SELECT json_extract(e.body, '$." field         \
  "') FROM events e WHERE e.jurisdiction_id = ?1 " \
  "AND e.case_id = c.id AND e.kind = '" kind "' ORDER BY e.seq DESC LIMIT 1)"
const Query kCasesOf{
    "open_data.cases",
    "SELECT c.id, c.opened_at, c.number, c.state, c.service_id, c.department_id, c.updated_at, "
    "CASE WHEN t.value_id IS NOT NULL THEN s.value END, "
    "a.value, p.lat, p.lng, "
    "CASE WHEN c.state <> 'open' THEN " KEPT_OPEN_LAST("outcome_recorded", "resolution")
    " END, CASE WHEN c.close_reason = 'joined' THEN "
    KEPT_OPEN_LAST("joined_to", "survivor_number")
    " END, (SELECT json_group_object(l.key, q.name) FROM case_areas x "
    "JOIN areas q ON q.jurisdiction_id = ?1 AND q.id = x.area_id "
    "JOIN area_layers l ON l.jurisdiction_id = ?1 AND l.id = q.layer_id "
    "WHERE x.jurisdiction_id = ?1 AND x.case_id = c.id), "
    "(SELECT i.channel FROM events e JOIN interactions i ON i.jurisdiction_id = ?1 "
    "AND i.id = json_extract(e.body, '$.interaction') "
    "WHERE e.jurisdiction_id = ?1 AND e.case_id = c.id AND e.seq = 1), "
    "w.value_id IS NOT NULL, EXISTS (SELECT 1 FROM public_texts u WHERE u.jurisdiction_id = ?1 "
    "AND u.value_id = c.place_id), EXISTS (SELECT 1 FROM received_requests n "
    "WHERE n.jurisdiction_id = ?1 AND n.case_id = c.id AND n.non_public = 1) "
    "FROM json_each(?2) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
    "AND c.id = wanted.value "
    "LEFT JOIN case_points p ON p.jurisdiction_id = ?1 AND p.case_id = c.id "
    "LEFT JOIN personal_values s ON s.jurisdiction_id = ?1 AND s.id = c.summary_id "
    "LEFT JOIN personal_values a ON a.jurisdiction_id = ?1 AND a.id = c.place_id "
    "LEFT JOIN public_texts t ON t.jurisdiction_id = ?1 AND t.value_id = c.summary_id "
    "LEFT JOIN withheld_texts w ON w.jurisdiction_id = ?1 AND w.value_id = c.place_id"};

const Query kLastPosition{"open_data.last_event", "SELECT max(position) FROM events"};
const Query kSettingsOf{"open_data.settings",
                        "SELECT name, value FROM settings WHERE jurisdiction_id = ?1 "
                        "AND name IN ('areas.version', 'historic.changes') ORDER BY name"};
// A number that was withheld is told when its time comes, and no event says so.
const Query kStillWithheld{
    "open_data.still_withheld",
    "SELECT count(*) FROM cases c INDEXED BY requests_by_time "
    "JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id "
    "WHERE c.jurisdiction_id = ?1 AND c.kind = 'service_request' AND c.opened_at > ?2 "
    "AND r.number_from > ?3"};

desk::OpenDataRow record_row(const Statement& row) {
  desk::OpenDataRow read;
  read.key = {row.get<base::Instant>(1), row.get<std::int64_t>(0)};
  desk::OpenRecord& record = read.record;
  record.requested_at = read.key.requested_at;
  record.service_code = row.get<std::string>(2);
  record.service_name = row.get<std::string>(3);
  record.open = row.get<bool>(4);
  record.status_word = row.get<std::string>(5);
  record.updated_at = row.get<std::optional<base::Instant>>(6);
  record.closed_at = row.get<std::optional<base::Instant>>(7);
  record.address = row.get<std::string>(8);
  if (const auto lat = row.get<std::optional<double>>(9)) {
    record.point = domain::Point{*lat, row.get<double>(10)};
  }
  record.department = row.get<std::string>(11);
  record.areas = codec::from_text<std::map<std::string, std::string>>(row.get<std::string>(12));
  record.channel = row.get<std::string>(13);
  record.parent_id = row.get<std::string>(14);
  record.notes = row.get<std::string>(15);
  record.system = row.get<std::string>(16);
  record.id = row.get<std::string>(17);
  // What a case let go again has changed by that, and is what it was.
  if (const auto let_go = row.get<std::optional<base::Instant>>(20)) {
    const base::Instant of_source =
        record.updated_at.value_or(record.closed_at.value_or(record.requested_at));
    record.updated_at = std::max(of_source, *let_go);
  }
  // What was adopted is a part of the case that stands for it.
  if (const auto adopted = row.get<std::optional<std::int64_t>>(18)) {
    record.open = false;
    record.parent_id = std::to_string(*adopted);
    record.updated_at = row.get<base::Instant>(19);
    record.closed_at = record.updated_at;
    record.status_word = "adopted";
    record.notes.clear();  // on how it stood
  }
  return read;
}

desk::OpenDataRow case_row(const Statement& row) {
  desk::OpenDataRow read;
  read.key = {row.get<base::Instant>(1), row.get<std::int64_t>(0)};
  desk::OpenRecord& record = read.record;
  record.requested_at = read.key.requested_at;
  record.id = std::to_string(row.get<std::int64_t>(2));
  record.open = row.get<std::string>(3) == desk::name_of(domain::CaseState::open);
  read.service = row.get<std::optional<domain::ServiceId>>(4);
  read.department = row.get<std::optional<domain::DepartmentId>>(5);
  record.updated_at = row.get<base::Instant>(6);
  if (!record.open) record.closed_at = record.updated_at;  // schema/0006
  record.description = row.get<std::optional<std::string>>(7).value_or("");
  record.address = row.get<std::optional<std::string>>(8).value_or("");
  if (const auto lat = row.get<std::optional<double>>(9)) {
    record.point = domain::Point{*lat, row.get<double>(10)};
  }
  record.status_word = row.get<std::optional<std::string>>(11).value_or("");
  if (const auto parent = row.get<std::optional<std::int64_t>>(12)) {
    record.parent_id = std::to_string(*parent);
  }
  record.areas = codec::from_text<std::map<std::string, std::string>>(row.get<std::string>(13));
  record.channel = row.get<std::optional<std::string>>(14).value_or("");
  read.address = finding_of(row.get<bool>(15), row.get<bool>(16));
  read.non_public = row.get<bool>(17);
  return read;
}

/// Puts what came by services into the order of its times, and leaves the first so many; whether
/// there may be more after them.
template <typename Row, typename KeyOf>
bool cut_to(std::vector<Row>& rows, int limit, const KeyOf& key_of) {
  std::sort(rows.begin(), rows.end(), [&](const Row& one, const Row& other) {
    const desk::OpenDataKey first = key_of(one);
    const desk::OpenDataKey second = key_of(other);
    return std::pair(first.requested_at, first.id) < std::pair(second.requested_at, second.id);
  });
  const auto most = static_cast<std::size_t>(limit);
  if (rows.size() < most) return false;
  rows.erase(rows.begin() + limit, rows.end());
  return true;
}

}  // namespace

desk::OpenDataPage SessionOpenData::records_after(const desk::OpenDataKey& key, base::Instant until,
                                                  const std::set<std::string>& services,
                                                  int limit) {
  desk::OpenDataPage page;
  page.last = key;
  if (!services.empty() && services.size() <= kFewServices) {
    for (const std::string& code : services) {
      Statement rows = database_.prepare(kServiceRecordsAfter);
      rows.bind_all(kJurisdiction, key.requested_at, key.id, until, limit, code);
      while (rows.step()) page.rows.push_back(record_row(rows));
    }
    page.is_last = !cut_to(page.rows, limit, [](const auto& row) { return row.key; });
    if (!page.rows.empty()) page.last = page.rows.back().key;
    return page;
  }
  Statement rows = database_.prepare(kRecordsAfter);
  rows.bind_all(kJurisdiction, key.requested_at, key.id, until, limit);
  int seen = 0;
  for (; rows.step(); ++seen) {
    page.last = {rows.get<base::Instant>(1), rows.get<std::int64_t>(0)};
    if (!services.empty() && !services.contains(rows.get<std::string>(2))) continue;
    page.rows.push_back(record_row(rows));
  }
  page.is_last = seen < limit;
  return page;
}

desk::OpenDataPage SessionOpenData::cases_after(
    const desk::OpenDataKey& key, base::Instant until,
    const std::optional<std::vector<domain::ServiceId>>& services, int limit) {
  desk::OpenDataPage page;
  page.last = key;
  std::vector<domain::CaseId> wanted;
  if (services && services->size() <= kFewServices) {
    std::vector<desk::OpenDataKey> keys;
    for (const domain::ServiceId service : *services) {
      Statement rows = database_.prepare(kServiceCasesAfter);
      rows.bind_all(kJurisdiction, clock_.now(), key.requested_at, key.id, until, limit, service);
      while (rows.step()) {
        keys.push_back({rows.get<base::Instant>(1), rows.get<std::int64_t>(0)});
      }
    }
    page.is_last = !cut_to(keys, limit, [](const auto& one) { return one; });
    if (!keys.empty()) page.last = keys.back();
    for (const desk::OpenDataKey& one : keys) wanted.push_back(domain::CaseId{one.id});
    page.rows = rows_of(wanted);
    return page;
  }
  Statement rows = database_.prepare(kCasesAfter);
  rows.bind_all(kJurisdiction, clock_.now(), key.requested_at, key.id, until, limit);
  int seen = 0;
  for (; rows.step(); ++seen) {
    page.last = {rows.get<base::Instant>(1), rows.get<std::int64_t>(0)};
    const auto service = rows.get<std::optional<domain::ServiceId>>(2);
    const bool is_wanted = !services || (service && std::find(services->begin(), services->end(),
                                                              *service) != services->end());
    if (is_wanted) wanted.push_back(rows.get<domain::CaseId>(0));
  }
  page.is_last = seen < limit;
  page.rows = rows_of(wanted);
  return page;
}

std::vector<desk::OpenDataRow> SessionOpenData::rows_of(const std::vector<domain::CaseId>& cases) {
  std::map<std::int64_t, desk::OpenDataRow> found;
  Statement rows = database_.prepare(kCasesOf);
  rows.bind_all(kJurisdiction, codec::to_text(cases));
  while (rows.step()) found[rows.get<std::int64_t>(0)] = case_row(rows);
  std::vector<desk::OpenDataRow> in_order;
  for (const domain::CaseId id : cases) in_order.push_back(std::move(found.at(id.value)));
  return in_order;
}

std::vector<desk::OpenDataRow> SessionOpenData::last_changed(const desk::FeedQuestion& question) {
  std::optional<std::string> services;
  if (question.services) services = codec::to_text(*question.services);
  std::optional<std::string> areas;
  if (question.areas) areas = codec::to_text(*question.areas);
  Statement rows = database_.prepare(kLastChanged);
  rows.bind_all(kJurisdiction, clock_.now(), services, areas, question.limit);
  std::vector<domain::CaseId> wanted;
  while (rows.step()) wanted.push_back(rows.get<domain::CaseId>(0));
  return rows_of(wanted);
}

std::vector<desk::OpenDataRow> SessionOpenData::records_called(
    const std::vector<std::string>& ids) {
  Statement rows = database_.prepare(kRecordsCalled);
  rows.bind_all(kJurisdiction, codec::to_text(ids));
  std::vector<desk::OpenDataRow> found;
  while (rows.step()) found.push_back(record_row(rows));
  return found;
}

std::vector<desk::OpenDataRow> SessionOpenData::records_of(const std::vector<std::int64_t>& keys) {
  Statement rows = database_.prepare(kRecordsOf);
  rows.bind_all(kJurisdiction, codec::to_text(keys));
  std::vector<desk::OpenDataRow> found;
  while (rows.step()) found.push_back(record_row(rows));
  return found;
}

std::string SessionOpenData::open_data_version() {
  const auto last = database_.value<std::optional<std::int64_t>>(kLastPosition);
  std::string version = std::to_string(last.value_or(std::nullopt).value_or(0));
  Statement settings = database_.prepare(kSettingsOf);
  settings.bind_all(kJurisdiction);
  while (settings.step()) {
    version += " " + settings.get<std::string>(0) + "=" + settings.get<std::string>(1);
  }
  const auto withheld = database_.value<std::int64_t>(
      kStillWithheld, kJurisdiction, clock_.now() - kLongestWithheld, clock_.now());
  return version + " " + std::to_string(withheld.value_or(0));
}

}  // namespace kept::store
