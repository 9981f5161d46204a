#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

/// Whom a complaint is about; nobody for cases of other kinds.
[[nodiscard]] std::optional<StaffId> complained_about(const Case& state);

/// Who neither handles nor sees a complaint about `about`: that person, and all who report to them.
[[nodiscard]] bool is_barred(const Directory& people, std::optional<StaffId> about,
                             StaffId candidate);
[[nodiscard]] bool is_barred(const Decision& decision, StaffId candidate);

/// Who owes at `at` what `owner` would owe: the owner or the cover (Directory::acting_for), but
/// never somebody barred from the case; then who stands above the person complained about, or a
/// supervisor.
[[nodiscard]] StaffId who_acts(const Decision& decision, StaffId owner, base::Instant at);

/// Gives what is still to come, and whose owner will be away then, to who is there; so what is
/// late, while its owner is entered as absent; and whatever somebody owes whose account is disabled
/// (rule 2).
void cover_absences(Decision& decision);

}  // namespace kept::domain
