#pragma once

#include <string>

#include "domain/cases/decision.h"

namespace kept::domain {

/// What becomes of a case that is sent to a partner. Whoever owes something here goes on owing it:
/// no word of a partner ends a case, for the resident has not heard yet.
void sent_to_partner(Decision& decision, const std::string& partner, const std::string& number);
void partner_answered(Decision& decision, const std::string& partner, PartnerStatus status,
                      const PersonalRef& text);
/// Neither open, nor a duplicate that another case stands for.
[[nodiscard]] bool can_be_reopened(Decision& decision);
/// They have taken it up again, so what was told here of its end does not hold: it is open again
/// and owed, as after a resident's 'no'. Nothing where it is open, or another case stands for it.
void partner_reopened(Decision& decision, const PersonalRef& text);
void partner_not_reached(Decision& decision, const std::string& partner, PartnerFailure why,
                         const PersonalRef& text);

}  // namespace kept::domain
