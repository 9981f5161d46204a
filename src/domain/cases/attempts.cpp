#include "domain/cases/attempts.h"

#include <algorithm>
#include <set>

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

/// An attempt by the due instant that did not reach the resident: the contact policy takes over.
void promise_unreached(Decision& decision, const Conversation& talk, const Promise& promise,
                       AttemptResult result) {
  const Context& context = decision.context();
  decision.happen(PromiseUnreached{promise.id});
  const DutyId series = decision.next_id();
  decision.happen(AttemptsOwed{series, promise.beneficiary, promise.owner,
                               next_attempt_due(context, promise.owner, {})});
  attempt_in_vain(decision, talk, DutyKind::contact_attempts, series, promise.owner, {}, result);
}

/// What is owed beside the series (a late promise, an apology) counts in it too: who cannot be
/// reached for one cannot be reached for the other, and in the end both are given up.
void attempt_beside(Decision& decision, const Conversation& talk, StaffId owner,
                    AttemptResult result) {
  const Case before = decision.state();
  const auto open =
      std::find_if(before.series.begin(), before.series.end(), [&](const AttemptSeries& one) {
        return one.contact == talk.contact && !one.met && !one.exhausted;
      });
  if (open != before.series.end()) {
    attempt_in_vain(decision, talk, DutyKind::contact_attempts, open->id, open->owner,
                    open->attempts, result);
    return;
  }
  const DutyId series = decision.next_id();
  decision.happen(
      AttemptsOwed{series, talk.contact, owner, next_attempt_due(decision.context(), owner, {})});
  attempt_in_vain(decision, talk, DutyKind::contact_attempts, series, owner, {}, result);
}

bool is_owed(const Case& state, DutyKind kind, DutyId id) {
  const auto owed = obligations(state);
  return std::any_of(owed.begin(), owed.end(),
                     [&](const Obligation& duty) { return duty.kind == kind && duty.id == id; });
}

/// What was told, said or met in a conversation, and does not hold when that reached nobody.
bool rests_on(const Case& state, InteractionId talk) {
  return std::any_of(state.told.begin(), state.told.end(),
                     [&](const Told& one) { return one.interaction == talk; }) ||
         std::any_of(state.apologies.begin(), state.apologies.end(),
                     [&](const Apology& one) { return one.given_in == talk; }) ||
         std::any_of(state.series.begin(), state.series.end(),
                     [&](const AttemptSeries& one) { return one.met_in == talk; });
}

Result<Done> attempt_for_promise(Decision& decision, const Conversation& talk, DutyId id,
                                 AttemptResult result) {
  const Promise promise = *decision.state().find_promise(id);
  if (is_contact(result)) {
    contact_was_made(decision, talk);
    return Done{};
  }
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
  attempt_beside(decision, talk, promise.owner, result);
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
  if (kind == DutyKind::promise) return attempt_for_promise(decision, talk, id, result);
  if (is_contact(result)) {
    if (kind != DutyKind::follow_up) contact_was_made(decision, talk);
    // Nobody can be made to hear an apology, and calling them again and again makes none.
    if (kind == DutyKind::apology && result == AttemptResult::refused) {
      decision.happen(ApologyWaived{id, talk.id});
    }
    return Done{};
  }
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
    attempt_beside(decision, talk, duty->owner, result);
  }
  return Done{};
}

Result<Done> withdraw_contact(Decision& decision, const Conversation& talk, DutyKind kind,
                              DutyId id, AttemptResult result) {
  const Case before = decision.state();
  const auto is_taken_back = [&](const Promise& one) { return one.rests_on(talk.id); };
  const auto first = std::ranges::find_if(before.promises, is_taken_back);
  const bool takes_promise_back = first != before.promises.end();
  const bool is_something =
      takes_promise_back || is_owed(before, kind, id) || rests_on(before, talk.id);
  if (!is_something || (before.joined_to && !takes_promise_back)) {
    return base::conflict("interaction.nothing_to_withdraw",
                          "This call kept nothing that could be taken back.");
  }
  if (before.state == CaseState::closed) {
    decision.happen(CaseReopened{ReopenReason::staff, {}});
  }
  decision.happen(ContactWithdrawn{talk.id});
  if (!takes_promise_back) {
    if (!is_owed(decision.state(), kind, id)) return Done{};
    return record_attempt(decision, talk, kind, id, result);
  }
  bool is_counted = false;  // one call is one attempt, however much it was for
  for (const Promise& promise : before.promises) {
    if (!is_taken_back(promise) || promise.state != PromiseState::kept) continue;
    if (is_counted) {
      decision.happen(PromiseUnreached{promise.id});
    } else {
      promise_unreached(decision, talk, promise, result);
    }
    is_counted = true;
  }
  if (!is_counted) attempt_beside(decision, talk, first->owner, result);
  return Done{};
}

void resident_called(Decision& decision, const Conversation& talk) {
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
