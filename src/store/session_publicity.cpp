#include "store/session_publicity.h"

#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

const Query kPublishText{
    "public_texts.add",
    "INSERT OR IGNORE INTO public_texts (jurisdiction_id, value_id) VALUES (?1, ?2)"};
const Query kUnpublishText{"public_texts.take_back",
                           "DELETE FROM public_texts WHERE jurisdiction_id = ?1 AND value_id = ?2"};
const Query kWithhold{
    "withheld_texts.add",
    "INSERT INTO withheld_texts (jurisdiction_id, value_id, case_id, decided) "
    "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET decided = excluded.decided"};
const Query kRelease{"withheld_texts.release",
                     "DELETE FROM withheld_texts WHERE jurisdiction_id = ?1 AND value_id = ?2"};
const Query kSetNonPublic{"received_requests.set_non_public",
                          "UPDATE received_requests SET non_public = ?3 "
                          "WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kPublishPhoto{"photos.publish",
                          "UPDATE photos SET is_public = ?3 WHERE jurisdiction_id = ?1 "
                          "AND id = ?2"};
const Query kPublishedOf{"public_texts.of_values",
                         "SELECT p.value_id FROM json_each(?2) wanted CROSS JOIN public_texts p "
                         "ON p.jurisdiction_id = ?1 AND p.value_id = wanted.value"};
const Query kWithheldOf{"withheld_texts.of_values",
                        "SELECT w.value_id FROM json_each(?2) wanted CROSS JOIN withheld_texts w "
                        "ON w.jurisdiction_id = ?1 AND w.value_id = wanted.value"};
const Query kWaiting{
    "withheld_texts.waiting",
    "SELECT DISTINCT w.case_id, c.service_id, c.opened_at, c.number, c.department_id, EXISTS "
    "(SELECT 1 FROM events e WHERE e.jurisdiction_id = ?1 AND e.case_id = w.case_id "
    "AND e.kind IN ('ask_made', 'promise_made', 'joined_by')) FROM withheld_texts w "
    "INDEXED BY withheld_texts_waiting CROSS JOIN cases c ON c.jurisdiction_id = ?1 "
    "AND c.id = w.case_id WHERE w.jurisdiction_id = ?1 AND w.decided = 0 "
    "AND c.kind = 'service_request' AND c.service_id IN (SELECT value FROM json_each(?2)) "
    "ORDER BY w.case_id LIMIT ?3"};

std::set<std::int64_t> values_in(Statement rows) {
  std::set<std::int64_t> found;
  while (rows.step()) found.insert(rows.get<std::int64_t>(0));
  return found;
}

}  // namespace

std::set<std::int64_t> SessionPublicity::published(const std::vector<std::int64_t>& values) {
  Statement rows = database_.prepare(kPublishedOf);
  rows.bind_all(kJurisdiction, codec::to_text(values));
  return values_in(std::move(rows));
}

std::set<std::int64_t> SessionPublicity::withheld(const std::vector<std::int64_t>& values) {
  Statement rows = database_.prepare(kWithheldOf);
  rows.bind_all(kJurisdiction, codec::to_text(values));
  return values_in(std::move(rows));
}

std::vector<desk::WithheldCase> SessionPublicity::waiting(
    const std::vector<domain::ServiceId>& services, int limit) {
  Statement rows = database_.prepare(kWaiting);
  rows.bind_all(kJurisdiction, codec::to_text(services), limit);
  std::vector<desk::WithheldCase> cases;
  while (rows.step()) {
    desk::WithheldCase& one = cases.emplace_back();
    one.id = rows.get<domain::CaseId>(0);
    one.service = rows.get<domain::ServiceId>(1);
    one.opened_at = rows.get<base::Instant>(2);
    one.number = rows.get<std::int64_t>(3);
    one.department = rows.get<std::optional<domain::DepartmentId>>(4);
    one.had_owners = rows.get<bool>(5);
  }
  return cases;
}

void SessionPublicity::publish(const domain::PersonalRef& text) {
  if (!text) return;
  database_.run(kPublishText, kJurisdiction, text.id);
  database_.run(kRelease, kJurisdiction, text.id);
}

void SessionPublicity::withhold(domain::CaseId id, const domain::PersonalRef& text,
                                bool is_decided) {
  if (!text) return;
  database_.run(kUnpublishText, kJurisdiction, text.id);
  database_.run(kWithhold, kJurisdiction, text.id, id, is_decided);
}

void SessionPublicity::leave_to_check(const domain::PersonalRef& text) {
  if (!text) return;
  database_.run(kUnpublishText, kJurisdiction, text.id);
  database_.run(kRelease, kJurisdiction, text.id);
}

void SessionPublicity::set_non_public(domain::CaseId id, bool is_non_public) {
  database_.run(kSetNonPublic, kJurisdiction, id, is_non_public);
}

void SessionPublicity::publish(domain::PhotoId photo, bool is_public) {
  database_.run(kPublishPhoto, kJurisdiction, photo, is_public);
}

}  // namespace kept::store
