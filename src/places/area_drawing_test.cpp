#include "places/area_drawing.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace kept::places {
namespace {

boost::json::value drawn(const char* geometry) {
  return boost::json::parse(drawn_area(geometry).geometry);
}

TEST(DrawnArea, LeavesOutWhatNobodySees) {
  // A point half way along one side, 1 m aside from it (0.00001 degrees of latitude).
  EXPECT_EQ(drawn(R"({"type":"Polygon","coordinates":[[[0,0],[0.05,0.00001],[0.1,0],)"
                  R"([0.1,0.1],[0,0.1],[0,0]]]})"),
            boost::json::parse(R"({"type":"Polygon","coordinates":[[[0.0,0.0],[0.1,0.0],)"
                               R"([0.1,0.1],[0.0,0.1],[0.0,0.0]]]})"));
}

TEST(DrawnArea, KeepsWhatIsSeenAndHolesAndIslands) {
  const char* const bay =
      R"({"type":"MultiPolygon","coordinates":[[[[0.0,0.0],[0.05,0.01],[0.1,0.0],[0.1,0.1],)"
      R"([0.0,0.1],[0.0,0.0]],[[0.04,0.04],[0.04,0.06],[0.06,0.06],[0.04,0.04]]],)"
      R"([[[1.0,1.0],[1.0001,1.0],[1.0,1.0001],[1.0,1.0]]]]})";
  EXPECT_EQ(drawn(bay), boost::json::parse(bay));
}

TEST(DrawnArea, WritesNoMoreThanAMillionthOfADegree) {
  EXPECT_EQ(
      drawn(R"({"type":"Polygon","coordinates":[[[-79.38321234567,43.6],[-79.3,43.6],)"
            R"([-79.3,43.7],[-79.38321234567,43.6]]]})"),
      boost::json::parse(R"({"type":"Polygon","coordinates":[[[-79.383212,43.6],[-79.3,43.6],)"
                         R"([-79.3,43.7],[-79.383212,43.6]]]})"));
}

TEST(DrawnArea, ItsNameStandsWhereThereIsRoom) {
  // A square with a long spit: in the middle of the square, not of the whole.
  const auto area = drawn_area(
      R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,0.4],[5,0.4],[5,0.6],[1,0.6],[1,1],)"
      R"([0,1],[0,0]]]})");
  EXPECT_NEAR(area.name_at.lng, 0.5, 0.06);
  EXPECT_NEAR(area.name_at.lat, 0.5, 0.06);
}

}  // namespace
}  // namespace kept::places
