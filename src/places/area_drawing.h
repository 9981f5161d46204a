#pragma once

#include <string>

#include "desk/ports/map_rows.h"

namespace kept::places {

/// A GeoJSON geometry with fewer points, for drawing: nowhere more than about five metres from
/// where it was, to a millionth of a degree. Its name stands where it is furthest from any border.
[[nodiscard]] desk::DrawnArea drawn_area(const std::string& geometry);

}  // namespace kept::places
