#include "desk/city_map.h"

#include <gtest/gtest.h>

namespace kept::desk {
namespace {

MapPoint at(double lat, double lng, domain::CaseState state = domain::CaseState::open) {
  MapPoint point;
  point.point = {lat, lng};
  point.state = state;
  return point;
}

TEST(CellsOf, CountsWhatLiesInOneSquare) {
  // At zoom 0 the world has 16 squares from west to east: 22.5 degrees each. From the equator
  // north the first ends at 21.943 degrees: atan(sinh(pi / 8)).
  const auto cells = cells_of({at(10, 10), at(20, 20, domain::CaseState::closed), at(22, 10)}, 0);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].count, 1);  // the northern one first
  EXPECT_EQ(cells[1].count, 2);
  EXPECT_EQ(cells[1].open, 1);
  EXPECT_DOUBLE_EQ(cells[1].middle.lat, 15);
  EXPECT_DOUBLE_EQ(cells[1].middle.lng, 15);
  EXPECT_NEAR(cells[1].area.south, 0, 1e-9);
  EXPECT_NEAR(cells[1].area.north, 21.943, 0.001);
  EXPECT_DOUBLE_EQ(cells[1].area.west, 0);
  EXPECT_DOUBLE_EQ(cells[1].area.east, 22.5);
}

TEST(CellsOf, SquaresHalveWithEachZoom) {
  const std::vector<MapPoint> apart{at(43.65, -79.45), at(43.65, -79.40)};
  // 360 / 2^12 is 0.088 degrees, 360 / 2^14 is 0.022.
  EXPECT_EQ(cells_of(apart, 8).size(), 1U);
  EXPECT_EQ(cells_of(apart, 10).size(), 2U);
}

TEST(CellsOf, ACloseMapOfALargeCityIsNoMoreThanSoManySquares) {
  std::vector<MapPoint> everywhere;
  for (int row = 0; row < 100; ++row) {
    for (int column = 0; column < 100; ++column) {
      everywhere.push_back(at(43 + row * 0.01, -80 + column * 0.01));
    }
  }
  const auto cells = cells_of(everywhere, kClosestZoom);
  EXPECT_LE(cells.size(), kMapCells);
  EXPECT_GT(cells.size(), kMapCells / 8);
  std::int64_t count = 0;
  for (const MapCell& cell : cells) count += cell.count;
  EXPECT_EQ(count, 10'000);
}

}  // namespace
}  // namespace kept::desk
