#include "store/session_telephone.h"

#include "store/codec.h"
#include "store/configuration_codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_CALL_COLUMNS                                                                     \
  "id, provider, provider_id, queued_here, inbound, state, queue, language, phone, dialled, " \
  "agent, handed_by, passed_by, priority, relay, arrived_at, queued_at, offered_at, "         \
  "answered_at, held_at, ended_at, held_ms, ending, interaction_id, third, told_at, "         \
  "told_wait_s, call_back, colleague, colleague_since, colleague_accepted, pause_wanted"
#define KEPT_CALLS_WITH(cases)                                             \
  "SELECT " KEPT_CALL_COLUMNS                                              \
  ", (SELECT c.number FROM cases c WHERE c.jurisdiction_id = "             \
  "calls.jurisdiction_id AND c.id = call_back), "                          \
  "(SELECT r.state FROM recordings r INDEXED BY recordings_by_call WHERE " \
  "r.jurisdiction_id = calls.jurisdiction_id AND r.call_id = calls.id "    \
  "AND r.dropped_at IS NULL ORDER BY r.id DESC LIMIT 1), "                 \
  "(SELECT h.staff_id FROM hearings h INDEXED BY hearings_live WHERE "     \
  "h.jurisdiction_id = calls.jurisdiction_id AND h.call_id = calls.id "    \
  "AND h.recording_id IS NULL AND h.ended_at IS NULL LIMIT 1), " cases     \
  ", " KEPT_COMPLAINTS_IN("calls.id") " FROM calls "
#define KEPT_CALLS KEPT_CALLS_WITH("'[]'")
#define KEPT_LISTED_CALLS                                                   \
  KEPT_CALLS_WITH(                                                          \
      "(SELECT json_group_array(DISTINCT k.number) FROM call_talks t "      \
      "INDEXED BY call_talks_by_call CROSS JOIN case_conversations o "      \
      "INDEXED BY case_conversations_by_interaction CROSS JOIN cases k "    \
      "WHERE t.jurisdiction_id = calls.jurisdiction_id "                    \
      "AND t.call_id = calls.id AND o.jurisdiction_id = t.jurisdiction_id " \
      "AND o.interaction_id = t.interaction_id "                            \
      "AND k.jurisdiction_id = t.jurisdiction_id AND k.id = o.case_id "     \
      "AND k.complaint_about IS NULL)")
#define KEPT_CALLS_FILTERED(arrived_at)                           \
  "AND " arrived_at " >= ?2 AND (" arrived_at                     \
  ", id) < (?3, ?4) "                                             \
  "AND (?6 IS NULL OR inbound = ?6) AND (?7 = '' OR queue = ?7) " \
  "ORDER BY " arrived_at " DESC, id DESC LIMIT ?5"
#define KEPT_FILTERED_CALLS KEPT_CALLS_FILTERED("arrived_at")

const Query kCall{"calls.by_id", KEPT_CALLS "WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kCallOfProvider{"calls.by_provider", KEPT_CALLS
                            "INDEXED BY calls_by_provider WHERE jurisdiction_id = ?1 "
                            "AND provider = ?2 AND provider_id = ?3"};
const Query kCallOfInteraction{"calls.by_interaction", KEPT_CALLS
                               "INDEXED BY calls_by_interaction WHERE jurisdiction_id = ?1 "
                               "AND interaction_id = ?2 ORDER BY id DESC LIMIT 1"};
const Query kCallsUp{"calls.up", KEPT_CALLS
                     "INDEXED BY calls_up WHERE jurisdiction_id = ?1 "
                     "AND state <> 'ended' ORDER BY id"};
const Query kCalls{"calls.newest", KEPT_LISTED_CALLS
                   "INDEXED BY calls_by_arrival WHERE jurisdiction_id = ?1 " KEPT_FILTERED_CALLS};
const Query kCallsEnded{
    "calls.by_ending", KEPT_LISTED_CALLS
    "INDEXED BY calls_by_ending WHERE jurisdiction_id = ?1 AND ending = ?8 " KEPT_FILTERED_CALLS};
const Query kCallsOfQueue{
    "calls.by_queue", KEPT_LISTED_CALLS
    "INDEXED BY calls_by_queue WHERE jurisdiction_id = ?1 AND queue = ?7 " KEPT_FILTERED_CALLS};
const Query kCallsOfQueueEnded{"calls.by_queue_ending", KEPT_LISTED_CALLS
                               "INDEXED BY calls_by_queue_ending WHERE jurisdiction_id = ?1 "
                               "AND queue = ?7 AND ending = ?8 " KEPT_FILTERED_CALLS};
// A case's few calls are found by their ids, not among all that arrived (hence the +).
const Query kCallsAbout{
    "calls.about", KEPT_LISTED_CALLS
    "WHERE jurisdiction_id = ?1 AND id IN (SELECT t.call_id FROM case_conversations o "
    "CROSS JOIN call_talks t ON t.jurisdiction_id = ?1 AND t.interaction_id = o.interaction_id "
    "WHERE o.jurisdiction_id = ?1 AND o.case_id = ?8) AND (?9 IS NULL OR ending = "
    "?9) " KEPT_CALLS_FILTERED("+arrived_at")};
const Query kTalkCalls{
    "call_talks.about",
    "SELECT t.interaction_id, t.call_id, EXISTS (SELECT 1 FROM recordings r "
    "INDEXED BY recordings_by_interaction WHERE r.jurisdiction_id = ?1 "
    "AND r.interaction_id = t.interaction_id AND r.name <> '' AND r.dropped_at IS NULL), "
    KEPT_COMPLAINTS_IN("t.call_id") " FROM case_conversations o CROSS JOIN call_talks t ON t.jurisdiction_id = ?1 "
    "AND t.interaction_id = o.interaction_id WHERE o.jurisdiction_id = ?1 AND o.case_id = ?2"};
const Query kCasesIn{"case_conversations.in",
                     "SELECT case_id FROM case_conversations "
                     "INDEXED BY case_conversations_by_interaction "
                     "WHERE jurisdiction_id = ?1 AND interaction_id = ?2"};
const Query kSaveTalkCall{"call_talks.save",
                          "INSERT OR IGNORE INTO call_talks (jurisdiction_id, interaction_id, "
                          "call_id) VALUES (?1, ?2, ?3)"};
const Query kSaveCall{
    "calls.save",
    "INSERT INTO calls (jurisdiction_id, " KEPT_CALL_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33) "
    "ON CONFLICT DO UPDATE SET state = excluded.state, queue = excluded.queue, "
    "language = excluded.language, phone = excluded.phone, agent = excluded.agent, "
    "handed_by = excluded.handed_by, passed_by = excluded.passed_by, "
    "priority = excluded.priority, relay = excluded.relay, queued_at = excluded.queued_at, "
    "offered_at = excluded.offered_at, answered_at = excluded.answered_at, "
    "held_at = excluded.held_at, ended_at = excluded.ended_at, held_ms = excluded.held_ms, "
    "ending = excluded.ending, interaction_id = excluded.interaction_id, "
    "third = excluded.third, told_at = excluded.told_at, told_wait_s = excluded.told_wait_s, "
    "call_back = excluded.call_back, colleague = excluded.colleague, "
    "colleague_since = excluded.colleague_since, "
    "colleague_accepted = excluded.colleague_accepted, pause_wanted = excluded.pause_wanted"};
#define KEPT_CALLS_TO_FORGET                                                          \
  "calls c INDEXED BY calls_to_forget WHERE c.jurisdiction_id = ?1 AND c.forget = 1 " \
  "AND c.state = 'ended' AND NOT EXISTS "                                             \
  "(SELECT 1 FROM cases k WHERE k.jurisdiction_id = ?1 AND k.id = c.call_back "       \
  "AND k.state <> 'closed') AND NOT EXISTS "                                          \
  "(SELECT 1 FROM call_talks t INDEXED BY call_talks_by_call JOIN interactions i "    \
  "ON i.jurisdiction_id = ?1 AND i.id = t.interaction_id AND i.ended_at IS NULL "     \
  "WHERE t.jurisdiction_id = ?1 AND t.call_id = c.id) AND NOT EXISTS "                \
  "(SELECT 1 FROM call_talks t INDEXED BY call_talks_by_call "                        \
  "CROSS JOIN case_conversations o INDEXED BY case_conversations_by_interaction "     \
  "ON o.jurisdiction_id = ?1 AND o.interaction_id = t.interaction_id "                \
  "CROSS JOIN cases k ON k.jurisdiction_id = ?1 AND k.id = o.case_id "                \
  "WHERE t.jurisdiction_id = ?1 AND t.call_id = c.id AND k.state <> 'closed')"
// Where nobody said who it was, the number is all that is known of them.
const Query kAnyToForget{
    "calls.any_to_forget",
    "SELECT 1 FROM calls INDEXED BY calls_to_forget WHERE jurisdiction_id = ?1 "
    "AND forget = 1 LIMIT 1"};
const Query kBlankForgottenTalks{
    "interactions.blank_forgotten",
    "UPDATE interactions SET phone = NULL, notes = NULL WHERE jurisdiction_id = ?1 "
    "AND contact_id IS NULL AND id IN (SELECT w.interaction_id FROM call_talks w INDEXED BY "
    "call_talks_by_call "
    "WHERE w.jurisdiction_id = ?1 AND w.call_id IN (SELECT c.id FROM " KEPT_CALLS_TO_FORGET "))"};
const Query kBlankForgotten{"calls.blank_forgotten",
                            "UPDATE calls SET phone = NULL, third = NULL, forget = 0 "
                            "WHERE jurisdiction_id = ?1 AND id IN (SELECT c.id "
                            "FROM " KEPT_CALLS_TO_FORGET ")"};
const Query kBlankForgottenParties{
    "call_parties.blank_forgotten",
    "UPDATE call_parties SET phone = NULL, interpreter_id = NULL WHERE jurisdiction_id = ?1 "
    "AND call_id IN (SELECT c.id FROM " KEPT_CALLS_TO_FORGET ")"};
#undef KEPT_CALLS_TO_FORGET
const Query kAnsweredSince{"calls.answered_since",
                           "SELECT answered_at FROM calls INDEXED BY calls_answered "
                           "WHERE jurisdiction_id = ?1 AND queue = ?2 AND answered_at >= ?3 "
                           "AND inbound = 1 ORDER BY answered_at"};
#define KEPT_WRAPPED_UP                                                  \
  "(SELECT i.ended_at FROM interactions i WHERE i.jurisdiction_id = ?1 " \
  "AND i.id = calls.interaction_id)"
// A short abandon of a relay operator is none: setting up such a call takes its time.
const Query kCallFigures{
    "calls.figures",
    "SELECT queue, count(*) FILTER (WHERE queued_at IS NOT NULL OR answered_at IS NOT NULL), "
    "count(answered_at), "
    "count(*) FILTER (WHERE ending = 'abandoned' AND queued_at IS NOT NULL AND "
    "(relay = 1 OR ended_at - coalesce(queued_at, arrived_at) > ?4)), "
    "count(*) FILTER (WHERE ending = 'abandoned' AND queued_at IS NOT NULL AND relay = 0 "
    "AND ended_at - coalesce(queued_at, arrived_at) <= ?4), "
    "count(*) FILTER (WHERE ending = 'called_back'), "
    "count(*) FILTER (WHERE answered_at - coalesce(queued_at, arrived_at) <= ?5), "
    "coalesce(sum(answered_at - coalesce(queued_at, arrived_at)), 0), "
    "coalesce(max(coalesce(answered_at, ended_at, ?6) - coalesce(queued_at, arrived_at)), 0), "
    "count(*) FILTER (WHERE answered_at IS NOT NULL AND ended_at IS NOT NULL AND relay = 0), "
    "coalesce(sum(ended_at - answered_at) FILTER (WHERE relay = 0), 0), "
    "coalesce(sum(held_ms) FILTER (WHERE answered_at IS NOT NULL AND ended_at IS NOT NULL "
    "AND relay = 0), 0), "
    "count(" KEPT_WRAPPED_UP
    ") FILTER (WHERE answered_at IS NOT NULL AND ended_at IS NOT NULL "
    "AND relay = 0), "
    "coalesce(sum(max(0, " KEPT_WRAPPED_UP
    " - ended_at)) FILTER (WHERE answered_at IS NOT NULL "
    "AND relay = 0), 0) "
    "FROM calls INDEXED BY calls_by_arrival WHERE jurisdiction_id = ?1 AND arrived_at >= ?2 "
    "AND arrived_at < ?3 AND inbound = 1 GROUP BY queue"};
const Query kDuties{"duty.all",
                    "SELECT staff_id, duty, reason, since, idle_since FROM duty "
                    "WHERE jurisdiction_id = ?1 ORDER BY staff_id"};
const Query kSaveDuty{"duty.save",
                      "INSERT INTO duty (jurisdiction_id, staff_id, duty, reason, since, "
                      "idle_since) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET "
                      "duty = excluded.duty, reason = excluded.reason, since = excluded.since, "
                      "idle_since = excluded.idle_since"};
const Query kInConversation{"duty.in_conversation",
                            "SELECT staff_id FROM duty WHERE duty.jurisdiction_id = ?1 "
                            "AND duty <> 'off' AND EXISTS (SELECT 1 FROM interactions i "
                            "INDEXED BY interactions_open WHERE i.jurisdiction_id = ?1 "
                            "AND i.staff_id = duty.staff_id AND i.ended_at IS NULL)"};
const Query kPromisesDue{
    "duty.promises_due",
    "SELECT staff_id, (SELECT min(o.due) FROM obligations o INDEXED BY obligations_by_owner "
    "WHERE o.jurisdiction_id = ?1 AND o.owner = duty.staff_id AND o.due >= ?2 "
    "AND o.kind = 'promise') FROM duty WHERE duty.jurisdiction_id = ?1 AND duty <> 'off'"};
const Query kHasCallEvent{"call_events.one",
                          "SELECT 1 FROM call_events WHERE jurisdiction_id = ?1 "
                          "AND provider = ?2 AND event_id = ?3"};
const Query kEventsOfCall{"call_events.of_call",
                          "SELECT provider, event_id, call_id, kind, at, recorded_at, applied, "
                          "why_not FROM call_events INDEXED BY call_events_by_call "
                          "WHERE jurisdiction_id = ?1 AND call_id = ?2 ORDER BY at, recorded_at"};
const Query kAddCallEvent{"call_events.add",
                          "INSERT INTO call_events (jurisdiction_id, provider, event_id, call_id, "
                          "kind, at, recorded_at, applied, why_not) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
const Query kCommands{
    "call_commands.next",
    "SELECT c.id, c.call_id, c.provider, c.provider_id, c.control, c.agent, c.phone, "
    "c.text, c.at, c.colleague, (SELECT language FROM calls WHERE jurisdiction_id = ?1 "
    "AND id = c.call_id) FROM call_commands c "
    "WHERE c.jurisdiction_id = ?1 AND c.provider = ?2 ORDER BY c.id LIMIT ?3"};
const Query kAddCommand{"call_commands.add",
                        "INSERT INTO call_commands (jurisdiction_id, id, call_id, provider, "
                        "provider_id, control, agent, phone, text, at, colleague) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"};
const Query kDropCommand{"call_commands.drop",
                         "DELETE FROM call_commands WHERE jurisdiction_id = ?1 AND provider = ?2 "
                         "AND id = ?3"};

#undef KEPT_WRAPPED_UP
#undef KEPT_FILTERED_CALLS
#undef KEPT_CALLS_FILTERED
#undef KEPT_LISTED_CALLS
#undef KEPT_CALLS
#undef KEPT_CALLS_WITH
#undef KEPT_CALL_COLUMNS

template <typename E>
std::optional<E> maybe_enum(const Statement& row, int column) {
  const auto name = row.get<std::optional<std::string>>(column);
  if (!name) return std::nullopt;
  return codec::enum_value<E>(*name);
}

desk::CallRow call_row(const Statement& row) {
  desk::CallRow kept;
  domain::Call& call = kept.call;
  call.id = row.get<domain::CallId>(0);
  kept.provider = row.get<std::string>(1);
  kept.provider_id = row.get<std::string>(2);
  kept.queued_here = row.get<bool>(3);
  call.inbound = row.get<bool>(4);
  call.state = codec::enum_value<domain::CallState>(row.get<std::string>(5));
  call.queue = row.get<std::string>(6);
  kept.language = row.get<std::string>(7);
  kept.phone = row.get<std::optional<std::string>>(8);
  kept.dialled = row.get<std::string>(9);
  call.agent = row.get<std::optional<domain::StaffId>>(10);
  call.handed_by = row.get<std::optional<domain::StaffId>>(11);
  call.passed_by = codec::from_text<std::vector<domain::StaffId>>(row.get<std::string>(12));
  call.priority = static_cast<int>(row.get<std::int64_t>(13));
  call.relay = row.get<bool>(14);
  call.arrived_at = row.get<base::Instant>(15);
  call.queued_at = row.get<std::optional<base::Instant>>(16);
  call.offered_at = row.get<std::optional<base::Instant>>(17);
  call.answered_at = row.get<std::optional<base::Instant>>(18);
  call.held_at = row.get<std::optional<base::Instant>>(19);
  call.ended_at = row.get<std::optional<base::Instant>>(20);
  call.held = base::Duration(row.get<std::int64_t>(21));
  call.ending = maybe_enum<domain::CallEnding>(row, 22);
  kept.interaction = row.get<std::optional<domain::InteractionId>>(23);
  kept.third = row.get<std::optional<std::string>>(24);
  kept.told_at = row.get<std::optional<base::Instant>>(25);
  if (const auto wait = row.get<std::optional<std::int64_t>>(26)) {
    kept.told_wait = std::chrono::seconds(*wait);
  }
  kept.call_back = row.get<std::optional<domain::CaseId>>(27);
  if (const auto colleague = row.get<std::optional<domain::StaffId>>(28)) {
    kept.colleague = {*colleague, row.get<base::Instant>(29), row.get<bool>(30)};
  }
  kept.pause_wanted = row.get<bool>(31);
  kept.call_back_number = row.get<std::optional<std::int64_t>>(32);
  kept.recording = maybe_enum<desk::RecordingState>(row, 33);
  kept.listener = row.get<std::optional<domain::StaffId>>(34);
  kept.cases = codec::from_text<std::vector<std::int64_t>>(row.get<std::string>(35));
  kept.complaints = codec::from_text<std::vector<domain::StaffId>>(row.get<std::string>(36));
  return kept;
}

std::vector<desk::CallRow> call_rows(Statement rows) {
  std::vector<desk::CallRow> calls;
  while (rows.step()) calls.push_back(call_row(rows));
  return calls;
}

/// Each has an index of its own: a page costs a page.
const Query& listing(const desk::CallFilter& filter) {
  if (filter.queue.empty()) return filter.ending ? kCallsEnded : kCalls;
  return filter.ending ? kCallsOfQueueEnded : kCallsOfQueue;
}

std::optional<desk::CallRow> one_call(Statement row) {
  if (!row.step()) return std::nullopt;
  return call_row(row);
}

}  // namespace

std::optional<desk::TelephoneRow> SessionTelephone::set_up() {
  const auto document = read_configuration_();
  if (!document) return std::nullopt;
  return read_telephone(*document);
}

void SessionTelephone::save(const desk::TelephoneRow& set_up) {
  save_configuration_(write(set_up));
}

std::optional<desk::CallRow> SessionTelephone::call(domain::CallId id) {
  Statement row = database_.prepare(kCall);
  row.bind_all(kJurisdiction, id);
  return one_call(std::move(row));
}

std::optional<desk::CallRow> SessionTelephone::call_of(const std::string& provider,
                                                       const std::string& provider_id) {
  Statement row = database_.prepare(kCallOfProvider);
  row.bind_all(kJurisdiction, provider, provider_id);
  return one_call(std::move(row));
}

std::optional<desk::CallRow> SessionTelephone::call_of(domain::InteractionId interaction) {
  Statement row = database_.prepare(kCallOfInteraction);
  row.bind_all(kJurisdiction, interaction);
  return one_call(std::move(row));
}

std::vector<desk::CallRow> SessionTelephone::calls_up() {
  Statement rows = database_.prepare(kCallsUp);
  rows.bind_all(kJurisdiction);
  return call_rows(std::move(rows));
}

std::vector<desk::CallRow> SessionTelephone::calls(const desk::CallFilter& filter) {
  const bool by_case = filter.about.has_value();
  const bool by_ending = filter.ending.has_value();
  Statement rows = database_.prepare(by_case ? kCallsAbout : listing(filter));
  // Ids begin at one: nothing that arrived at `until` itself comes before (until, 0).
  base::Instant until = filter.until;
  domain::CallId before{};
  if (const auto last = filter.before ? call(*filter.before) : std::nullopt) {
    if (last->call.arrived_at < until) {
      until = last->call.arrived_at;
      before = last->call.id;
    }
  }
  rows.bind_all(kJurisdiction, filter.from, until, before, filter.limit, filter.inbound,
                filter.queue);
  if (by_case) rows.bind(8, *filter.about);
  if (by_case || by_ending) {
    rows.bind(by_case ? 9 : 8, codec::enum_name(filter.ending));
  }
  return call_rows(std::move(rows));
}

void SessionTelephone::save(const desk::CallRow& row) {
  const domain::Call& call = row.call;
  std::optional<std::int64_t> told_wait;
  if (row.told_wait) told_wait = row.told_wait->count();
  const auto& colleague = row.colleague;
  database_.run(kSaveCall, kJurisdiction, call.id, row.provider, row.provider_id, row.queued_here,
                call.inbound, codec::enum_name(call.state), call.queue, row.language, row.phone,
                row.dialled, call.agent, call.handed_by, codec::to_text(call.passed_by),
                call.priority, call.relay, call.arrived_at, call.queued_at, call.offered_at,
                call.answered_at, call.held_at, call.ended_at, std::int64_t{call.held.count()},
                codec::enum_name(call.ending), row.interaction, row.third, row.told_at, told_wait,
                row.call_back, colleague ? std::optional(colleague->staff) : std::nullopt,
                colleague ? std::optional(colleague->since) : std::nullopt,
                colleague && colleague->accepted, row.pause_wanted);
  if (row.interaction) database_.run(kSaveTalkCall, kJurisdiction, *row.interaction, call.id);
  if (call.state == domain::CallState::ended) blank_forgotten_calls(database_);
  changed_();
}

void blank_forgotten_calls(Database& database) {
  if (!database.value<bool>(kAnyToForget, kJurisdiction)) return;
  database.run(kBlankForgottenTalks, kJurisdiction);
  database.run(kBlankForgottenParties, kJurisdiction);
  database.run(kBlankForgotten, kJurisdiction);
}

std::vector<desk::TalkCall> SessionTelephone::calls_about(domain::CaseId id) {
  Statement rows = database_.prepare(kTalkCalls);
  rows.bind_all(kJurisdiction, id);
  std::vector<desk::TalkCall> calls;
  while (rows.step()) {
    calls.push_back({rows.get<domain::InteractionId>(0), rows.get<domain::CallId>(1),
                     rows.get<bool>(2),
                     codec::from_text<std::vector<domain::StaffId>>(rows.get<std::string>(3))});
  }
  return calls;
}

std::vector<domain::CaseId> SessionTelephone::cases_in(domain::InteractionId talk) {
  Statement rows = database_.prepare(kCasesIn);
  rows.bind_all(kJurisdiction, talk);
  std::vector<domain::CaseId> cases;
  while (rows.step()) cases.push_back(rows.get<domain::CaseId>(0));
  return cases;
}

std::vector<desk::DutyRow> SessionTelephone::duties() {
  Statement rows = database_.prepare(kDuties);
  rows.bind_all(kJurisdiction);
  std::vector<desk::DutyRow> duties;
  while (rows.step()) {
    duties.push_back(
        {rows.get<domain::StaffId>(0), codec::enum_value<desk::Duty>(rows.get<std::string>(1)),
         rows.get<std::string>(2), rows.get<base::Instant>(3), rows.get<base::Instant>(4)});
  }
  return duties;
}

void SessionTelephone::save(const desk::DutyRow& row) {
  database_.run(kSaveDuty, kJurisdiction, row.staff, codec::enum_name(row.duty), row.reason,
                row.since, row.idle_since);
  changed_();
}

std::vector<domain::StaffId> SessionTelephone::in_conversation() {
  Statement rows = database_.prepare(kInConversation);
  rows.bind_all(kJurisdiction);
  std::vector<domain::StaffId> staff;
  while (rows.step()) staff.push_back(rows.get<domain::StaffId>(0));
  return staff;
}

std::map<domain::StaffId, base::Instant> SessionTelephone::promises_due() {
  Statement rows = database_.prepare(kPromisesDue);
  rows.bind_all(kJurisdiction, clock_.now());
  std::map<domain::StaffId, base::Instant> due;
  while (rows.step()) {
    if (const auto at = rows.get<std::optional<base::Instant>>(1)) {
      due[rows.get<domain::StaffId>(0)] = *at;
    }
  }
  return due;
}

std::vector<base::Instant> SessionTelephone::answered_since(const std::string& queue,
                                                            base::Instant since) {
  Statement rows = database_.prepare(kAnsweredSince);
  rows.bind_all(kJurisdiction, queue, since);
  std::vector<base::Instant> answered;
  while (rows.step()) answered.push_back(rows.get<base::Instant>(0));
  return answered;
}

std::map<std::string, desk::CallFigures> SessionTelephone::call_figures(
    base::Instant from, base::Instant until, const domain::QueueRules& rules) {
  Statement rows = database_.prepare(kCallFigures);
  rows.bind_all(kJurisdiction, from, until,
                std::int64_t{base::Duration(rules.short_abandon).count()},
                std::int64_t{base::Duration(rules.level).count()}, clock_.now());
  std::map<std::string, desk::CallFigures> figures;
  while (rows.step()) {
    desk::CallFigures& one = figures[rows.get<std::string>(0)];
    int column = 0;
    for (std::int64_t* value :
         {&one.offered, &one.answered, &one.abandoned, &one.short_abandoned, &one.called_back,
          &one.within_level, &one.wait_ms, &one.longest_wait_ms, &one.handled, &one.talk_ms,
          &one.hold_ms, &one.wrapped_up, &one.wrap_up_ms}) {
      *value = rows.get<std::int64_t>(++column);
    }
  }
  return figures;
}

bool SessionTelephone::has_event(const std::string& provider, const std::string& event_id) {
  return database_.value<std::int64_t>(kHasCallEvent, kJurisdiction, provider, event_id)
      .has_value();
}

std::vector<desk::CallEventRow> SessionTelephone::events_of(domain::CallId id) {
  Statement rows = database_.prepare(kEventsOfCall);
  rows.bind_all(kJurisdiction, id);
  std::vector<desk::CallEventRow> events;
  while (rows.step()) {
    events.push_back({rows.get<std::string>(0), rows.get<std::string>(1),
                      rows.get<std::optional<domain::CallId>>(2), rows.get<std::string>(3),
                      rows.get<base::Instant>(4), rows.get<base::Instant>(5), rows.get<bool>(6),
                      rows.get<std::string>(7)});
  }
  return events;
}

void SessionTelephone::add(const desk::CallEventRow& event) {
  database_.run(kAddCallEvent, kJurisdiction, event.provider, event.event_id, event.call,
                event.kind, event.at, event.recorded_at, event.applied, event.why_not);
}

std::vector<desk::CommandRow> SessionTelephone::commands(const std::string& provider, int limit) {
  Statement rows = database_.prepare(kCommands);
  rows.bind_all(kJurisdiction, provider, limit);
  std::vector<desk::CommandRow> commands;
  while (rows.step()) {
    commands.push_back(
        {rows.get<std::int64_t>(0), rows.get<domain::CallId>(1), rows.get<std::string>(2),
         rows.get<std::string>(3), codec::enum_value<desk::Control>(rows.get<std::string>(4)),
         rows.get<std::string>(5), rows.get<std::string>(6), rows.get<std::string>(7),
         rows.get<base::Instant>(8), rows.get<std::string>(9),
         rows.get<std::optional<std::string>>(10).value_or("")});
  }
  return commands;
}

void SessionTelephone::add(const desk::CommandRow& command) {
  database_.run(kAddCommand, kJurisdiction, command.id, command.call, command.provider,
                command.provider_id, codec::enum_name(command.control), command.agent,
                command.phone, command.text, command.at, command.colleague);
  changed_();
}

void SessionTelephone::drop(const desk::CommandRow& command) {
  database_.run(kDropCommand, kJurisdiction, command.provider, command.id);
}

}  // namespace kept::store
