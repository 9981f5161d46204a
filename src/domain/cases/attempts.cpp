#include "domain/cases/attempts.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "domain/cases/due_times.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Instant;
using base::Result;

int local_day(const Context& context, Instant at) {
  return static_cast<int>(
      std::chrono::sys_days(context.zone.to_local(at).date).time_since_epoch().count());
}

/// 1, 2, 3 … for the policy's spans; 0 outside them, where an attempt counts but spreads nothing.
int span_of(const Context& context, Instant at) {
  const auto hour =
      std::chrono::duration_cast<std::chrono::hours>(context.zone.to_local(at).time_of_day).count();
  const auto& spans = context.policy.spans;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (hour >= spans[i].from_hour && hour < spans[i].until_hour) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::set<int> spans_tried(const std::vector<Attempt>& attempts) {
  std::set<int> spans;
  for (const Attempt& attempt : attempts) {
    if (attempt.span > 0) spans.insert(attempt.span);
  }
  return spans;
}

bool is_exhausted(const Policy& policy, const std::vector<Attempt>& attempts) {
  std::set<int> tried;
  for (const Attempt& attempt : attempts) tried.insert(attempt.local_day);
  return static_cast<int>(attempts.size()) >= policy.attempts &&
         static_cast<int>(tried.size()) >= policy.attempt_days &&
         static_cast<int>(spans_tried(attempts).size()) >= policy.attempt_spans;
}

/// The same time on the next working day; but while too few parts of the day were tried, the middle
/// of another part, or calling when it is due would go on for ever in the same one.
Instant next_day_due(const Context& context, StaffId owner, const std::vector<Attempt>& attempts) {
  const Policy& policy = context.policy;
  const Instant same_time = working_days_later(context, owner, context.now, 1);
  const std::set<int> tried = spans_tried(attempts);
  const bool spread = static_cast<int>(tried.size()) >= policy.attempt_spans;
  if (spread || !tried.contains(span_of(context, same_time))) return same_time;
  const base::Date day = context.zone.to_local(same_time).date;
  for (std::size_t i = 0; i < policy.spans.size(); ++i) {
    if (tried.contains(static_cast<int>(i) + 1)) continue;
    const std::chrono::minutes ends(60 * (policy.spans[i].from_hour + policy.spans[i].until_hour));
    return context.zone.to_instant({day, ends / 2}).instant;
  }
  return same_time;
}

/// The next try belongs into a later part of this day, or into the next working day.
Instant next_attempt_due(const Context& context, StaffId owner,
                         const std::vector<Attempt>& attempts) {
  const int day = local_day(context, context.now);
  const auto today = std::count_if(attempts.begin(), attempts.end(), [&](const Attempt& attempt) {
    return attempt.local_day == day;
  });
  if (today < 2) {
    const base::LocalTime now = context.zone.to_local(context.now);
    for (const AttemptSpan& span : context.policy.spans) {
      const auto from = std::chrono::hours(span.from_hour);
      if (from <= now.time_of_day) continue;
      return context.zone.to_instant({now.date, std::chrono::hours(span.until_hour)}).instant;
    }
  }
  return next_day_due(context, owner, attempts);
}

/// What is owed in writing keeps its time: an attempt to call beside it hastens neither the message
/// nor the silence that would end the case.
std::optional<Instant> due_in_writing(const Case& state, DutyKind kind) {
  if (kind != DutyKind::follow_up || !state.open_follow_up()->by_message) return std::nullopt;
  return state.open_follow_up()->due;
}

void attempt_in_vain(Decision& decision, const Conversation& talk, DutyKind kind, DutyId id,
                     StaffId owner, const std::vector<Attempt>& before, AttemptResult result) {
  const Context& context = decision.context();
  AttemptMade made{kind,
                   id,
                   talk.contact,
                   talk.id,
                   result,
                   local_day(context, context.now),
                   span_of(context, context.now),
                   {}};
  std::vector<Attempt> all = before;
  all.push_back({talk.id, result, made.local_day, made.span});
  made.next_due =
      due_in_writing(decision.state(), kind).value_or(next_attempt_due(context, owner, all));
  decision.happen(made);
  if (!is_exhausted(context.policy, all)) return;
  decision.happen(AttemptsExhausted{kind, id, talk.contact});
  if (decision.state().outcome && !decision.state().was_told(talk.contact)) {
    decision.happen(ResidentTold{talk.contact, ToldHow::policy_exhausted, {}});
  }
}

/// Who cannot be reached for one thing cannot be reached for the other (a late promise, an
/// apology), and in the end all are given up: there is one series for each contact.
void attempt_beside(Decision& decision, const Conversation& talk, ContactId contact, StaffId owner,
                    AttemptResult result) {
  const Case before = decision.state();
  if (const AttemptSeries* open = before.open_series(contact)) {
    attempt_in_vain(decision, talk, DutyKind::contact_attempts, open->id, open->owner,
                    open->attempts, result);
    return;
  }
  const DutyId series = decision.next_id();
  decision.happen(
      AttemptsOwed{series, contact, owner, next_attempt_due(decision.context(), owner, {})});
  attempt_in_vain(decision, talk, DutyKind::contact_attempts, series, owner, {}, result);
}

/// An attempt by the due instant that did not reach the resident: the contact policy takes over.
void promise_unreached(Decision& decision, const Conversation& talk, const Promise& promise,
                       AttemptResult result) {
  decision.happen(PromiseUnreached{promise.id});
  attempt_beside(decision, talk, promise.beneficiary, promise.owner, result);
}

bool is_owed(const Case& state, DutyKind kind, DutyId id) {
  const auto owed = obligations(state);
  return std::any_of(owed.begin(), owed.end(),
                     [&](const Obligation& duty) { return duty.kind == kind && duty.id == id; });
}

/// What was kept, told, said or met in a conversation, and does not hold when that reached nobody.
/// What a case was joined with stays: nobody is told anything on it any more.
bool rests_on(const Case& state, InteractionId talk) {
  const auto was = [&](const auto& in) { return in == talk; };
  return std::ranges::any_of(state.promises,
                             [&](const Promise& one) { return one.rests_on(talk); }) ||
         (!state.joined_to && (std::ranges::any_of(state.told, was, &Told::interaction) ||
                               std::ranges::any_of(state.apologies, was, &Apology::given_in) ||
                               std::ranges::any_of(state.series, was, &AttemptSeries::met_in)));
}

/// The promise that this call was dialled for, and seemed to keep.
const Promise* kept_by_dialling(const Case& state, const Conversation& talk) {
  const auto found = std::ranges::find_if(state.promises, [&](const Promise& one) {
    return one.state == PromiseState::kept && one.rests_on(talk.id) && one.dialled == talk.id;
  });
  return found == state.promises.end() ? nullptr : &*found;
}

Result<Done> attempt_for_promise(Decision& decision, const Conversation& talk, DutyId id,
                                 AttemptResult result) {
  const Promise promise = *decision.state().find_promise(id);
  if (!talk.to_promised_number) {
    const Context& context = decision.context();
    decision.happen(AttemptMade{DutyKind::promise, id, talk.contact, talk.id, result,
                                local_day(context, context.now), span_of(context, context.now),
                                promise.due.instant});
    return Done{};
  }
  if (decision.now() <= promise.due.instant && promise.state == PromiseState::made) {
    promise_unreached(decision, talk, promise, result);
    return Done{};
  }
  catch_up(decision);
  attempt_beside(decision, talk, promise.beneficiary, promise.owner, result);
  return Done{};
}

}  // namespace

bool is_contact(AttemptResult result) {
  return result == AttemptResult::connected || result == AttemptResult::refused;
}

Result<Done> record_attempt(Decision& decision, const Conversation& talk, DutyKind kind, DutyId id,
                            AttemptResult result) {
  const auto owed = obligations(decision.state());
  const auto duty = std::find_if(owed.begin(), owed.end(), [&](const Obligation& candidate) {
    return candidate.kind == kind && candidate.id == id;
  });
  if (duty == owed.end()) {
    return base::conflict("obligation.discharged", "What this call was for is no longer owed.");
  }
  if (is_contact(result)) {
    if (kind != DutyKind::follow_up) contact_was_made(decision, talk);
    if (result == AttemptResult::refused) waive_apologies(decision, talk);
    return Done{};
  }
  if (kind == DutyKind::promise) return attempt_for_promise(decision, talk, id, result);
  const Case& state = decision.state();
  if (kind == DutyKind::contact_attempts) {
    const auto series = std::find_if(state.series.begin(), state.series.end(),
                                     [&](const AttemptSeries& one) { return one.id == id; });
    attempt_in_vain(decision, talk, kind, id, series->owner, std::vector<Attempt>(series->attempts),
                    result);
  } else if (kind == DutyKind::follow_up) {
    const FollowUp follow_up = *state.open_follow_up();
    attempt_in_vain(decision, talk, kind, id, follow_up.owner, follow_up.attempts, result);
  } else {
    attempt_beside(decision, talk, talk.contact, duty->owner, result);
  }
  return Done{};
}

void waive_apologies(Decision& decision, const Conversation& talk) {
  for (const Obligation& duty : obligations(decision.state())) {
    const bool is_to_them = duty.kind == DutyKind::apology && duty.contact == talk.contact;
    if (is_to_them) decision.happen(ApologyWaived{duty.id, talk.id});
  }
}

bool withdraw_contact(Decision& decision, const Conversation& talk,
                      const std::optional<DutyRef>& duty, AttemptResult result) {
  const Case before = decision.state();
  const auto is_still_owed = [&] {
    return duty && is_owed(decision.state(), duty->kind, duty->id);
  };
  if (!rests_on(before, talk.id) && !is_still_owed()) return false;
  if (before.state == CaseState::closed) {
    decision.happen(CaseReopened{ReopenReason::staff, {}});
  }
  decision.happen(ContactWithdrawn{talk.id, true});
  // One call is one attempt, however much it seemed to keep. It was made for one promise: what was
  // promised besides is owed as it was before.
  const Promise* dialled = kept_by_dialling(before, talk);
  if (dialled != nullptr && talk.to_promised_number) {
    promise_unreached(decision, talk, *dialled, result);
  } else if (is_still_owed()) {
    KEPT_CHECK(record_attempt(decision, talk, duty->kind, duty->id, result).ok());
  }
  catch_up(decision);
  return true;
}

void resident_called(Decision& decision, const Conversation& talk) {
  can_be_reached(decision, talk);
  const Case before = decision.state();
  for (const Promise& promise : before.promises) {
    if (promise.state == PromiseState::made && promise.beneficiary == talk.contact &&
        promise.owner == talk.staff && can_keep(promise, talk) &&
        *talk.answered_at <= promise.due.instant) {
      keep_by_contact(decision, promise.id, talk);
    }
  }
}

}  // namespace kept::domain
