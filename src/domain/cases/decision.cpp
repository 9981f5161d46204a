#include "domain/cases/decision.h"

#include <algorithm>

#include "domain/cases/due_times.h"
#include "domain/cases/obligations.h"
#include "domain/cases/routing.h"
#include "domain/cases/telling.h"

namespace kept::domain {
namespace {

bool all_reached_in_vain(const Case& state) {
  return std::all_of(state.told.begin(), state.told.end(), [](const Told& told) {
    return told.how == ToldHow::policy_exhausted || told.how == ToldHow::no_channel;
  });
}

void owe_follow_up(Decision& decision) {
  const Case& state = decision.state();
  const Context& context = decision.context();
  FollowUpOwed owed;
  owed.id = decision.next_id();
  owed.contact = *state.reporter;
  owed.by_message =
      state.follow_up_policy == FollowUpPolicy::message && context.can_be_written_to(owed.contact);
  const base::Instant same_time = working_days_later(context, state.first_operator, context.now,
                                                     context.policy.follow_up_working_days);
  const StaffId there = context.people.acting_for(state.first_operator, same_time);
  owed.due = due_in_calling_hours(context, there, same_time);
  owed.owner = context.people.acting_for(state.first_operator, owed.due);
  if (owed.owner != state.first_operator) owed.covering_for = state.first_operator;
  decision.happen(owed);
}

/// Everybody has heard; what is left is the check, then the end.
void settle_told(Decision& decision) {
  const Case& state = decision.state();
  if (!obligations(state).empty()) return;
  if (state.told.empty() || all_reached_in_vain(state)) {
    const bool nobody = std::none_of(state.told.begin(), state.told.end(), [](const Told& told) {
      return told.how == ToldHow::policy_exhausted;
    });
    decision.happen(CaseClosed{nobody ? CloseReason::nobody_to_tell : CloseReason::unreachable});
  } else if (state.follow_up_policy == FollowUpPolicy::none || state.checked || !state.reporter ||
             !state.reporter_reachable) {
    decision.happen(CaseClosed{CloseReason::told_and_checked});
  } else {
    owe_follow_up(decision);
  }
}

void settle_resolved(Decision& decision) {
  for (const ContactId contact : must_hear(decision.state())) {
    const Case& state = decision.state();
    if (state.was_told(contact)) continue;
    if (!is_reachable(state, contact)) {
      decision.happen(ResidentTold{contact, ToldHow::no_channel, {}});
      continue;
    }
    const auto owed = obligations(state);
    const bool somebody_will_call =
        std::any_of(owed.begin(), owed.end(), [&](const Obligation& duty) {
          return duty.contact == contact &&
                 (duty.kind == DutyKind::promise || duty.kind == DutyKind::contact_attempts);
        });
    if (somebody_will_call) continue;
    const Context& context = decision.context();
    const base::Instant due =
        working_time_later(context, state.first_operator, context.now, context.policy.tell_within);
    decision.happen(AttemptsOwed{decision.next_id(), contact,
                                 context.people.acting_for(state.first_operator, due), due});
  }
  if (everybody_heard(decision.state())) settle_told(decision);
}

void settle_open(Decision& decision) {
  const Case& state = decision.state();
  if (!obligations(state).empty()) return;
  const Context& context = decision.context();
  const base::Instant due = working_time_later(context, state.first_operator, context.now,
                                               context.policy.question_target);
  decision.happen(
      TargetSet{decision.next_id(), context.people.acting_for(state.first_operator, due), due});
}

}  // namespace

void Decision::happen_at(base::Instant occurred_at, Event what) {
  EventRecord record;
  record.seq = state_.version + 1;
  record.who = context_.who;
  record.origin = context_.origin;
  record.occurred_at = occurred_at;
  record.recorded_at = context_.now;
  record.what = std::move(what);
  apply(state_, record);
  events_.push_back(std::move(record));
}

void settle(Decision& decision) {
  const Case& state = decision.state();
  if (state.historic || state.state == CaseState::closed) return;
  if (state.state == CaseState::resolved) {
    settle_resolved(decision);
  } else {
    settle_open(decision);
  }
  cover_absences(decision);
}

}  // namespace kept::domain
