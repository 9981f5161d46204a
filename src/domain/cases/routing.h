#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

/// Who must not handle a complaint about a person: that person, and all who report to them.
[[nodiscard]] bool is_barred(const Decision& decision, StaffId candidate);

/// Who owes at `at` what `owner` would owe: the owner or the cover (Directory::acting_for), but
/// never somebody barred from the case; then who stands above the person complained about, or a
/// supervisor.
[[nodiscard]] StaffId who_acts(const Decision& decision, StaffId owner, base::Instant at);

/// Gives what is still to come, and whose owner will be away then, to who is there; and whatever
/// somebody owes whose account is disabled (rule 2).
void cover_absences(Decision& decision);

}  // namespace kept::domain
