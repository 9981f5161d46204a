#include "domain/cases/routing.h"

#include <algorithm>

#include "domain/cases/obligations.h"

namespace kept::domain {

std::optional<StaffId> complained_about(const Case& state) {
  return state.kind == CaseKind::complaint ? state.about_staff : std::nullopt;
}

bool is_barred(const Directory& people, std::optional<StaffId> about, StaffId candidate) {
  return about && (candidate == *about || people.reports_to(candidate, *about));
}

bool is_barred(const Decision& decision, StaffId candidate) {
  return is_barred(decision.context().people, complained_about(decision.state()), candidate);
}

StaffId who_acts(const Decision& decision, StaffId owner, base::Instant at) {
  const Directory& people = decision.context().people;
  const StaffId acting = people.acting_for(owner, at);
  if (!is_barred(decision, acting)) return acting;
  const StaffMember* about = people.find(*decision.state().about_staff);
  if (about != nullptr && about->manager) {
    const StaffId above = people.acting_for(*about->manager, at);
    if (!is_barred(decision, above)) return above;
  }
  for (const StaffMember& member : people.staff()) {
    if (member.role == Role::supervisor && member.active && !is_barred(decision, member.id)) {
      return member.id;
    }
  }
  return people.duty_supervisor(at);
}

namespace {

/// Whether what is due then is left alone by its owner, who is active. What is late waits over a
/// day off, but not for somebody who is entered as absent.
bool is_left_alone(const StaffMember& owner, base::Instant due, base::Instant now) {
  return due > now ? owner.plan.is_away(due) : owner.plan.is_absent(now);
}

}  // namespace

void cover_absences(Decision& decision) {
  const Directory& people = decision.context().people;
  for (const Obligation& duty : obligations(decision.state())) {
    const StaffMember* owner = people.find(duty.owner);
    // A denied promise comes back to its owner, who may have left since.
    const bool has_left = owner == nullptr || !owner->active;
    const base::Instant needed = std::max(duty.due, decision.now());
    if (!has_left && !is_left_alone(*owner, duty.due, decision.now())) continue;
    const StaffId cover = who_acts(decision, duty.owner, needed);
    if (cover == duty.owner) continue;
    if (has_left) {
      decision.happen(DutyMoved{duty.kind, duty.id, cover, {}, MoveReason::disabled});
    } else {
      decision.happen(DutyMoved{duty.kind, duty.id, cover, duty.covering_for.value_or(duty.owner),
                                MoveReason::away});
    }
  }
}

}  // namespace kept::domain
