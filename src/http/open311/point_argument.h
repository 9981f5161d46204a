#pragma once

// Private to http/open311.

#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/places/point.h"
#include "http/open311/arguments.h"

namespace kept::http {

/// Of `lat` and `long`, in degrees; both or neither. What is wrong with them goes into `mistakes`.
[[nodiscard]] std::optional<domain::Point> read_point(const Arguments& arguments,
                                                      std::vector<base::Error>& mistakes);

}  // namespace kept::http
