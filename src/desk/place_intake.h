#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/ports/store.h"
#include "desk/service_intake.h"
#include "domain/cases/opening.h"

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

/// The service with who does it there: by the first of its routes that applies, else by its own
/// department and team.
[[nodiscard]] domain::ServiceTerms terms_of(const ServiceRow& service, const Answers& answers,
                                            const std::vector<domain::CaseArea>& areas);

}  // namespace kept::desk
