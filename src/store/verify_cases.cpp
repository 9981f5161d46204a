#include "store/verify_cases.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

#include "base/time_text.h"
#include "domain/cases/history_rules.h"
#include "domain/cases/obligations.h"
#include "domain/cases/opening.h"
#include "domain/cases/rules.h"
#include "store/codec.h"
#include "store/event_codec.h"

namespace kept::store {
namespace {

const Query kCaseIds{"verify.cases",
                     "SELECT DISTINCT case_id FROM events WHERE jurisdiction_id = ?1 "
                     "ORDER BY case_id"};
const Query kPersonalRow{"verify.personal",
                         "SELECT salt, value FROM personal_values "
                         "WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kPersonalCount{"verify.personal_count",
                           "SELECT count(*) FROM personal_values WHERE jurisdiction_id = ?1"};
const Query kDutyCount{"verify.duty_count",
                       "SELECT count(*) FROM duties WHERE jurisdiction_id = ?1"};
const Query kWordsCount{"verify.words_count", "SELECT count(*) FROM case_words"};
const Query kAdoptedCount{"verify.adopted_count",
                          "SELECT count(*) FROM adopted_records WHERE jurisdiction_id = ?1"};
const Query kLetGoCount{"verify.let_go_count",
                        "SELECT count(*) FROM let_go_records WHERE jurisdiction_id = ?1"};
// Of a request that was sent as not public nobody decided: who sent it did.
const Query kDecidedCount{"verify.decided_count",
                          "SELECT count(*) FROM withheld_texts w WHERE w.jurisdiction_id = ?1 "
                          "AND w.decided = 1 AND NOT EXISTS (SELECT 1 FROM received_requests n "
                          "WHERE n.jurisdiction_id = ?1 AND n.case_id = w.case_id "
                          "AND n.non_public = 1)"};
const Query kShownText{"verify.shown_text",
                       "SELECT EXISTS (SELECT 1 FROM public_texts WHERE jurisdiction_id = ?1 "
                       "AND value_id = ?2), (SELECT decided FROM withheld_texts "
                       "WHERE jurisdiction_id = ?1 AND value_id = ?2), "
                       "EXISTS (SELECT 1 FROM personal_values WHERE jurisdiction_id = ?1 "
                       "AND id = ?2)"};
const Query kWordsOfCase{"verify.words", "SELECT words FROM case_words WHERE rowid = ?1"};
// Numbers and addresses of a contact, those of all that were merged into it among them.
const Query kHasWay{"verify.has_way",
                    "SELECT EXISTS (SELECT 1 FROM json_each(?2) f CROSS JOIN contacts k "
                    "ON k.jurisdiction_id = ?1 AND k.id = f.value "
                    "WHERE k.email IS NOT NULL OR EXISTS (SELECT 1 FROM contact_phones n "
                    "WHERE n.jurisdiction_id = ?1 AND n.contact_id = k.id))"};
// Of whom somebody took numbers or addresses away: by a change, a redaction, or by parting from
// them whom they were one with. Read once: the journal is long, and is in order of time.
const Query kWaysTaken{
    "verify.ways_taken",
    "SELECT CASE kind WHEN 'contact_parted' THEN CAST(json_extract(body, '$.from') AS INTEGER) "
    "ELSE subject END FROM journal WHERE jurisdiction_id = ?1 AND json_valid(body) "
    "AND (kind IN ('contact_parted', 'contact_redacted') OR (kind = 'contact_changed' "
    "AND (json_extract(body, '$.fields') LIKE '%phones%' "
    "OR json_extract(body, '$.fields') LIKE '%email%')))"};

// Everything that is derived from one case, one text for each table.
constexpr std::array kDerivedTables{
    "cases",       "case_contacts",      "promises",   "obligations",     "timers",
    "case_points", "case_conversations", "case_areas", "adopted_records", "let_go_records"};
const Query kDerived{
    "verify.derived",
    "SELECT (SELECT json_group_array(json_array(number, kind, state, version, contact_id, "
    "department_id, service_id, notice_id, summary_id, opened_at, closed_at, close_reason, "
    "reopened, not_heard, promise, updated_at, place_id, complaint_about, team_id)) FROM cases "
    "WHERE jurisdiction_id = ?1 AND id = ?2), "
    "(SELECT json_group_array(contact_id) FROM case_contacts "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(id, state, owner, due, moves, evidence, broken_reason, "
    "mended)) FROM promises WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(kind, id, owner, covering_for, due, contact_id, phone_id, "
    "confirm_from)) FROM obligations WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(at, kind, duty_kind, duty_id)) FROM timers "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(lat, lng, cell, wide_cell, open_service, "
    "opened_at)) FROM case_points WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(interaction_id) FROM case_conversations "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(area_id) FROM case_areas "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(record_id, adopted_at)) FROM adopted_records "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2), "
    "(SELECT json_group_array(json_array(record_id, let_go_at)) FROM let_go_records "
    "WHERE jurisdiction_id = ?1 AND case_id = ?2)"};

// Rows that belong to a case which no event tells of.
#define KEPT_WITHOUT_EVENTS(table, column)          \
  "SELECT count(*) FROM " table                     \
  " t WHERE t.jurisdiction_id = ?1 AND NOT EXISTS " \
  "(SELECT 1 FROM events e WHERE e.jurisdiction_id = ?1 AND e.case_id = t." column ")"
const Query kLostCases{"verify.lost_cases", KEPT_WITHOUT_EVENTS("cases", "id")};
const Query kLostContacts{"verify.lost_case_contacts",
                          KEPT_WITHOUT_EVENTS("case_contacts", "case_id")};
const Query kLostPromises{"verify.lost_promises", KEPT_WITHOUT_EVENTS("promises", "case_id")};
const Query kLostObligations{"verify.lost_obligations",
                             KEPT_WITHOUT_EVENTS("obligations", "case_id")};
const Query kLostTimers{"verify.lost_timers", KEPT_WITHOUT_EVENTS("timers", "case_id")};
const Query kLostPoints{"verify.lost_case_points", KEPT_WITHOUT_EVENTS("case_points", "case_id")};
const Query kLostAreas{"verify.lost_case_areas", KEPT_WITHOUT_EVENTS("case_areas", "case_id")};

struct LostRows {
  const char* table;
  const Query& query;
};
const std::array kLostRows{
    LostRows{"cases", kLostCases},       LostRows{"case_contacts", kLostContacts},
    LostRows{"promises", kLostPromises}, LostRows{"obligations", kLostObligations},
    LostRows{"timers", kLostTimers},     LostRows{"case_points", kLostPoints},
    LostRows{"case_areas", kLostAreas}};

using Derived = std::array<std::string, kDerivedTables.size()>;

Derived derived(Database& database, domain::CaseId id) {
  Statement row = database.prepare(kDerived);
  row.bind_all(kJurisdiction, id);
  row.step();
  Derived texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts[i] = row.get<std::string>(static_cast<int>(i));
  }
  return texts;
}

void collect(const codec::json::value& text, std::vector<domain::PersonalRef>& refs) {
  if (const auto* object = text.if_object()) {
    const auto* id = object->if_contains("id");
    const auto* digest = object->if_contains("digest");
    if (id != nullptr && digest != nullptr && id->as_int64() != 0) {
      refs.push_back({id->as_int64(), std::string(digest->as_string())});
    }
    for (const auto& member : *object) collect(member.value(), refs);
  } else if (const auto* array = text.if_array()) {
    for (const auto& element : *array) collect(element, refs);
  }
}

std::string digest_of(const Blob& salt, const std::string& value) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(value.data()), value.size(),
                     reinterpret_cast<const unsigned char*>(salt.data()), salt.size());
  std::string text(digest.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
  text.pop_back();
  return text;
}

}  // namespace

void CaseVerifier::run(const VerifyProgress& progress) {
  std::vector<domain::CaseId> ids;
  {
    Statement rows = database_.prepare(kCaseIds);
    rows.bind_all(kJurisdiction);
    while (rows.step()) ids.push_back(rows.get<domain::CaseId>(0));
  }
  {
    Statement rows = database_.prepare(kWaysTaken);
    rows.bind_all(kJurisdiction);
    while (rows.step()) ways_taken_.insert(rows.get<domain::ContactId>(0));
  }
  for (const domain::CaseId id : ids) {
    try {
      check_case(id);
    } catch (const std::exception& error) {
      report_.differences.push_back("events of case id " + std::to_string(id.value) + ": " +
                                    error.what());
    }
    ++report_.cases;
    if (progress) progress(report_.cases, static_cast<std::int64_t>(ids.size()));
  }
  check_rest();
}

void CaseVerifier::differ(const domain::Case& state, const std::string& what) {
  report_.differences.push_back("case " + std::to_string(state.number) + ": " + what);
}

void CaseVerifier::differ(const domain::Case& state, const std::vector<domain::Breach>& breaches) {
  for (const domain::Breach& breach : breaches) {
    differ(state, "rule " + std::to_string(breach.rule) + ": " + breach.what);
  }
}

void CaseVerifier::check_case(domain::CaseId id) {
  const auto events = session_.events(id, 0);
  report_.events += static_cast<std::int64_t>(events.size());
  const domain::Case state = domain::replay(id, events);
  check_duties(state);
  check_derived(state);
  check_messages(state);
  check_words(state);
  check_photos(state);
  check_publicity(state, events);
  if (state.adopted) ++(domain::stands_for_record(state) ? adopted_ : let_go_);
  check_rules(state, events);
  for (const auto& event : events) {
    check_texts(state, event);
    if (event.occurred_at > event.recorded_at) {
      differ(state,
             "events: number " + std::to_string(event.seq) + " occurred after it was recorded");
    }
  }
  check_numbers(state);
}

void CaseVerifier::check_rules(const domain::Case& state,
                               const std::vector<domain::EventRecord>& events) {
  differ(state, domain::check_rules(state, *session_.directory()));
  differ(state, domain::check_history({state.id, events}));
  check_joined(state, events);
  check_owners(state);
  check_times(state);
}

/// With the history of the other case, once for each two.
void CaseVerifier::check_joined(const domain::Case& state,
                                const std::vector<domain::EventRecord>& events) {
  const std::set<domain::CaseId> duplicates(state.duplicates.begin(), state.duplicates.end());
  for (const domain::CaseId duplicate : duplicates) {
    const auto theirs = session_.events(duplicate, 0);
    differ(state, domain::check_joining({duplicate, theirs}, {state.id, events}));
  }
  if (!state.joined_to) return;
  const auto theirs = session_.events(*state.joined_to, 0);
  const auto stands = domain::replay(*state.joined_to, theirs);
  const auto& known = stands.duplicates;
  if (std::find(known.begin(), known.end(), state.id) != known.end()) return;
  differ(state, domain::check_joining({state.id, events}, {stands.id, theirs}));
}

void CaseVerifier::check_derived(const domain::Case& state) {
  const Derived stored = derived(database_, state.id);
  session_.rewrite_derived(state);
  const Derived replayed = derived(database_, state.id);
  for (std::size_t i = 0; i < kDerivedTables.size(); ++i) {
    if (stored[i] == replayed[i]) continue;
    differ(state, std::string(kDerivedTables[i]) + ": stored is " + stored[i] +
                      ", its events say " + replayed[i]);
  }
}

void CaseVerifier::check_duties(const domain::Case& state) {
  const auto check = [&](domain::DutyKind kind, domain::DutyId id) {
    ++duties_;
    if (session_.case_of_duty(kind, id) != state.id) {
      differ(state, "duties: " + codec::enum_name(kind) + " " + std::to_string(id.value) +
                        " is not found under its number");
    }
  };
  for (const domain::Promise& promise : state.promises) {
    check(domain::DutyKind::promise, promise.id);
  }
  for (const domain::Ask& ask : state.asks) check(domain::DutyKind::ask, ask.id);
}

/// What the case says is to be sent stands in the outbox, or nobody would ever send it.
void CaseVerifier::check_messages(const domain::Case& state) {
  for (const domain::Message& message : state.messages) {
    const auto row = session_.message(message.id);
    if (row && row->case_id == state.id && row->state == message.state) continue;
    differ(state, "outbox: message " + std::to_string(message.id.value) +
                      " does not stand there as its events say");
  }
}

/// Rule 2: who owes it is there when it is due, or it has moved to who covers. Overdue ones stay
/// with whom they stand.
void CaseVerifier::check_owners(const domain::Case& state) {
  const auto people = session_.directory();
  for (const domain::Obligation& owed : domain::obligations(state)) {
    const bool away = owed.due >= session_.now() && !people->is_there(owed.owner, owed.due);
    if (away && people->acting_for(owed.owner, owed.due) != owed.owner) {
      differ(state, "rule 2: obligations: " + codec::enum_name(owed.kind) + " " +
                        std::to_string(owed.id.value) + " is owed by somebody who is away then");
    }
  }
}

/// Rule 6: a promise is due when the clock on the wall shows the time that was said.
void CaseVerifier::check_times(const domain::Case& state) {
  for (const domain::Promise& promise : state.promises) {
    if (!promise.is_owed() || promise.due.instant < session_.now()) continue;
    const auto zone = base::TimeZone::load(promise.due.zone);
    const auto wall = base::parse_wall(promise.due.wall);
    if (zone.ok() && wall.ok() &&
        zone.value().to_instant(wall.value()).instant == promise.due.instant) {
      continue;
    }
    differ(state, "rule 6: promises: " + std::to_string(promise.id.value) + " was said for " +
                      promise.due.wall + " in " + promise.due.zone + ", and is due at " +
                      base::format_utc(promise.due.instant) +
                      ": that event is forged, or the rules of the zone have changed since the "
                      "server started");
  }
}

/// Nobody can keep a promise to whom no number nor address leads any more. Redaction waits until
/// the case is closed, which may be reopened: what is missing and was not redacted has vanished.
void CaseVerifier::check_numbers(const domain::Case& state) {
  for (const domain::Promise& promise : state.promises) {
    if (!promise.is_owed()) continue;
    ++report_.promises;
    if (redacted_.contains(promise.address.id)) continue;
    if (session_.personal(promise.address).value_or("").empty()) {
      differ(state, "promises: " + std::to_string(promise.id.value) +
                        " is owed, and has no number or address to keep it by");
    }
  }
  const bool is_closed = state.state == domain::CaseState::closed;
  if (is_closed || !state.reporter || !state.reporter_reachable) return;
  auto records = session_.merged_into(*state.reporter);
  records.push_back(*state.reporter);
  const auto was_taken = [&](domain::ContactId id) { return ways_taken_.contains(id); };
  if (std::ranges::any_of(records, was_taken)) return;
  if (database_.value<bool>(kHasWay, kJurisdiction, codec::to_text(records)).value_or(false)) {
    return;
  }
  differ(state, "contact_phones: contact " + std::to_string(state.reporter->value) +
                    " could be reached, and nobody took the number or address away that is gone");
}

void CaseVerifier::check_words(const domain::Case& state) {
  const auto summary = session_.personal(state.summary);
  const auto place = session_.personal(state.place);
  const auto words = database_.value<std::string>(kWordsOfCase, state.id);
  if (words) ++words_;
  const bool redacted = state.summary && !summary;
  const std::string expected = summary.value_or("") + " " + place.value_or("");
  if (redacted ? words.has_value() : words != expected) {
    differ(state, "case_words: it is not found by its own words");
  }
}

/// Photos go with the words of whoever sent them, and only so.
void CaseVerifier::check_photos(const domain::Case& state) {
  if (state.summary && !session_.personal(state.summary)) return;
  for (const domain::PhotoId id : state.photos) {
    const auto row = session_.photo(id);
    if (row && row->case_id == state.id) continue;
    differ(state, "photos: " + std::to_string(id.value) + " is gone and was never redacted");
  }
}

/// What everybody may see is what was decided last; what nobody has decided on is the check's,
/// which knows other names and other phrases today. Of a request that is not public it is nothing.
void CaseVerifier::check_publicity(const domain::Case& state,
                                   const std::vector<domain::EventRecord>& events) {
  std::map<std::int64_t, domain::PublicityDecided> texts;
  std::map<domain::PhotoId, bool> photos;
  std::optional<bool> is_shown;  // as a whole, of those that somebody decided on
  for (const domain::EventRecord& record : events) {
    const auto* decided = std::get_if<domain::PublicityDecided>(&record.what);
    if (decided == nullptr) continue;
    if (decided->is_of_whole()) {
      is_shown = decided->is_public;
      texts.clear();
      photos.clear();
    }
    if (decided->text) texts[decided->text.id] = *decided;
    if (decided->photo) photos[decided->photo] = decided->is_public;
  }
  const auto received = session_.received(state.id);
  const bool is_non_public = received && received->non_public;
  if (is_shown && *is_shown == is_non_public) {
    differ(state, "received_requests: whether it is public is not as it was decided");
  }
  if (is_non_public) return check_non_public(state, events);
  for (const auto& [id, decided] : texts) check_text(state, decided);
  for (const auto& [id, is_public] : photos) {
    const auto row = session_.photo(id);
    if (row && row->is_public != is_public) {
      differ(state, "photos: " + std::to_string(id.value) + " is not shown as it was decided");
    }
  }
}

void CaseVerifier::check_text(const domain::Case& state, const domain::PublicityDecided& decided) {
  const std::int64_t id = decided.text.id;
  Statement row = database_.prepare(kShownText);
  row.bind_all(kJurisdiction, id);
  row.step();
  if (!row.get<bool>(2)) return;  // redacted
  const auto withheld = row.get<std::optional<bool>>(1);
  if (withheld.value_or(false)) ++withheld_;
  if (row.get<bool>(0) != decided.is_public) {
    differ(state, "public_texts: " + std::to_string(id) + " is not as it was decided");
  }
  const auto expected = decided.is_public ? std::nullopt : std::optional(!decided.by_check);
  if (withheld != expected) {
    differ(state, "withheld_texts: " + std::to_string(id) + " is not as it was decided");
  }
}

/// None of its words stands among the public ones, and none of its pictures is shown: also a check
/// of the mark itself, for of a public request some do, or wait for somebody to look.
void CaseVerifier::check_non_public(const domain::Case& state,
                                    const std::vector<domain::EventRecord>& events) {
  std::vector<domain::PersonalRef> texts{state.summary, state.place};
  for (const domain::EventRecord& record : events) {
    const auto* update = std::get_if<domain::UpdateReceived>(&record.what);
    if (update != nullptr) texts.push_back(update->text);
  }
  for (const domain::PersonalRef& text : texts) {
    Statement row = database_.prepare(kShownText);
    row.bind_all(kJurisdiction, text.id);
    row.step();
    if (!text || !row.get<bool>(2)) continue;  // there was none, or it was redacted
    const bool is_withheld = row.get<std::optional<bool>>(1).value_or(false);
    if (row.get<bool>(0) || !is_withheld) {
      differ(state, "received_requests: is not public, and its text " + std::to_string(text.id) +
                        " is not withheld");
    }
  }
  for (const domain::PhotoId id : state.photos) {
    const auto row = session_.photo(id);
    if (!row || !row->is_public) continue;
    differ(state,
           "received_requests: is not public, and its photo " + std::to_string(id.value) + " is");
  }
}

void CaseVerifier::check_texts(const domain::Case& state, const domain::EventRecord& event) {
  if (const auto* taken = std::get_if<domain::Redacted>(&event.what)) {
    redacted_.insert(taken->values.begin(), taken->values.end());
  }
  std::vector<domain::PersonalRef> refs;
  collect(codec::json::parse(write_event(event.what)), refs);
  for (const domain::PersonalRef& ref : refs) {
    if (!seen_.insert(ref.id).second) continue;
    ++report_.personal_values;
    Statement row = database_.prepare(kPersonalRow);
    row.bind_all(kJurisdiction, ref.id);
    if (!row.step()) {
      missing_.emplace_back(state.number, ref.id);
      continue;
    }
    ++kept_values_;
    if (digest_of(row.get<Blob>(0), row.get<std::string>(1)) != ref.digest) {
      differ(state,
             "personal_values: " + std::to_string(ref.id) + " is not the value that was recorded");
    }
  }
}

void CaseVerifier::check_rest() {
  for (const auto& [number, value] : missing_) {
    if (redacted_.contains(value)) continue;
    report_.differences.push_back("case " + std::to_string(number) + ": personal_values: " +
                                  std::to_string(value) + " is gone and was never redacted");
  }
  const auto surplus = [&](const Query& count, std::int64_t known, const char* what, auto... args) {
    const auto there = database_.value<std::int64_t>(count, args...).value_or(0);
    if (there > known) {
      report_.differences.push_back(std::string(what) + ": " + std::to_string(there - known) +
                                    " rows that no event tells of");
    }
  };
  surplus(kPersonalCount, kept_values_, "personal_values", kJurisdiction);
  surplus(kDutyCount, duties_, "duties", kJurisdiction);
  surplus(kAdoptedCount, adopted_, "adopted_records", kJurisdiction);
  surplus(kLetGoCount, let_go_, "let_go_records", kJurisdiction);
  surplus(kWordsCount, words_, "case_words");
  surplus(kDecidedCount, withheld_, "withheld_texts", kJurisdiction);
  for (const auto& [table, query] : kLostRows) surplus(query, 0, table, kJurisdiction);
}

}  // namespace kept::store
