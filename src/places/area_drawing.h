#pragma once

#include <string>

namespace kept::places {

/// A GeoJSON geometry with fewer points, for drawing: nowhere more than about five metres from
/// where it was, to a millionth of a degree.
[[nodiscard]] std::string drawn_area(const std::string& geometry);

}  // namespace kept::places
