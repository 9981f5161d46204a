#include "records/place_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace kept::records {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PlaceCsvTest : public ::testing::Test {
 protected:
  ~PlaceCsvTest() override { std::filesystem::remove(file_); }

  base::Result<PlaceCsv> read(const std::string& text, const PlaceColumns& columns) {
    std::ofstream(file_, std::ios::binary) << text;
    return read_place_csv(file_, columns, desk::PlaceKind::address);
  }

  std::filesystem::path file_ = std::filesystem::temp_directory_path() /
                                ("kept311-places-" + std::to_string(getpid()) + ".csv");
};

TEST_F(PlaceCsvTest, ReadsColumnsByTheirNames) {
  const auto csv = read(
      "\xEF\xBB\xBFLONGITUDE,ADDRESS,ID,LATITUDE\r\n-79.38,\"12 Elm Street, rear\",a1,43.65\r\n",
      {"ID", "ADDRESS", "LATITUDE", "LONGITUDE"});
  ASSERT_TRUE(csv.ok()) << csv.error().message;
  EXPECT_THAT(csv->faults, IsEmpty());
  ASSERT_EQ(csv->places.size(), 1U);
  EXPECT_EQ(csv->places[0].key, "a1");
  EXPECT_EQ(csv->places[0].name, "12 Elm Street, rear");
  EXPECT_EQ(csv->places[0].point, (domain::Point{43.65, -79.38}));
}

TEST_F(PlaceCsvTest, LinesThatAreNotInOrderAreNamedWithTheReason) {
  const auto csv = read(
      "name,lat,lng\n1 Elm,43.65,-79.38\n2 Elm,,\n3 Elm,91,-79.38\n,43.65,-79.38\n"
      "1 Elm,43.66,-79.38\n4 Elm,43.65\n",
      {"", "name", "lat", "lng"});
  ASSERT_TRUE(csv.ok()) << csv.error().message;
  EXPECT_EQ(csv->places.size(), 1U);
  EXPECT_THAT(
      csv->faults,
      ElementsAre("line 3: it has no point in degrees", "line 4: it has no point in degrees",
                  "line 5: it has no name or no code", "line 6: its code is that of line 2",
                  "line 7: it has another number of fields than the header"));
}

TEST_F(PlaceCsvTest, AColumnThatIsNotThereIsNamed) {
  const auto csv = read("name,lat,lng\n", {"ID", "name", "lat", "lng"});
  ASSERT_FALSE(csv.ok());
  EXPECT_THAT(csv.error().message, HasSubstr("no column 'ID'; there are: name, lat, lng"));
}

}  // namespace
}  // namespace kept::records
