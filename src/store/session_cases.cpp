#include <sodium.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/check.h"
#include "domain/cases/event_names.h"
#include "domain/cases/obligations.h"
#include "domain/cases/routing.h"
#include "store/codec.h"
#include "store/event_codec.h"
#include "store/session.h"
#include "store/sqlite/writer.h"

namespace kept::store {
namespace {

const Query kFindCase{"cases.by_number",
                      "SELECT id FROM cases WHERE jurisdiction_id = ?1 AND number = ?2"};
const Query kComplaintAbout{
    "cases.complaint_about",
    "SELECT complaint_about FROM cases WHERE jurisdiction_id = ?1 AND id = ?2 "
    "AND complaint_about IS NOT NULL"};
const Query kCaseOfDuty{"duties.case",
                        "SELECT case_id FROM duties WHERE jurisdiction_id = ?1 AND kind = ?2 "
                        "AND id = ?3"};
const Query kEvents{"events.by_case",
                    "SELECT seq, kind, who, origin, occurred_at, recorded_at, body FROM events "
                    "WHERE jurisdiction_id = ?1 AND case_id = ?2 AND seq > ?3 ORDER BY seq"};
const Query kEventsOf{
    "events.by_cases",
    "SELECT e.seq, e.kind, e.who, e.origin, e.occurred_at, e.recorded_at, e.body, e.case_id "
    "FROM json_each(?2) wanted CROSS JOIN events e ON e.jurisdiction_id = ?1 "
    "AND e.case_id = wanted.value ORDER BY wanted.key, e.seq"};
const Query kAppendEvent{"events.append",
                         "INSERT INTO events (jurisdiction_id, case_id, seq, kind, who, origin, "
                         "occurred_at, recorded_at, body) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
const Query kLastEvent{"events.last",
                       "SELECT recorded_at FROM events "
                       "WHERE position = (SELECT max(position) FROM events)"};
const Query kSaveCase{
    "cases.save",
    "INSERT INTO cases (jurisdiction_id, id, number, kind, state, version, contact_id, "
    "department_id, service_id, notice_id, summary_id, opened_at, closed_at, close_reason, "
    "reopened, not_heard, promise, updated_at, place_id, complaint_about, team_id) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, "
    "?20, ?21) "
    "ON CONFLICT (jurisdiction_id, id) DO UPDATE SET state = excluded.state, "
    "version = excluded.version, "
    "contact_id = excluded.contact_id, department_id = excluded.department_id, "
    "closed_at = excluded.closed_at, close_reason = excluded.close_reason, "
    "reopened = excluded.reopened, not_heard = excluded.not_heard, promise = excluded.promise, "
    "updated_at = excluded.updated_at, team_id = excluded.team_id"};
const Query kAddWords{"case_words.add", "INSERT INTO case_words (rowid, words) VALUES (?1, ?2)"};
const Query kAddCaseContact{"case_contacts.add",
                            "INSERT OR IGNORE INTO case_contacts "
                            "(jurisdiction_id, contact_id, case_id) VALUES (?1, ?2, ?3)"};
const Query kDropCaseContacts{"case_contacts.drop",
                              "DELETE FROM case_contacts WHERE jurisdiction_id = ?1 "
                              "AND case_id = ?2"};
const Query kAddDuty{
    "duties.add",
    "INSERT INTO duties (jurisdiction_id, kind, id, case_id) "
    "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET case_id = excluded.case_id"};
const Query kDropPromises{"promises.drop",
                          "DELETE FROM promises WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kAddPromise{
    "promises.add",
    "INSERT INTO promises (jurisdiction_id, case_id, id, state, owner, due, moves, evidence, "
    "broken_reason, mended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
const Query kDropObligations{"obligations.drop",
                             "DELETE FROM obligations WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kAddObligation{
    "obligations.add",
    "INSERT INTO obligations (jurisdiction_id, case_id, kind, id, owner, covering_for, due, "
    "contact_id, phone_id, confirm_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"};
const Query kDropTimers{"timers.drop",
                        "DELETE FROM timers WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kAddTimer{"timers.add",
                      "INSERT INTO timers (jurisdiction_id, at, case_id, kind, duty_kind, duty_id) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
const Query kPersonal{"personal_values.read",
                      "SELECT value FROM personal_values WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kPersonalOf{
    "personal_values.read_many",
    "SELECT p.id, p.value FROM json_each(?2) wanted CROSS JOIN personal_values p "
    "ON p.jurisdiction_id = ?1 AND p.id = wanted.value"};
const Query kKeepPersonal{"personal_values.add",
                          "INSERT INTO personal_values (jurisdiction_id, id, salt, value) "
                          "VALUES (?1, ?2, ?3, ?4)"};
const Query kClaims{"claims.by_case",
                    "SELECT kind, duty_id, staff_id, until FROM claims "
                    "WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kDraftOf{
    "articles.draft_of_case",
    "SELECT id FROM articles INDEXED BY articles_from_case WHERE jurisdiction_id = ?1 "
    "AND from_case = ?2 "
    "ORDER BY id DESC LIMIT 1"};

/// All ids of personal values in a stored event: every object {"id": …, "digest": …}.
void collect_personal(const codec::json::value& text, std::set<std::int64_t>& ids) {
  if (const auto* object = text.if_object()) {
    const auto* id = object->if_contains("id");
    if (id != nullptr && object->contains("digest") && id->as_int64() != 0) {
      ids.insert(id->as_int64());
    }
    for (const auto& member : *object) collect_personal(member.value(), ids);
  } else if (const auto* array = text.if_array()) {
    for (const auto& element : *array) collect_personal(element, ids);
  }
}

std::set<std::int64_t> contacts_of(const domain::Case& state) {
  std::set<std::int64_t> contacts;
  if (state.reporter) contacts.insert(state.reporter->value);
  for (const auto follower : state.followers) contacts.insert(follower.value);
  for (const auto& promise : state.promises) contacts.insert(promise.beneficiary.value);
  return contacts;
}

const domain::Promise* shown_promise(const domain::Case& state) {
  const auto owed = std::find_if(state.promises.rbegin(), state.promises.rend(),
                                 [](const domain::Promise& promise) { return promise.is_owed(); });
  if (owed != state.promises.rend()) return &*owed;
  return state.promises.empty() ? nullptr : &state.promises.back();
}

std::string hex(const std::array<unsigned char, crypto_generichash_BYTES_MIN>& bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace

std::optional<domain::CaseId> Session::find_case(std::int64_t number) {
  return database_.value<domain::CaseId>(kFindCase, kJurisdiction, number);
}

std::optional<domain::StaffId> Session::complained_about(domain::CaseId id) {
  return database_.value<domain::StaffId>(kComplaintAbout, kJurisdiction, id);
}

std::optional<domain::CaseId> Session::case_of_duty(domain::DutyKind kind, domain::DutyId duty) {
  return database_.value<domain::CaseId>(kCaseOfDuty, kJurisdiction, codec::enum_name(kind), duty);
}

namespace {

domain::EventRecord record_in(Statement& rows) {
  domain::EventRecord record;
  record.seq = static_cast<int>(rows.get<std::int64_t>(0));
  record.who = rows.get<domain::StaffId>(2);
  record.origin = codec::enum_value<domain::Origin>(rows.get<std::string>(3));
  record.occurred_at = rows.get<base::Instant>(4);
  record.recorded_at = rows.get<base::Instant>(5);
  record.what = read_event(rows.get<std::string>(1), rows.get<std::string>(6));
  return record;
}

}  // namespace

std::vector<domain::EventRecord> Session::events(domain::CaseId id, int after_seq) {
  Statement rows = database_.prepare(kEvents);
  rows.bind_all(kJurisdiction, id, after_seq);
  std::vector<domain::EventRecord> events;
  while (rows.step()) events.push_back(record_in(rows));
  return events;
}

std::optional<base::Instant> Session::last_event_at() {
  return database_.value<base::Instant>(kLastEvent);
}

domain::Case Session::load_case(domain::CaseId id) {
  const auto records = events(id, 0);
  if (records.empty()) throw domain::BrokenHistory("a case has no events");
  return domain::replay(id, records);
}

std::vector<domain::Case> Session::load_cases(const std::vector<domain::CaseId>& ids) {
  Statement rows = database_.prepare(kEventsOf);
  rows.bind_all(kJurisdiction, codec::to_text(ids));
  std::vector<domain::Case> cases;
  while (rows.step()) {
    const auto id = rows.get<domain::CaseId>(7);
    if (cases.empty() || cases.back().id != id) cases.emplace_back().id = id;
    domain::apply(cases.back(), record_in(rows));
  }
  return cases;
}

std::map<std::int64_t, std::string> Session::personal_texts(const std::set<std::int64_t>& ids) {
  std::map<std::int64_t, std::string> texts;
  if (ids.empty()) return texts;
  Statement rows = database_.prepare(kPersonalOf);
  rows.bind_all(kJurisdiction, codec::to_text(std::vector<std::int64_t>(ids.begin(), ids.end())));
  while (rows.step())
    texts.emplace_hint(texts.end(), rows.get<std::int64_t>(0), rows.get<std::string>(1));
  return texts;
}

desk::CaseFile Session::case_file(domain::CaseId id) {
  desk::CaseFile file;
  file.events = events(id, 0);
  file.state = domain::replay(id, file.events);
  std::set<std::int64_t> wanted;
  for (const auto& record : file.events) {
    collect_personal(codec::json::parse(write_event(record.what)), wanted);
  }
  file.texts = personal_texts(wanted);
  file.contacts = contacts(contacts_of(file.state));
  Statement claims = database_.prepare(kClaims);
  claims.bind_all(kJurisdiction, id);
  while (claims.step()) {
    file.claims.push_back({id, codec::enum_value<domain::DutyKind>(claims.get<std::string>(0)),
                           claims.get<domain::DutyId>(1), claims.get<domain::StaffId>(2),
                           claims.get<base::Instant>(3)});
  }
  file.conversations = conversations(id);
  file.draft_article = database_.value<domain::ArticleId>(kDraftOf, kJurisdiction, id);
  return file;
}

void Session::save_case(const domain::Case& state, const std::vector<domain::EventRecord>& events) {
  for (const domain::EventRecord& record : events) {
    database_.run(kAppendEvent, kJurisdiction, state.id, record.seq, domain::name_of(record.what),
                  record.who, codec::enum_name(record.origin), record.occurred_at,
                  record.recorded_at, write_event(record.what));
  }
  const bool is_new = !events.empty() && events.front().seq == 1;
  if (is_new) {
    const std::string words =
        personal(state.summary).value_or("") + " " + personal(state.place).value_or("");
    write_words([id = state.id, words](Database& database) { database.run(kAddWords, id, words); });
  }
  derive(state, is_new ? Standing::none : Standing::earlier);
  if (state.state == domain::CaseState::closed) blank_forgotten_calls(database_);
  contacts_.merge(contacts_of(state));
  desk::Change change;
  change.case_number = state.number;
  change.version = state.version;
  change.department = state.department;
  change.complained_about = domain::complained_about(state);
  for (const auto& owed : domain::obligations(state)) change.owners.push_back(owed.owner);
  if (const auto next = domain::timers(state); !next.empty()) change.next_timer = next.front().at;
  changes_.push_back(std::move(change));
}

void Session::write_words(std::function<void(Database&)> write) {
  if (unit_ == nullptr) return write(database_);
  unit_->before_commit(std::move(write));
}

void Session::rewrite_derived(const domain::Case& state) { derive(state, Standing::earlier); }

void Session::derive(const domain::Case& state, Standing standing) {
  const bool stands = standing == Standing::earlier;
  derive_case_line(state);
  derive_duties(state, standing);
  derive_point(state, standing);
  derive_areas(state, standing);
  derive_adopted(database_, state);
  if (stands) database_.run(kDropCaseContacts, kJurisdiction, state.id);
  for (const std::int64_t contact_id : contacts_of(state)) {
    database_.run(kAddCaseContact, kJurisdiction, contact_id, state.id);
  }
  // Never dropped: a call that was made for an obligation stands here before any event tells of it.
  for (const domain::InteractionId talk : state.interactions) spoken_of(state.id, talk);
  if (stands) database_.run(kDropTimers, kJurisdiction, state.id);
  for (const domain::Timer& timer : domain::timers(state)) {
    database_.run(kAddTimer, kJurisdiction, timer.at, state.id, codec::enum_name(timer.kind),
                  codec::enum_name(timer.duty), timer.id);
  }
}

void Session::derive_case_line(const domain::Case& state) {
  std::optional<std::string> promise;
  if (const domain::Promise* shown = shown_promise(state)) promise = write_promise(*shown);
  database_.run(kSaveCase, kJurisdiction, state.id, state.number, codec::enum_name(state.kind),
                codec::enum_name(state.state), state.version, state.reporter, state.department,
                state.service, state.notice, state.summary.id, state.opened_at, state.closed_at,
                codec::enum_name(state.close_reason), state.reopened, state.not_heard, promise,
                state.resolved_at.value_or(state.changed_at), state.place.id,
                domain::complained_about(state), state.team);
}

void Session::derive_duties(const domain::Case& state, Standing standing) {
  const bool stands = standing == Standing::earlier;
  if (stands) database_.run(kDropPromises, kJurisdiction, state.id);
  for (const domain::Promise& promise : state.promises) {
    database_.run(kAddDuty, kJurisdiction, "promise", promise.id, state.id);
    database_.run(kAddPromise, kJurisdiction, state.id, promise.id, codec::enum_name(promise.state),
                  promise.owner, promise.due.instant, promise.moves,
                  codec::enum_name(promise.evidence), codec::enum_name(promise.broken_reason),
                  promise.mended);
  }
  for (const domain::Ask& ask : state.asks) {
    database_.run(kAddDuty, kJurisdiction, "ask", ask.id, state.id);
  }
  if (stands) database_.run(kDropObligations, kJurisdiction, state.id);
  for (const domain::Obligation& owed : domain::obligations(state)) {
    std::optional<std::int64_t> phone;
    std::optional<base::Instant> confirm_from;
    if (owed.kind == domain::DutyKind::promise) {
      const domain::Promise& promise = *state.find_promise(owed.id);
      phone = promise.address.id;
      if (!promise.reminders.empty()) confirm_from = promise.reminders.back();
    }
    database_.run(kAddObligation, kJurisdiction, state.id, codec::enum_name(owed.kind), owed.id,
                  owed.owner, owed.covering_for, owed.due, owed.contact, phone, confirm_from);
  }
}

std::optional<std::string> Session::personal(const domain::PersonalRef& ref) {
  if (!ref) return std::nullopt;
  return database_.value<std::string>(kPersonal, kJurisdiction, ref.id);
}

domain::PersonalRef Session::keep_personal(const std::string& text) {
  if (text.empty()) return {};
  KEPT_CHECK(sodium_init() >= 0);
  std::array<unsigned char, 16> salt{};
  randombytes_buf(salt.data(), salt.size());
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), salt.data(),
                     salt.size());
  const std::int64_t id = next_id();
  database_.run(kKeepPersonal, kJurisdiction, id, BlobView(std::as_bytes(std::span(salt))), text);
  return {id, hex(digest)};
}

}  // namespace kept::store
