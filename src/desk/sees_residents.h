#pragma once

#include <optional>
#include <vector>

#include "desk/ports/rows.h"
#include "desk/principal.h"
#include "domain/cases/case.h"
#include "domain/people/directory.h"

namespace kept::desk {

/// What decides whose a case is: its department, and who owes something on it.
struct CaseHands {
  std::optional<domain::DepartmentId> department;
  std::vector<domain::StaffId> owners;
};

[[nodiscard]] CaseHands hands_of(const domain::Case& state);
/// The same of a line of a list, which knows one promise only.
[[nodiscard]] CaseHands hands_of(const CaseLine& line);

/// Whether `who` sees whom a case is about: names, numbers, addresses (rule 7). 311 sees everybody,
/// departments those of their own cases, administrators and analysts nobody.
[[nodiscard]] bool sees_residents(const Principal& who, const domain::Directory& people,
                                  const CaseHands& hands);

}  // namespace kept::desk
