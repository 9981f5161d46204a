#pragma once

// Private to store/: squares of degrees, numbered row by row, so that what lies in a rectangle is a
// few ranges of numbers in a B-tree.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>

#include "domain/places/point.h"
#include "store/codec.h"

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

[[nodiscard]] inline double metres_of_longitude(const domain::Point& at) {
  return domain::kMetresPerDegree * std::cos(at.lat * std::numbers::pi / 180);
}

/// The cells of a square around the point, row by row, as [first, last] each.
[[nodiscard]] inline std::string cells_around(const domain::Point& centre, double metres) {
  const double up = metres / domain::kMetresPerDegree;
  const double aside = metres / std::max(metres_of_longitude(centre), 1.0);
  codec::json::array ranges;
  const double step = 1 / kCellsPerDegree;
  const auto last = cell_row(centre.lat + up, kCellsPerDegree);
  for (auto row = cell_row(centre.lat - up, kCellsPerDegree); row <= last; ++row) {
    const double lat = (static_cast<double>(row) + 0.5) * step - 90;
    ranges.push_back(codec::json::array{cell_of({lat, centre.lng - aside}, kCellsPerDegree),
                                        cell_of({lat, centre.lng + aside}, kCellsPerDegree)});
  }
  return codec::json::serialize(ranges);
}

// The distance of a row from ?3 and ?4, in metres, squared; ?5: metres in a degree of longitude
// there, of latitude it is 111,195.
#define KEPT_SQUARE(row)                                                    \
  "(((" row ".lat - ?3) * 111195) * ((" row ".lat - ?3) * 111195) + ((" row \
  ".lng - ?4) * ?5) * ((" row ".lng - ?4) * ?5))"

}  // namespace kept::store
