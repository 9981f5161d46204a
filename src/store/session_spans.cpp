#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/codec.h"
#include "store/session.h"
#include "store/session_history.h"

namespace kept::store {
namespace {

// Of each service the newest few, found in its index: what all of them cost together does not grow
// with the history. What follows of a row: whose it is, its service's name, whether it counts, when
// it was opened, when it had its outcome, until when it is known to have had none.
const Query kCaseSpans{
    "spans.of_cases",
    "SELECT wanted.value, '', c.close_reason IS NOT 'joined' "
    "AND (c.state = 'open' OR coalesce((SELECT json_extract(e.body, '$.resolution') "
    "FROM events e WHERE e.jurisdiction_id = ?1 AND e.case_id = c.id "
    "AND e.kind = 'outcome_recorded' ORDER BY e.seq DESC LIMIT 1), '') "
    "NOT IN ('entered_in_error', 'duplicate')) "
    "AND NOT EXISTS (SELECT 1 FROM adopted_records d WHERE d.jurisdiction_id = ?1 "
    "AND d.case_id = c.id) "
    "AND (?6 IS NULL OR EXISTS (SELECT 1 FROM case_areas x WHERE x.jurisdiction_id = ?1 "
    "AND x.area_id = ?6 AND x.case_id = c.id)), "
    "c.opened_at, CASE WHEN c.state <> 'open' THEN c.updated_at END, "
    "CASE WHEN c.state = 'open' THEN ?7 END "
    "FROM json_each(?2) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 AND c.id IN ("
    "SELECT i.id FROM cases i INDEXED BY requests_by_service WHERE i.jurisdiction_id = ?1 "
    "AND i.kind = 'service_request' AND i.service_id = wanted.value AND i.opened_at >= ?3 "
    "AND i.opened_at < ?4 ORDER BY i.opened_at DESC, i.id DESC LIMIT ?5)"};
// A source calls its areas as it likes: by code, by name, or by both.
const Query kRecordSpans{
    "spans.of_records",
    "SELECT h.service_code, h.service_name, NOT EXISTS (SELECT 1 FROM adopted_records d "
    "WHERE d.jurisdiction_id = ?1 AND d.record_id = h.id) "
    "AND (?6 IS NULL OR json_extract(h.areas, '$.\"' || ?6 || '\"') "
    "IN (?7, ?8, ?8 || ' (' || ?7 || ')')), "
    "h.requested_at, CASE WHEN h.open = 0 THEN h.closed_at END, "
    "CASE WHEN h.open = 1 THEN coalesce(h.updated_at, h.requested_at) END "
    "FROM json_each(?2) wanted CROSS JOIN historic_records h ON h.id IN ("
    "SELECT i.id FROM historic_records i INDEXED BY historic_by_service "
    "WHERE i.jurisdiction_id = ?1 AND i.service_code = wanted.value AND i.requested_at >= ?3 "
    "AND i.requested_at < ?4 ORDER BY i.requested_at DESC, i.id DESC LIMIT ?5)"};
// From each code to the next one, without the records between.
const Query kCodes{
    "spans.codes_of_records",
    "WITH RECURSIVE codes(code) AS (SELECT min(h.service_code) FROM historic_records h "
    "WHERE h.jurisdiction_id = ?1 AND h.service_code >= '' "
    "UNION ALL SELECT (SELECT min(h.service_code) FROM historic_records h "
    "WHERE h.jurisdiction_id = ?1 AND h.service_code > codes.code) FROM codes "
    "WHERE codes.code IS NOT NULL LIMIT ?2) SELECT code FROM codes WHERE code IS NOT NULL"};

/// More services than that no city has.
constexpr int kMostCodes = 2000;
/// Services that have no code are told apart by their names, which no index has.
constexpr int kCodeless = 20;

using Group = std::function<desk::ServiceSpans&(const Statement&)>;

/// The spans of each row to its group; how many rows there were.
int collect(Statement rows, const Group& group_of) {
  int seen = 0;
  for (; rows.step(); ++seen) {
    desk::ServiceSpans& group = group_of(rows);
    if (!rows.get<bool>(2)) continue;
    const auto opened = rows.get<base::Instant>(3);
    const auto ended = rows.get<std::optional<base::Instant>>(4);
    const auto known = ended ? ended : rows.get<std::optional<base::Instant>>(5);
    // It ended, and nobody wrote down when; or before it began.
    if (!known || *known < opened) continue;
    group.spans.push_back({*known - opened, ended.has_value()});
  }
  return seen;
}

using Spans = std::vector<desk::ServiceSpans>;

template <typename Key>
void add_to(Spans& all, std::map<Key, desk::ServiceSpans>& groups) {
  for (auto& one : groups) all.push_back(std::move(one.second));
}

void add_cases(Database& database, const desk::SpanQuestion& question, Spans& all) {
  std::optional<domain::AreaId> area;
  if (question.area) area = question.area->id;
  Statement rows = database.prepare(kCaseSpans);
  rows.bind_all(kJurisdiction, codec::to_text(question.services), question.from, question.until,
                question.most, area, question.now);
  std::map<domain::ServiceId, desk::ServiceSpans> groups;
  std::map<domain::ServiceId, int> seen;
  collect(std::move(rows), [&](const Statement& row) -> desk::ServiceSpans& {
    const auto service = row.get<domain::ServiceId>(0);
    desk::ServiceSpans& group = groups[service];
    group.service = service;
    group.is_whole = ++seen[service] < question.most;
    return group;
  });
  add_to(all, groups);
}

Statement records_of(Database& database, const desk::SpanQuestion& question,
                     const std::vector<std::string>& codes, int most) {
  const auto part = [&](std::string domain::CaseArea::*text) {
    return question.area ? std::optional((*question.area).*text) : std::nullopt;
  };
  Statement rows = database.prepare(kRecordSpans);
  rows.bind_all(kJurisdiction, codec::to_text(codes), question.from, question.until, most,
                part(&domain::CaseArea::layer), part(&domain::CaseArea::code),
                part(&domain::CaseArea::name));
  return rows;
}

void add_records(Database& database, const desk::SpanQuestion& question,
                 const std::vector<std::string>& codes, Spans& all) {
  std::map<std::string, desk::ServiceSpans> groups;
  std::map<std::string, int> seen;
  collect(records_of(database, question, codes, question.most),
          [&](const Statement& row) -> desk::ServiceSpans& {
            const auto code = row.get<std::string>(0);
            desk::ServiceSpans& group = groups[code];
            group.code = code;
            group.name = row.get<std::string>(1);
            group.is_whole = ++seen[code] < question.most;
            return group;
          });
  add_to(all, groups);
}

void add_codeless(Database& database, const desk::SpanQuestion& question, Spans& all) {
  const int most = question.most * kCodeless;
  std::map<std::string, desk::ServiceSpans> groups;
  const int seen = collect(records_of(database, question, {""}, most),
                           [&](const Statement& row) -> desk::ServiceSpans& {
                             const auto name = row.get<std::string>(1);
                             groups[name].name = name;
                             return groups[name];
                           });
  for (auto& group : groups) group.second.is_whole = seen < most;
  add_to(all, groups);
}

}  // namespace

std::vector<desk::ServiceSpans> SessionHistory::spans(const desk::SpanQuestion& question) {
  Spans all;
  add_cases(database_, question, all);
  if (question.codes) {
    add_records(database_, question, *question.codes, all);
    return all;
  }
  std::vector<std::string> codes;
  Statement rows = database_.prepare(kCodes);
  rows.bind_all(kJurisdiction, kMostCodes);
  while (rows.step()) codes.push_back(rows.get<std::string>(0));
  std::erase(codes, "");
  add_records(database_, question, codes, all);
  add_codeless(database_, question, all);
  return all;
}

}  // namespace kept::store
