#pragma once

#include "domain/cases/decision.h"

/// What who owes a promise says before it is due. The resident was told otherwise: so neither makes
/// the promise another one, and somebody has to act in time.
namespace kept::domain {

/// It takes longer. The first operator is told, who calls the resident: only with them can it be
/// moved.
[[nodiscard]] base::Result<base::Done> want_more_time(Decision& decision, DutyId promise,
                                                      StaffId said_by, base::Instant until);

/// 'Not ours.' The first operator, who told the resident, owes it from now on; in their own place a
/// supervisor does. Owner and due stay one each (rule 1).
[[nodiscard]] base::Result<base::Done> decline_promise(Decision& decision, DutyId promise,
                                                       StaffId said_by, PersonalRef reason);

}  // namespace kept::domain
