#include "store/session_call_parties.h"

#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_CALL_PARTIES                                                            \
  "SELECT p.call_id, p.number, p.interaction_id, p.kind, p.at_console, p.staff_id, " \
  "p.phone, p.asked_at, p.answered_at, p.left_at, p.not_come, p.interpreter_id, "    \
  "p.language FROM "

const Query kPartiesOf{"call_parties.of_calls", KEPT_CALL_PARTIES
                       "json_each(?2) wanted CROSS JOIN call_parties p ON p.jurisdiction_id = ?1 "
                       "AND p.call_id = wanted.value ORDER BY p.call_id, p.number"};
const Query kPartiesIn{"call_parties.in_talk", KEPT_CALL_PARTIES
                       "call_parties p INDEXED BY call_parties_by_talk "
                       "WHERE p.jurisdiction_id = ?1 AND p.interaction_id = ?2 "
                       "ORDER BY p.call_id, p.number"};
const Query kPartiesAbout{"call_parties.about", KEPT_CALL_PARTIES
                          "case_conversations o CROSS JOIN call_parties p "
                          "INDEXED BY call_parties_by_talk ON p.jurisdiction_id = ?1 "
                          "AND p.interaction_id = o.interaction_id "
                          "WHERE o.jurisdiction_id = ?1 AND o.case_id = ?2 "
                          "ORDER BY p.call_id, p.number"};
// As domain::billed_minutes().
const Query kInterpreters{"call_parties.interpreters",
                          "SELECT language, count(*), sum(max(1, (coalesce(left_at, ?4) "
                          "- answered_at + 59999) / 60000)) "
                          "FROM call_parties INDEXED BY call_parties_interpreting "
                          "WHERE jurisdiction_id = ?1 AND kind = 'interpreter' "
                          "AND answered_at IS NOT NULL AND answered_at >= ?2 "
                          "AND answered_at < ?3 GROUP BY language ORDER BY language"};
const Query kSaveParty{
    "call_parties.save",
    "INSERT INTO call_parties (jurisdiction_id, call_id, number, interaction_id, kind, at_console, "
    "staff_id, phone, asked_at, answered_at, left_at, not_come, interpreter_id, language) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO UPDATE "
    "SET answered_at = excluded.answered_at, left_at = excluded.left_at, "
    "not_come = excluded.not_come, interpreter_id = excluded.interpreter_id, "
    "language = excluded.language"};

#undef KEPT_CALL_PARTIES

std::vector<desk::CallPartyRow> party_rows(Statement rows) {
  std::vector<desk::CallPartyRow> parties;
  while (rows.step()) {
    desk::CallPartyRow& one = parties.emplace_back();
    one.call = rows.get<domain::CallId>(0);
    one.number = static_cast<int>(rows.get<std::int64_t>(1));
    one.talk = rows.get<domain::InteractionId>(2);
    one.party.kind = codec::enum_value<domain::PartyKind>(rows.get<std::string>(3));
    one.at_console = rows.get<bool>(4);
    one.staff = rows.get<std::optional<domain::StaffId>>(5);
    one.phone = rows.get<std::optional<std::string>>(6);
    one.party.asked_at = rows.get<base::Instant>(7);
    one.party.answered_at = rows.get<std::optional<base::Instant>>(8);
    one.party.left_at = rows.get<std::optional<base::Instant>>(9);
    if (const auto why = rows.get<std::optional<std::string>>(10)) {
      one.party.not_come = codec::enum_value<domain::NotCome>(*why);
    }
    one.interpreter_id = rows.get<std::optional<std::string>>(11);
    one.language = rows.get<std::string>(12);
  }
  return parties;
}

}  // namespace

std::vector<desk::CallPartyRow> SessionCallParties::parties_of(
    const std::vector<domain::CallId>& calls) {
  Statement rows = database_.prepare(kPartiesOf);
  rows.bind_all(kJurisdiction, codec::to_text(calls));
  return party_rows(std::move(rows));
}

std::vector<desk::CallPartyRow> SessionCallParties::parties_in(domain::InteractionId talk) {
  Statement rows = database_.prepare(kPartiesIn);
  rows.bind_all(kJurisdiction, talk);
  return party_rows(std::move(rows));
}

std::vector<desk::CallPartyRow> SessionCallParties::parties_about(domain::CaseId id) {
  Statement rows = database_.prepare(kPartiesAbout);
  rows.bind_all(kJurisdiction, id);
  return party_rows(std::move(rows));
}

std::vector<desk::InterpreterFigures> SessionCallParties::interpreters(base::Instant from,
                                                                       base::Instant until) {
  Statement rows = database_.prepare(kInterpreters);
  rows.bind_all(kJurisdiction, from, until, clock_.now());
  std::vector<desk::InterpreterFigures> figures;
  while (rows.step()) {
    figures.push_back({rows.get<std::string>(0), rows.get<std::int64_t>(1),
                       std::chrono::minutes(rows.get<std::int64_t>(2))});
  }
  return figures;
}

void SessionCallParties::save(const desk::CallPartyRow& row) {
  const domain::CallParty& party = row.party;
  database_.run(kSaveParty, kJurisdiction, row.call, std::int64_t{row.number}, row.talk,
                codec::enum_name(party.kind), row.at_console, row.staff, row.phone, party.asked_at,
                party.answered_at, party.left_at, codec::enum_name(party.not_come),
                row.interpreter_id, row.language);
  changed_();
}

}  // namespace kept::store
