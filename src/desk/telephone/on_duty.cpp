#include "desk/telephone/on_duty.h"

#include <algorithm>
#include <set>

#include "desk/telephone/call_work.h"
#include "desk/telephone/recording.h"
#include "desk/telephone/run_queue.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Result;
using domain::CallState;

/// What somebody has passed on does not come back to an empty desk, and nobody listens there.
void let_go(Transaction& tx, domain::StaffId staff) {
  for (CallRow& row : tx.telephone_writer().calls_up()) {
    if (row.listener == staff) {
      command(tx, row, {Control::stop_listening, staff});
      stop_hearing_live(tx, row, tx.now());
    }
    if (row.call.handed_by != staff) continue;
    row.call.handed_by.reset();
    tx.telephone_writer().save(row);
  }
}

OperatorStanding standing_of(const DutyRow& duty, const std::vector<CallRow>& up,
                             bool in_conversation, std::optional<base::Instant> promise_due,
                             const domain::QueueRules& rules, base::Instant now) {
  OperatorStanding standing{duty, Standing::off, duty.since, {}, {}};
  const auto mine = std::ranges::find_if(up, [&](const CallRow& row) {
    return row.call.agent == duty.staff || row.call.handed_by == duty.staff;
  });
  const auto asks = std::ranges::find_if(
      up, [&](const CallRow& row) { return row.colleague && row.colleague->staff == duty.staff; });
  if (mine != up.end()) {
    const domain::Call& call = mine->call;
    const bool rings = call.state == CallState::offered && call.agent == duty.staff;
    standing.call = call.id;
    standing.standing = rings ? Standing::ringing : Standing::talking;
    standing.since = rings ? *call.offered_at : call.answered_at.value_or(call.arrived_at);
  } else if (asks != up.end()) {
    standing.call = asks->call.id;
    standing.standing = asks->colleague->accepted ? Standing::talking : Standing::ringing;
    standing.since = asks->colleague->since;
  } else if (in_conversation && !(duty.duty == Duty::not_ready && duty.reason == kNoSound)) {
    standing.standing = Standing::wrapping_up;
  } else if (const auto heard = std::ranges::find_if(
                 up, [&](const CallRow& row) { return row.listener == duty.staff; });
             heard != up.end()) {
    standing.standing = Standing::listening;
    standing.call = heard->call.id;
  } else if (duty.duty == Duty::ready) {
    const domain::Ready ready{duty.staff, {}, {}, duty.idle_since, promise_due};
    const bool kept_free = domain::is_kept_free(ready, rules, now);
    standing.standing = kept_free ? Standing::kept_free : Standing::ready;
    standing.since = duty.idle_since;
    if (kept_free) standing.promise_due = promise_due;
  } else if (duty.duty == Duty::not_ready) {
    standing.standing = Standing::not_ready;
  }
  return standing;
}

}  // namespace

bool rings_for_311(const TelephoneRow& set_up, const domain::StaffMember& member) {
  return member.role == domain::Role::operator_ || member.role == domain::Role::supervisor ||
         std::ranges::any_of(set_up.operators,
                             [&](const SkillsRow& one) { return one.staff == member.id; });
}

Result<Done> set_duty(Transaction& tx, const Principal& who, Duty duty, const std::string& reason) {
  if (auto allowed = require(who, Action::talk); !allowed.ok()) return allowed;
  const auto set_up = tx.telephone().set_up();
  if (!set_up) {
    return base::refused("telephone.not_in_use", "This city has no telephone here.", "/duty");
  }
  const bool known = std::ranges::any_of(set_up->reasons,
                                         [&](const NotReadyRow& one) { return one.key == reason; });
  if (duty == Duty::not_ready && !known && reason != kNoSound) {
    return base::invalid("/reason", "duty.reason_unknown", "Say why, with one of the reasons.");
  }
  if (duty != Duty::not_ready && !reason.empty()) {
    return base::invalid("/reason", "duty.reason_needless",
                         "Only who is not ready has a reason for it.");
  }
  if (duty != Duty::ready) let_ring_elsewhere(tx, who.staff);
  if (duty == Duty::off) let_go(tx, who.staff);
  tx.telephone_writer().save(DutyRow{who.staff, duty, reason, tx.now(), tx.now()});
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

Result<Done> leave_duty(Transaction& tx, domain::StaffId staff) {
  silence(tx, staff);
  const auto duties = tx.telephone().duties();
  const bool on_duty = std::ranges::any_of(
      duties, [&](const DutyRow& row) { return row.staff == staff && row.duty != Duty::off; });
  if (!on_duty) return Done{};
  return set_duty(tx, principal_of(tx, staff), Duty::off, "");
}

std::vector<OperatorStanding> standings(Reader& reader, domain::StaffId who) {
  const auto set_up = reader.telephone().set_up();
  if (!set_up) return {};
  auto duties = reader.telephone().duties();
  std::erase_if(duties,
                [&](const DutyRow& row) { return row.duty == Duty::off && row.staff != who; });
  const bool has_own =
      std::ranges::any_of(duties, [&](const DutyRow& row) { return row.staff == who; });
  if (!has_own) duties.push_back({who, Duty::off, "", {}, {}});
  const auto up = reader.telephone().calls_up();
  const auto talking = reader.telephone().in_conversation();
  const auto promises = reader.telephone().promises_due();
  std::vector<OperatorStanding> all;
  for (const DutyRow& duty : duties) {
    const bool in_conversation = std::ranges::find(talking, duty.staff) != talking.end();
    const auto due = promises.find(duty.staff);
    all.push_back(standing_of(
        duty, up, in_conversation,
        due == promises.end() ? std::nullopt : std::optional<base::Instant>(due->second),
        set_up->rules, reader.now()));
  }
  return all;
}

}  // namespace kept::desk
