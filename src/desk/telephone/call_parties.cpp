#include "desk/telephone/call_parties.h"

#include <algorithm>
#include <chrono>
#include <ranges>

#include "base/check.h"
#include "base/phone_number.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/emergency.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using domain::NotCome;
using domain::PartyKind;

/// What a telephone tells of somebody, after we have given them up.
constexpr std::chrono::seconds kToldWithin{30};

bool has_number(Reader& reader, const std::string& kept, const std::string& e164) {
  const auto number = base::PhoneNumber::parse(kept, reader.jurisdiction().default_region);
  return number.ok() && number->e164() == e164;
}

PartyKind kind_of(const StaffRow& staff) {
  switch (staff.role) {
    case domain::Role::operator_:
      return PartyKind::colleague;
    case domain::Role::supervisor:
      return PartyKind::supervisor;
    case domain::Role::department_staff:
    case domain::Role::department_manager:
      return PartyKind::department;
    default:
      return PartyKind::other;
  }
}

/// Whose number that is.
void look_up(Reader& reader, const std::string& e164, CallPartyRow& party) {
  const auto set_up = reader.telephone().set_up();
  if (is_emergency_number(reader, e164)) {
    party.party.kind = PartyKind::emergency;
    return;
  }
  if (set_up && has_number(reader, set_up->interpreter, e164)) {
    party.party.kind = PartyKind::interpreter;
    return;
  }
  for (const StaffRow& one : reader.staff()) {
    if (!one.active || !one.phone || !has_number(reader, *one.phone, e164)) continue;
    party.party.kind = kind_of(one);
    party.staff = one.id;
    return;
  }
  const auto departments = reader.departments();
  const bool is_department = std::ranges::any_of(departments, [&](const DepartmentRow& one) {
    return has_number(reader, one.card.phone, e164);
  });
  if (is_department) party.party.kind = PartyKind::department;
}

/// The next of the call's. Nobody is brought into a call in which nobody talks.
CallPartyRow next_party(Transaction& tx, const CallRow& row, Instant at) {
  KEPT_CHECK(row.interaction.has_value());
  CallPartyRow party;
  party.call = row.call.id;
  party.number = static_cast<int>(tx.telephone().parties().parties_of({row.call.id}).size()) + 1;
  party.talk = *row.interaction;
  party.party.asked_at = at;
  return party;
}

/// Whoever is asked now: this colleague, or without one somebody at a number.
std::optional<CallPartyRow> asked_party(Transaction& tx, const CallRow& row,
                                        std::optional<domain::StaffId> colleague) {
  const auto all = tx.telephone().parties().parties_of({row.call.id});
  const auto last_first = std::ranges::reverse_view(all);
  const auto found = std::ranges::find_if(last_first, [&](const CallPartyRow& one) {
    if (!one.party.is_asked() || one.at_console != colleague.has_value()) return false;
    return !colleague || one.staff == colleague;
  });
  if (found == last_first.end()) return std::nullopt;
  return *found;
}

void save(Transaction& tx, const CallPartyRow& party) {
  tx.telephone_writer().party_writer().save(party);
}

void is_gone(Transaction& tx, std::optional<CallPartyRow> party, Instant at,
             std::optional<NotCome> why) {
  if (!party) return;
  domain::leaves(party->party, at, why);
  save(tx, *party);
}

CallPartyRow at_number(Transaction& tx, const CallRow& row, const std::optional<std::string>& phone,
                       Instant at) {
  CallPartyRow party = next_party(tx, row, at);
  party.phone = phone;
  if (phone) look_up(tx, *phone, party);
  return party;
}

CallPartyRow at_console(Transaction& tx, const CallRow& row, domain::StaffId staff, Instant at) {
  CallPartyRow party = next_party(tx, row, at);
  party.at_console = true;
  party.staff = staff;
  if (const auto member = tx.staff_member(staff)) party.party.kind = kind_of(*member);
  return party;
}

}  // namespace

void ask_third(Transaction& tx, CallRow& row, const std::string& phone) {
  row.third = phone;
  save(tx, at_number(tx, row, phone, tx.now()));
}

void third_answers(Transaction& tx, const CallRow& row, Instant at,
                   const std::optional<std::string>& phone) {
  auto party = asked_party(tx, row, std::nullopt);
  if (!party) party = at_number(tx, row, row.third ? row.third : phone, at);
  domain::answers(party->party, at);
  save(tx, *party);
}

void take_third_back(Transaction& tx, const CallRow& row) {
  auto party = asked_party(tx, row, std::nullopt);
  if (!party || party->party.answered_at) return;
  party->party.not_come = NotCome::taken_back;
  save(tx, *party);
}

void third_leaves(Transaction& tx, CallRow& row, Instant at, std::optional<NotCome> why) {
  row.third.reset();
  is_gone(tx, asked_party(tx, row, std::nullopt), at, why);
}

bool rang_in_vain(Transaction& tx, const CallRow& row, const Rung& whom, Instant at,
                  std::optional<NotCome> why) {
  const auto all = tx.telephone().parties().parties_of({row.call.id});
  const bool is_known = std::ranges::any_of(all, [&](const CallPartyRow& one) {
    const bool is_same = whom.colleague ? one.at_console && one.staff == whom.colleague
                                        : !one.at_console && one.phone == whom.phone;
    return is_same && one.party.left_at && *one.party.left_at > one.party.asked_at &&
           at - *one.party.left_at < kToldWithin;
  });
  if (is_known) return false;
  CallPartyRow party = whom.colleague ? at_console(tx, row, *whom.colleague, at)
                                      : at_number(tx, row, whom.phone, at);
  domain::leaves(party.party, at, why);
  save(tx, party);
  return true;
}

void ask_colleague(Transaction& tx, CallRow& row, domain::StaffId staff) {
  row.colleague = ConsultedRow{staff, tx.now()};
  save(tx, at_console(tx, row, staff, tx.now()));
}

void colleague_answers(Transaction& tx, CallRow& row, domain::StaffId staff, Instant at) {
  if (!row.colleague) row.colleague = ConsultedRow{staff, at};
  row.colleague->accepted = true;
  auto party = asked_party(tx, row, staff);
  if (!party) party = at_console(tx, row, staff, at);
  domain::answers(party->party, at);
  save(tx, *party);
}

void let_colleague_go(Transaction& tx, CallRow& row, Instant at, std::optional<NotCome> why) {
  if (!row.colleague) return;
  const domain::StaffId staff = row.colleague->staff;
  make_idle(tx, staff);
  row.colleague.reset();
  is_gone(tx, asked_party(tx, row, staff), at, why);
}

void everybody_leaves(Transaction& tx, CallRow& row, Instant at) {
  let_colleague_go(tx, row, at, NotCome::call_over);
  // The call keeps whom it asked last.
  is_gone(tx, asked_party(tx, row, std::nullopt), at, NotCome::call_over);
}

Result<Done> note_interpreter(Transaction& tx, const Principal& who, domain::InteractionId talk,
                              const InterpreterNote& note) {
  const auto row = tx.interaction(talk);
  if (!row) return base::not_found("interaction.unknown", "There is no such conversation.");
  if (row->staff != who.staff) {
    return base::forbidden("interaction.not_yours", "That conversation is somebody else's.");
  }
  if (row->ended_at) return base::conflict("interaction.ended", "That conversation has ended.");
  auto parties = tx.telephone().parties().parties_in(talk);
  const auto found = std::ranges::find_if(parties, [&](const CallPartyRow& one) {
    return one.number == note.number && one.party.kind == PartyKind::interpreter;
  });
  if (found == parties.end()) {
    return base::invalid("/party", "party.unknown", "No such interpreter was in that call.");
  }
  found->interpreter_id = note.id;
  found->language = note.language;
  save(tx, *found);
  return Done{};
}

}  // namespace kept::desk
