#include "domain/cases/following.h"

#include <algorithm>

#include "domain/cases/clockwork.h"
#include "domain/promises/keeping.h"

namespace kept::domain {

base::Result<base::Done> follow(Decision& decision, const Conversation& talk) {
  catch_up(decision);
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered;
  const Case& state = decision.state();
  if (state.kind != CaseKind::service_request) {
    return base::refused("follow.no_request", "Only a service request can be followed.");
  }
  if (state.joined_to) {
    return base::conflict("case.joined", "This case was joined to another; use that one.");
  }
  if (state.state != CaseState::open) {
    return base::conflict("case.not_open", "The case is not open; reopen it first.");
  }
  const auto& followers = state.followers;
  if (state.reporter == talk.contact ||
      std::find(followers.begin(), followers.end(), talk.contact) != followers.end()) {
    return base::conflict("follow.already", "They hear of this case already.");
  }
  decision.happen(FollowerAdded{talk.contact, talk.id});
  return base::Done{};
}

base::Result<base::Done> name_reporter(Decision& decision, ContactId contact, bool reachable,
                                       std::optional<InteractionId> interaction) {
  catch_up(decision);
  const Case& state = decision.state();
  if (state.reporter) {
    return base::conflict("case.has_reporter",
                          "The case is somebody's already; say so in the person's record where it "
                          "is the wrong one.");
  }
  if (state.state == CaseState::closed || state.historic) {
    return base::conflict("case.closed", "The case is closed; reopen it first.");
  }
  decision.happen(ReporterNamed{contact, reachable, interaction});
  return base::Done{};
}

}  // namespace kept::domain
