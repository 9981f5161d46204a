#pragma once

// Private to store/: squares of degrees, numbered row by row, so that what lies in a rectangle is a
// few ranges of numbers in a B-tree.

#include <cmath>
#include <cstdint>

#include "domain/places/point.h"

namespace kept::store {

/// Cells to the degree: about 150 m, and about 5 km, from south to north.
inline constexpr double kCellsPerDegree = 740;
inline constexpr double kWideCellsPerDegree = 22;

/// Rows count from the south pole, columns from 180° west.
[[nodiscard]] inline std::int64_t cell_row(double lat, double per_degree) {
  return static_cast<std::int64_t>(std::floor((lat + 90) * per_degree));
}
[[nodiscard]] inline std::int64_t cell_of(const domain::Point& point, double per_degree) {
  constexpr std::int64_t kRow = std::int64_t{1} << 32U;
  const std::int64_t row = cell_row(point.lat, per_degree);
  const auto column = static_cast<std::int64_t>(std::floor((point.lng + 180) * per_degree));
  return row * kRow + column;
}

}  // namespace kept::store
