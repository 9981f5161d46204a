#include "domain/cases/partnering.h"

#include "domain/promises/keeping.h"

namespace kept::domain {

void sent_to_partner(Decision& decision, const std::string& partner, const std::string& number) {
  catch_up(decision);
  decision.happen(SentToPartner{partner, number});
}

void partner_answered(Decision& decision, const std::string& partner, PartnerStatus status,
                      const PersonalRef& text) {
  catch_up(decision);
  decision.happen(PartnerAnswered{partner, status, text});
}

bool can_be_reopened(Decision& decision) {
  catch_up(decision);
  const Case& state = decision.state();
  return state.state != CaseState::open && !state.joined_to;
}

void partner_reopened(Decision& decision, const PersonalRef& text) {
  if (!can_be_reopened(decision)) return;
  decision.happen(CaseReopened{ReopenReason::partner, text});
}

void partner_not_reached(Decision& decision, const std::string& partner, PartnerFailure why,
                         const PersonalRef& text) {
  catch_up(decision);
  decision.happen(PartnerNotReached{partner, why, text});
}

}  // namespace kept::domain
