#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

/// Moves what `absent` owes with a due time in [from, until) to who covers then (rule 2). Overdue
/// things count as due now. `context.people` already knows the absence or the disabled account.
/// Returns how many moved.
int move_duties(Decision& decision, StaffId absent, base::Instant from, base::Instant until,
                MoveReason reason);

/// Who was away is back early: what the cover has not touched moves back.
int bring_back(Decision& decision, StaffId returned);

}  // namespace kept::domain
