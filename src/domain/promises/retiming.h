#pragma once

#include "base/clock_rules.h"
#include "domain/cases/decision.h"

namespace kept::domain {

/// Makes the instants of what is still owed those of the wall times that were meant, by the clocks'
/// rules of today (rule 6): of a promise the time that was told, of all else what the clock on the
/// wall was to show by the rules `before`. Returns how many changed. A zone that the database does
/// not know any more changes nothing.
int follow_zone_rules(Decision& decision, const base::ClockRules& before);

}  // namespace kept::domain
