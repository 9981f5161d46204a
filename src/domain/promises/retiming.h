#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

/// Makes the instants of what is still to be kept those of the wall times that were told, by the
/// clocks' rules of today (rule 6). Returns how many changed. A zone that the database does not
/// know any more changes nothing.
int follow_zone_rules(Decision& decision);

}  // namespace kept::domain
