#pragma once

#include "desk/case_work.h"
#include "desk/forms.h"

namespace kept::desk {

/// Passes a case to a team of the department that has it; for that department's people, whoever
/// covers for its manager, and 311.
[[nodiscard]] base::Result<domain::CaseId> give_to_team(Transaction& tx, const Principal& who,
                                                        const CaseRef& ref, domain::TeamId team);

}  // namespace kept::desk
