#include "domain/cases/opening.h"

#include "base/check.h"
#include "domain/cases/due_times.h"

namespace kept::domain {
namespace {

/// The lead of the team that does it, or else the department's manager.
std::optional<StaffId> who_does(const Directory& people, const ServiceTerms& service) {
  const Team* team = service.team ? people.find(*service.team) : nullptr;
  if (team != nullptr) return team->lead;
  const Department* department = people.find(service.department);
  if (department != nullptr) return department->manager;
  return std::nullopt;
}

}  // namespace

base::Result<base::Done> open_case(Decision& decision, InteractionId interaction,
                                   const OpenCase& opening) {
  KEPT_CHECK(decision.state().version == 0);
  if (opening.kind == CaseKind::service_request && !opening.service) {
    return base::invalid("/service", "case.service_missing",
                         "A service request needs the service that is asked for.");
  }
  CaseOpened opened;
  opened.number = opening.number;
  opened.kind = opening.kind;
  if (opening.service) {
    opened.service = opening.service->id;
    opened.department = opening.service->department;
    opened.follow_up = opening.service->follow_up;
    opened.team = opening.service->team;
  }
  opened.reporter = opening.reporter;
  opened.reporter_reachable = opening.reporter_reachable;
  opened.first_operator = opening.first_operator;
  opened.interaction = interaction;
  opened.summary = opening.summary;
  opened.place = opening.place;
  opened.point = opening.point;
  opened.areas = opening.areas;
  opened.answers = opening.answers;
  opened.notice = opening.notice;
  opened.about_staff = opening.about_staff;
  opened.adopted = opening.adopted;
  decision.happen(std::move(opened));
  if (opening.kind == CaseKind::service_request) {
    const Context& context = decision.context();
    const StaffId owner =
        who_does(context.people, *opening.service).value_or(opening.first_operator);
    const base::Instant due =
        working_time_later(context, owner, context.now, opening.service->target);
    decision.happen(TargetSet{decision.next_id(), context.people.acting_for(owner, due), due});
  }
  return base::Done{};
}

bool stands_for_record(const Case& state) {
  const bool is_mistake = state.state == CaseState::closed && state.outcome &&
                          state.outcome->resolution == Resolution::entered_in_error;
  return state.adopted && !is_mistake;
}

}  // namespace kept::domain
