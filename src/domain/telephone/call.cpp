#include "domain/telephone/call.h"

#include "base/check.h"

namespace kept::domain {
namespace {

/// Also who was spoken with, and waits or rings for somebody again.
bool hears_music(const Call& call, CallState state) {
  const bool waits =
      state == CallState::waiting || state == CallState::offered || state == CallState::connecting;
  return state == CallState::held || state == CallState::consulting || (waits && call.answered_at);
}

/// The time on hold is added up, whatever it was for.
void count_hold(Call& call, CallState to, base::Instant at) {
  if (hears_music(call, to)) {
    if (!call.held_at) call.held_at = at;
  } else if (call.held_at) {
    call.held += at - *call.held_at;
    call.held_at.reset();
  }
}

/// Goes back to who passed it on, on hold; else to its place in the queue.
void give_back(Call& call, base::Instant at) {
  call.passed_by.push_back(*call.agent);
  call.agent.reset();
  call.offered_at.reset();
  if (!call.handed_by) return;
  call.agent = call.handed_by;
  call.handed_by.reset();
  call.state = CallState::held;
  count_hold(call, CallState::held, at);
}

}  // namespace

base::Result<base::Done> step(Call& call, CallStep step, base::Instant at,
                              std::optional<StaffId> agent) {
  const CallEdge* edge = call_edge(step, call.state);
  if (edge == nullptr) {
    return base::conflict("call.no_such_step", "The call is not in a state for that.");
  }
  const bool begins = step == CallStep::offered || step == CallStep::answered;
  if (begins && !agent && !call.agent) {
    return base::invalid("/agent", "call.agent_missing", "Say whose call it is.");
  }
  const bool was_up = call.state == CallState::talking || call.state == CallState::held;
  if (step == CallStep::offered) {
    // One that is sent on while it rings still comes back to who passed it.
    if (was_up) call.handed_by = call.agent;
    call.offered_at = at;
  }
  if (begins && agent) call.agent = agent;
  call.state = edge->to;
  count_hold(call, edge->to, at);
  switch (step) {
    case CallStep::queued:
      call.queued_at = at;
      break;
    case CallStep::answered:
      if (!call.answered_at) call.answered_at = at;
      call.handed_by.reset();
      break;
    case CallStep::declined:
    case CallStep::unanswered:
    case CallStep::taken_back:
      give_back(call, at);
      break;
    case CallStep::transferred:
    case CallStep::unheard:
      call.agent.reset();
      break;
    default:
      break;
  }
  return base::Done{};
}

void end(Call& call, CallEnding ending, base::Instant at) {
  KEPT_CHECK(call.is_up());
  count_hold(call, CallState::ended, at);
  call.state = CallState::ended;
  call.ended_at = at;
  call.ending = ending;
  call.handed_by.reset();
}

base::Duration talked(const Call& call, base::Instant now) {
  if (!call.answered_at) return base::Duration{0};
  return call.ended_at.value_or(now) - *call.answered_at;
}

}  // namespace kept::domain
