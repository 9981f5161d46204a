#pragma once

#include <string>
#include <vector>

#include "domain/cases/case.h"
#include "domain/people/directory.h"

namespace kept::domain {

struct Breach {
  int rule = 0;  ///< its number in domain.md
  std::string what;
};

/// Every rule of domain.md that one case can break by itself, after a committed unit of work.
/// Empty when all hold. `verify`, the explorer and the desk ask the same question.
[[nodiscard]] std::vector<Breach> check_rules(const Case& state, const Directory& people);

}  // namespace kept::domain
