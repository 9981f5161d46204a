#include "domain/cases/teamwork.h"

#include "domain/cases/obligations.h"
#include "domain/cases/routing.h"

namespace kept::domain {
namespace {

bool is_the_departments(const Case& state, const Obligation& duty) {
  if (duty.kind == DutyKind::target) return true;
  return duty.kind == DutyKind::ask && state.find_ask(duty.id)->department == state.department;
}

}  // namespace

base::Result<base::Done> give_to_team(Decision& decision, TeamId id) {
  const Case state = decision.state();
  const Team* team = decision.context().people.find(id);
  if (team == nullptr || team->department != state.department) {
    return base::invalid("/team", "team.other_department",
                         "That is no team of the department that has the case.");
  }
  if (state.state != CaseState::open) {
    return base::conflict("case.not_open", "The case is not open; reopen it first.");
  }
  if (state.team == id) {
    return base::conflict("team.has_it", "That team has the case already.");
  }
  decision.happen(TeamGiven{id});
  for (const Obligation& duty : obligations(state)) {
    if (!is_the_departments(state, duty)) continue;
    const base::Instant needed = std::max(duty.due, decision.now());
    const StaffId owner = who_acts(decision, team->lead, needed);
    const auto covering_for = owner == team->lead || is_barred(decision, team->lead)
                                  ? std::optional<StaffId>{}
                                  : std::optional(team->lead);
    if (owner == duty.owner && covering_for == duty.covering_for) continue;
    decision.happen(DutyMoved{duty.kind, duty.id, owner, covering_for, MoveReason::reassigned});
  }
  return base::Done{};
}

}  // namespace kept::domain
