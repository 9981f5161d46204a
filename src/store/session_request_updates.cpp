#include <sstream>

#include "store/codec.h"
#include "store/event_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

// The index events_told is of these kinds; the list stands there in the same words.
#define KEPT_TOLD_KINDS                                                       \
  "e.kind IN ('case_opened', 'ask_made', 'outcome_recorded', 'case_closed', " \
  "'case_reopened', 'update_received') "
// The pictures of an update, as ID:PUBLIC with commas: what was added at its time, and after it
// rather than after another.
#define KEPT_CAME_WITH_IT                                                       \
  "(SELECT group_concat(h.id || ':' || h.is_public) FROM (SELECT json_extract(" \
  "f.body, '$.id') AS photo FROM events f WHERE f.jurisdiction_id = ?1 "        \
  "AND f.case_id = e.case_id AND f.seq > e.seq AND f.kind = 'photo_added' "     \
  "AND f.recorded_at = e.recorded_at AND NOT EXISTS (SELECT 1 FROM events g "   \
  "WHERE g.jurisdiction_id = ?1 AND g.case_id = e.case_id AND g.seq > e.seq "   \
  "AND g.seq < f.seq AND g.kind IN ('update_received', 'follower_added')) "     \
  "ORDER BY f.seq) x CROSS JOIN photos h ON h.jurisdiction_id = ?1 AND h.id = x.photo)"
// Beside each event the outcome that stood then: of the last one that opened or ended the case. The
// words only of what was told or came from outside: what is asked inside is nobody else's.
#define KEPT_UPDATE_LINE                                                              \
  "SELECT c.id, c.number, e.seq, c.service_id, r.api_key_id, e.recorded_at, e.kind, " \
  "e.body, (SELECT json_extract(o.body, '$.resolution') FROM events o "               \
  "WHERE o.jurisdiction_id = ?1 AND o.case_id = e.case_id AND o.seq <= e.seq "        \
  "AND o.kind IN ('case_opened', 'outcome_recorded', 'case_reopened') "               \
  "ORDER BY o.seq DESC LIMIT 1), t.value, p.value_id, coalesce(r.non_public, 0), "    \
  "CASE WHEN e.kind = 'update_received' THEN " KEPT_CAME_WITH_IT " END FROM "
#define KEPT_UPDATE_JOINS                                                         \
  "LEFT JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id " \
  "LEFT JOIN personal_values t ON t.jurisdiction_id = ?1 AND t.id = CASE "        \
  "WHEN e.kind IN ('outcome_recorded', 'update_received') "                       \
  "THEN json_extract(e.body, '$.text.id') END "                                   \
  "LEFT JOIN public_texts p ON p.jurisdiction_id = ?1 AND p.value_id = t.id "
#define KEPT_UPDATE_IS_TOLD \
  "AND " KEPT_TOLD_KINDS "AND c.kind = 'service_request' AND coalesce(r.number_from, 0) <= ?2 "

const Query kInWindow{
    "request_updates.in_window", KEPT_UPDATE_LINE
    "events e INDEXED BY events_told CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
    "AND c.id = e.case_id " KEPT_UPDATE_JOINS
    "WHERE e.jurisdiction_id = ?1 AND e.recorded_at BETWEEN ?3 AND ?4 " KEPT_UPDATE_IS_TOLD
    "ORDER BY e.recorded_at, e.position LIMIT ?5 OFFSET ?6"};
const Query kOfNumbers{"request_updates.of_numbers", KEPT_UPDATE_LINE
                       "json_each(?3) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                       "AND c.number = wanted.value CROSS JOIN events e ON e.jurisdiction_id = ?1 "
                       "AND e.case_id = c.id " KEPT_UPDATE_JOINS "WHERE true " KEPT_UPDATE_IS_TOLD
                       "ORDER BY e.recorded_at, e.position LIMIT ?4 OFFSET ?5"};
const Query kAnswers{
    "request_answers.of_cases",
    "SELECT e.case_id, json_extract(a.value, '$.code'), v.value FROM json_each(?2) wanted "
    "CROSS JOIN events e ON e.jurisdiction_id = ?1 AND e.case_id = wanted.value AND e.seq = 1 "
    "CROSS JOIN json_each(e.body, '$.answers') a "
    "CROSS JOIN personal_values v ON v.jurisdiction_id = ?1 "
    "AND v.id = json_extract(a.value, '$.value.id') ORDER BY e.case_id, a.key"};
const Query kReceivedUpdate{"received_updates.by_id",
                            "SELECT case_id, seq, body_digest FROM received_updates "
                            "WHERE jurisdiction_id = ?1 AND api_key_id = ?2 AND id_digest = ?3"};
const Query kSaveReceivedUpdate{
    "received_updates.add",
    "INSERT INTO received_updates (jurisdiction_id, api_key_id, id_digest, case_id, seq, "
    "body_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};

// More is not counted.
constexpr int kMostCounted = 10'000;
#define KEPT_COUNT_OF(which) "SELECT count(*) FROM (SELECT 1 FROM " which "LIMIT ?3)"
#define KEPT_COUNT_JOIN \
  "LEFT JOIN received_requests r ON r.jurisdiction_id = ?1 AND r.case_id = c.id "
const Query kCountInWindow{
    "request_updates.count_in_window",
    KEPT_COUNT_OF("events e INDEXED BY events_told CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                  "AND c.id = e.case_id " KEPT_COUNT_JOIN "WHERE e.jurisdiction_id = ?1 "
                  "AND e.recorded_at BETWEEN ?4 AND ?5 " KEPT_UPDATE_IS_TOLD)};
const Query kCountOfNumbers{
    "request_updates.count_of_numbers",
    KEPT_COUNT_OF("json_each(?4) wanted CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
                  "AND c.number = wanted.value CROSS JOIN events e ON e.jurisdiction_id = ?1 "
                  "AND e.case_id = c.id " KEPT_COUNT_JOIN "WHERE true " KEPT_UPDATE_IS_TOLD)};

std::vector<desk::UpdatePhoto> photos_in(const std::string& text) {
  std::vector<desk::UpdatePhoto> photos;
  std::istringstream list(text);
  desk::UpdatePhoto photo;
  for (char colon = 0; list >> photo.id.value >> colon >> photo.is_public; list.ignore()) {
    photos.push_back(photo);
  }
  return photos;
}

desk::RequestUpdate request_update(const Statement& row) {
  desk::RequestUpdate update;
  update.case_id = row.get<domain::CaseId>(0);
  update.number = row.get<std::int64_t>(1);
  update.seq = static_cast<int>(row.get<std::int64_t>(2));
  update.service = row.get<domain::ServiceId>(3);
  update.api_key = row.get<std::optional<std::int64_t>>(4);
  update.at = row.get<base::Instant>(5);
  update.what = read_event(row.get<std::string>(6), row.get<std::string>(7));
  if (const auto standing = row.get<std::optional<std::string>>(8)) {
    update.standing = codec::enum_value<domain::Resolution>(*standing);
  }
  update.text = row.get<std::optional<std::string>>(9);
  update.text_is_public = row.get<std::optional<std::int64_t>>(10).has_value();
  update.non_public = row.get<bool>(11);
  update.photos = photos_in(row.get<std::optional<std::string>>(12).value_or(""));
  return update;
}

}  // namespace

std::vector<desk::RequestUpdate> Session::request_updates(const desk::UpdateFilter& filter) {
  Statement rows = database_.prepare(filter.numbers.empty() ? kInWindow : kOfNumbers);
  if (filter.numbers.empty()) {
    rows.bind_all(kJurisdiction, now(), filter.window.from, filter.window.until, filter.limit,
                  filter.skip);
  } else {
    rows.bind_all(kJurisdiction, now(), codec::to_text(filter.numbers), filter.limit, filter.skip);
  }
  std::vector<desk::RequestUpdate> updates;
  while (rows.step()) updates.push_back(request_update(rows));
  return updates;
}

std::optional<std::int64_t> Session::count_request_updates(const desk::UpdateFilter& filter) {
  Statement row = database_.prepare(filter.numbers.empty() ? kCountInWindow : kCountOfNumbers);
  if (filter.numbers.empty()) {
    row.bind_all(kJurisdiction, now(), kMostCounted + 1, filter.window.from, filter.window.until);
  } else {
    row.bind_all(kJurisdiction, now(), kMostCounted + 1, codec::to_text(filter.numbers));
  }
  row.step();
  const auto count = row.get<std::int64_t>(0);
  return count > kMostCounted ? std::nullopt : std::optional(count);
}

std::vector<desk::RequestAnswer> Session::request_answers(
    const std::vector<domain::CaseId>& cases) {
  Statement rows = database_.prepare(kAnswers);
  rows.bind_all(kJurisdiction, codec::to_text(cases));
  std::vector<desk::RequestAnswer> answers;
  while (rows.step()) {
    answers.push_back(
        {rows.get<domain::CaseId>(0), rows.get<std::string>(1), rows.get<std::string>(2)});
  }
  return answers;
}

std::optional<desk::ReceivedUpdateRow> Session::received_update(std::int64_t api_key,
                                                                const std::string& id_digest) {
  Statement row = database_.prepare(kReceivedUpdate);
  row.bind_all(kJurisdiction, api_key, id_digest);
  if (!row.step()) return std::nullopt;
  return desk::ReceivedUpdateRow{api_key, id_digest, row.get<domain::CaseId>(0),
                                 static_cast<int>(row.get<std::int64_t>(1)),
                                 row.get<std::string>(2)};
}

void Session::save(const desk::ReceivedUpdateRow& received) {
  database_.run(kSaveReceivedUpdate, kJurisdiction, received.api_key, received.id_digest,
                received.case_id, received.seq, received.body_digest);
}

}  // namespace kept::store
