#include "domain/cases/clockwork.h"

#include <algorithm>

#include "domain/cases/messages.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

/// Of several reminders that an outage swallowed only the last is sent.
template <typename Duty>
void remind(Decision& decision, DutyKind kind, const Duty& duty) {
  int last = duty.reminders_sent;
  for (auto i = static_cast<std::size_t>(last); i < duty.reminders.size(); ++i) {
    if (duty.reminders[i] <= decision.now()) last = static_cast<int>(i) + 1;
  }
  const int skipped = last - duty.reminders_sent - 1;
  decision.happen_at(duty.reminders[static_cast<std::size_t>(last) - 1],
                     ReminderSent{kind, duty.id, last, skipped});
}

void run(Decision& decision, const Timer& timer, const std::optional<Outage>& outage) {
  const Case& state = decision.state();
  switch (timer.kind) {
    case TimerKind::remind:
      if (timer.duty == DutyKind::promise) {
        remind(decision, timer.duty, *state.find_promise(timer.id));
      } else {
        remind(decision, timer.duty, *state.find_ask(timer.id));
      }
      break;
    case TimerKind::break_promise: {
      const base::Instant due = state.find_promise(timer.id)->due.instant;
      break_promise(decision, timer.id, late_because(outage, due), timer.at);
      break;
    }
    case TimerKind::overdue:
      decision.happen_at(timer.at, DutyOverdue{timer.duty, timer.id});
      break;
    case TimerKind::send_follow_up:
      follow_up_in_writing(decision, timer.id);
      break;
    case TimerKind::message_stands:
      told_in_writing(decision, timer.id);
      break;
    case TimerKind::close_on_silence:
      decision.happen(FollowUpDone{timer.id, true, {}, {}, {}});
      // What came up while we waited for an answer is still owed; then the case ends with that.
      if (obligations(decision.state()).empty()) {
        decision.happen(CaseClosed{CloseReason::silence});
      }
      break;
  }
}

}  // namespace

bool on_timer(Decision& decision, const Timer& timer, const std::optional<Outage>& outage) {
  const auto due = timers(decision.state());
  const bool stands = std::find(due.begin(), due.end(), timer) != due.end();
  if (!stands || timer.at > decision.now()) return false;
  run(decision, timer, outage);
  return true;
}

}  // namespace kept::domain
