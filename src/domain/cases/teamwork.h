#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

/// A department passes its case to one of its teams: the lead, or whoever covers, owes from now on
/// what the department itself owed, the target and the open questions. Promises stay whose they
/// are.
[[nodiscard]] base::Result<base::Done> give_to_team(Decision& decision, TeamId team);

}  // namespace kept::domain
