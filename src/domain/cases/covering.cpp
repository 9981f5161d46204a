#include "domain/cases/covering.h"

#include <algorithm>

#include "domain/cases/obligations.h"
#include "domain/cases/routing.h"

namespace kept::domain {
namespace {

bool was_dialled(const Case& state, const Obligation& duty) {
  if (duty.kind != DutyKind::promise) return false;
  const Promise* promise = state.find_promise(duty.id);
  return promise != nullptr && promise->dialled.has_value();
}

}  // namespace

int move_duties(Decision& decision, StaffId absent, base::Instant from, base::Instant until,
                MoveReason reason) {
  int moved = 0;
  for (const Obligation& duty : obligations(decision.state())) {
    const base::Instant needed = std::max(duty.due, decision.now());
    if (duty.owner != absent || needed < from || needed >= until) continue;
    const StaffId cover = who_acts(decision, absent, needed);
    if (cover == absent) continue;
    const StaffId promised = duty.covering_for.value_or(absent);
    const auto covering_for =
        reason == MoveReason::disabled ? std::optional<StaffId>{} : std::optional(promised);
    decision.happen(DutyMoved{duty.kind, duty.id, cover, covering_for, reason});
    ++moved;
  }
  return moved;
}

int bring_back(Decision& decision, StaffId returned) {
  int moved = 0;
  for (const Obligation& duty : obligations(decision.state())) {
    const base::Instant needed = std::max(duty.due, decision.now());
    if (duty.covering_for != returned || was_dialled(decision.state(), duty)) continue;
    if (!decision.context().people.is_there(returned, needed)) continue;
    decision.happen(DutyMoved{duty.kind, duty.id, returned, {}, MoveReason::back});
    ++moved;
  }
  return moved;
}

}  // namespace kept::domain
