#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/ports/store.h"
#include "desk/service_intake.h"

/// What every door does with the place of a new case.
namespace kept::desk {

/// A place as a case takes it.
struct IntakePlace {
  std::optional<domain::Point> point;
  std::vector<domain::CaseArea> areas;  ///< of today
  bool left_city = false;               ///< the point lay outside, so that only the words stand
};

/// Fails with "point.outside" where the city has a boundary and the point lies beyond it, unless
/// the city takes the words for it and there are some.
[[nodiscard]] base::Result<IntakePlace> place_of(Reader& reader,
                                                 const std::optional<domain::Point>& point,
                                                 const std::string& words);

/// Who does it there: by the first of the service's routes that applies, else the service's own.
[[nodiscard]] domain::DepartmentId department_for(const ServiceRow& service, const Answers& answers,
                                                  const std::vector<domain::CaseArea>& areas);

}  // namespace kept::desk
