#pragma once

#include <vector>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Several points in one square of a map.
struct MapCell {
  domain::Point middle;  ///< of the points, or of the square where they are not to be told
  Area area;             ///< the square
  std::int64_t count = 0;
  std::int64_t open = 0;
  std::vector<domain::CaseArea> areas;  ///< of today, in which the middle lies
};

/// What lies on a map: points when they are few, else squares with counts. Newest first.
struct MapPicture {
  std::vector<MapPoint> points;
  std::vector<MapCell> cells;
  std::int64_t count = 0;
  std::int64_t open = 0;
  std::optional<base::Instant> since;  ///< as MapPoints has it
};

inline constexpr int kClosestZoom = 22;
inline constexpr std::size_t kMapPoints = 500;
inline constexpr std::size_t kMapCells = 1'500;

/// `zoom` as web maps count it: at 0 the world is one tile. Cases that `who` may not know of are
/// left out; where the places of cases are kept from them (sees_residents.h) they are counted by
/// squares of 400 metres or more, of which nobody can make them less by asking for half a square.
[[nodiscard]] MapPicture map_picture(Reader& reader, const Principal& who,
                                     const MapQuestion& question, int zoom);

/// Squares of web Mercator in which the points lie, about 30 pixels wide; of a closer map no more
/// than kMapCells. By row from the north, then from the west.
[[nodiscard]] std::vector<MapCell> cells_of(const std::vector<MapPoint>& points, int zoom);

}  // namespace kept::desk
