#include "places/point_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::places {
namespace {

using ::testing::ElementsAre;

TEST(PointFile, ReadsPointsAndNamesWhatIsNone) {
  const auto file = read_point_file(R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"id": 1, "name": "12 Elm Street"},
     "geometry": {"type": "Point", "coordinates": [-79.38, 43.65, 91]}},
    {"type": "Feature", "properties": {"id": 2, "name": "Elm and Third"},
     "geometry": {"type": "LineString", "coordinates": [[-79.38, 43.65], [-79.37, 43.65]]}},
    {"type": "Feature", "properties": {"id": 3, "name": "Metres"},
     "geometry": {"type": "Point", "coordinates": [630000, 4830000]}},
    {"type": "Feature", "properties": {"id": 1, "name": "Twice"},
     "geometry": {"type": "Point", "coordinates": [-79.38, 43.65]}}]})",
                                    {"id", "name"}, desk::PlaceKind::address);
  ASSERT_TRUE(file.ok());
  ASSERT_FALSE(file->places.empty());
  EXPECT_EQ(file->places.front().key, "1");
  EXPECT_EQ(file->places.front().name, "12 Elm Street");
  EXPECT_EQ(file->places.front().point, (domain::Point{43.65, -79.38}));
  EXPECT_THAT(file->faults, ElementsAre("feature 2 (2): it is no point in degrees",
                                        "feature 3 (3): it is no point in degrees",
                                        "feature 4 (1): its code is that of feature 1"));
}

}  // namespace
}  // namespace kept::places
