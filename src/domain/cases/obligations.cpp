#include "domain/cases/obligations.h"

#include <algorithm>
#include <tuple>

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::milliseconds;

bool is_owed(const Ask& ask) { return ask.state == AskState::asked; }
bool is_owed(const Apology& apology) { return apology.is_owed(); }
bool is_owed(const AttemptSeries& series) { return !series.met && !series.exhausted; }
bool is_owed(const FollowUp& follow_up) { return !follow_up.done && !follow_up.exhausted; }
bool is_owed(const PendingDecision& decision) { return !decision.made; }

template <typename Duty>
Obligation obligation(DutyKind kind, const Duty& duty, std::optional<ContactId> contact) {
  return {kind, duty.id, duty.owner, duty.covering_for, duty.due, contact};
}

/// The next reminder, when one is left.
template <typename Duty>
void remind(std::vector<Timer>& timers, DutyKind kind, const Duty& duty) {
  const auto sent = static_cast<std::size_t>(duty.reminders_sent);
  if (sent < duty.reminders.size()) {
    timers.push_back({duty.reminders[sent], TimerKind::remind, kind, duty.id});
  }
}

template <typename Duty>
void escalate(std::vector<Timer>& timers, DutyKind kind, const Duty& duty) {
  if (!duty.escalated) {
    timers.push_back({duty.due + milliseconds(1), TimerKind::overdue, kind, duty.id});
  }
}

void follow_up_timer(std::vector<Timer>& timers, const FollowUp& follow_up) {
  if (!follow_up.by_message) return escalate(timers, DutyKind::follow_up, follow_up);
  // While the message waits in the outbox, what comes of it is the outbox's to say.
  if (follow_up.message_queued && !follow_up.message_sent) return;
  const TimerKind kind =
      follow_up.message_sent ? TimerKind::close_on_silence : TimerKind::send_follow_up;
  timers.push_back({follow_up.due, kind, DutyKind::follow_up, follow_up.id});
}

/// A day after the next hop took it, a written outcome counts as told (rule 3).
void message_timer(std::vector<Timer>& timers, const Case& state, const Message& message) {
  const AttemptSeries* series = state.open_series(message.contact);
  if (message.state != MessageState::accepted || state.state != CaseState::resolved) return;
  if (series == nullptr || series->id != message.duty) return;
  timers.push_back({message.accepted_at + kMessageStandsAfter, TimerKind::message_stands,
                    DutyKind::contact_attempts, message.duty});
}

}  // namespace

std::vector<Obligation> obligations(const Case& state) {
  std::vector<Obligation> owed;
  if (state.historic || state.state == CaseState::closed) return owed;
  for (const Promise& promise : state.promises) {
    if (promise.is_owed()) {
      owed.push_back({DutyKind::promise, promise.id, promise.owner, promise.covering_for,
                      promise.due.instant, promise.beneficiary});
    }
  }
  for (const Apology& apology : state.apologies) {
    if (is_owed(apology)) owed.push_back(obligation(DutyKind::apology, apology, apology.contact));
  }
  for (const Ask& ask : state.asks) {
    if (is_owed(ask)) owed.push_back(obligation(DutyKind::ask, ask, {}));
  }
  for (const AttemptSeries& series : state.series) {
    if (is_owed(series)) {
      owed.push_back(obligation(DutyKind::contact_attempts, series, series.contact));
    }
  }
  for (const FollowUp& follow_up : state.follow_ups) {
    if (is_owed(follow_up)) {
      owed.push_back(obligation(DutyKind::follow_up, follow_up, follow_up.contact));
    }
  }
  for (const PendingDecision& decision : state.decisions) {
    if (is_owed(decision)) owed.push_back(obligation(DutyKind::decision, decision, {}));
  }
  if (state.target && state.state == CaseState::open) {
    owed.push_back(obligation(DutyKind::target, *state.target, state.reporter));
  }
  std::sort(owed.begin(), owed.end(), [](const Obligation& a, const Obligation& b) {
    return std::tie(a.due, a.id) < std::tie(b.due, b.id);
  });
  return owed;
}

std::vector<Timer> timers(const Case& state) {
  std::vector<Timer> timers;
  if (state.historic || state.state == CaseState::closed) return timers;
  for (const Promise& promise : state.promises) {
    if (promise.state != PromiseState::made) continue;
    remind(timers, DutyKind::promise, promise);
    timers.push_back({promise.due.instant + milliseconds(1), TimerKind::break_promise,
                      DutyKind::promise, promise.id});
  }
  for (const Ask& ask : state.asks) {
    if (!is_owed(ask)) continue;
    remind(timers, DutyKind::ask, ask);
    escalate(timers, DutyKind::ask, ask);
  }
  for (const Apology& apology : state.apologies) {
    if (is_owed(apology)) escalate(timers, DutyKind::apology, apology);
  }
  for (const AttemptSeries& series : state.series) {
    if (is_owed(series)) escalate(timers, DutyKind::contact_attempts, series);
  }
  for (const FollowUp& follow_up : state.follow_ups) {
    if (is_owed(follow_up)) follow_up_timer(timers, follow_up);
  }
  for (const PendingDecision& decision : state.decisions) {
    if (is_owed(decision)) escalate(timers, DutyKind::decision, decision);
  }
  if (state.target && state.state == CaseState::open) {
    escalate(timers, DutyKind::target, *state.target);
  }
  for (const Message& message : state.messages) message_timer(timers, state, message);
  std::sort(timers.begin(), timers.end(), [](const Timer& a, const Timer& b) {
    return std::tie(a.at, a.id, a.kind) < std::tie(b.at, b.id, b.kind);
  });
  return timers;
}

}  // namespace kept::domain
