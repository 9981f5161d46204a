#include "places/area_finder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace kept::places {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono;

constexpr base::Date kNewWards = year(2018) / December / 1;
constexpr base::Date kToday = year(2026) / November / 24;

std::string square(int west, int south, int east, int north) {
  const auto corner = [](int lng, int lat) {
    return "[" + std::to_string(lng) + "," + std::to_string(lat) + "]";
  };
  return "[" + corner(west, south) + "," + corner(east, south) + "," + corner(east, north) + "," +
         corner(west, north) + "," + corner(west, south) + "]";
}
std::string polygon(const std::string& rings) {
  return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
}

/// Old wards: one from west to east. New wards: two that meet at 5° east, one of them with a hole
/// and an island. A district over all of it.
std::shared_ptr<const desk::AreaFinder> city() {
  const std::vector<desk::AreaLayerRow> layers{
      {{1}, "ward", {}, kNewWards}, {{2}, "ward", kNewWards, {}}, {{3}, "district", {}, {}}};
  const std::string east = R"({"type":"MultiPolygon","coordinates":[[)" + square(5, 0, 10, 10) +
                           "," + square(7, 7, 8, 8) + "],[" + square(20, 0, 21, 1) + "]]}";
  const std::vector<desk::AreaRow> areas{
      {{11}, {1}, "1", "Whole", polygon(square(0, 0, 10, 10))},
      {{22}, {2}, "02", "East", east},
      {{21}, {2}, "01", "West", polygon(square(0, 0, 5, 10))},
      {{31}, {3}, "d", "District", polygon(square(0, 0, 30, 10))}};
  return make_area_finder(layers, areas);
}

std::vector<std::string> found(const desk::AreaFinder& finder, double lat, double lng,
                               base::Date day = kToday) {
  std::vector<std::string> names;
  for (const domain::CaseArea& area : finder.at({lat, lng}, day)) {
    names.push_back(area.layer + " " + area.code + " " + area.name + " " +
                    std::to_string(area.id.value));
  }
  return names;
}

TEST(AreaFinder, FindsOneAreaOfEachLayer) {
  const auto finder = city();
  EXPECT_THAT(found(*finder, 3, 2), ElementsAre("district d District 31", "ward 01 West 21"));
  EXPECT_THAT(found(*finder, 3, 6), ElementsAre("district d District 31", "ward 02 East 22"));
}

TEST(AreaFinder, KnowsHolesAndIslands) {
  const auto finder = city();
  EXPECT_THAT(found(*finder, 7.5, 7.5), ElementsAre("district d District 31"));
  EXPECT_THAT(found(*finder, 0.5, 20.5), ElementsAre("district d District 31", "ward 02 East 22"));
  EXPECT_THAT(found(*finder, 5, 40), IsEmpty());
}

TEST(AreaFinder, GoesByTheDrawingOfTheDay) {
  const auto finder = city();
  const base::Date before = year(2018) / November / 30;
  EXPECT_THAT(found(*finder, 3, 2, before),
              ElementsAre("district d District 31", "ward 1 Whole 11"));
  EXPECT_THAT(found(*finder, 3, 2, kNewWards),
              ElementsAre("district d District 31", "ward 01 West 21"));
}

TEST(AreaFinder, WhereAreasMeetTheFirstByCodeHasThePoint) {
  EXPECT_THAT(found(*city(), 3, 5), ElementsAre("district d District 31", "ward 01 West 21"));
}

TEST(AreaFinder, AnswersSeveralThreadsAtOnce) {
  const auto finder = city();
  std::vector<std::thread> asking;
  std::array<int, 4> right{};
  for (std::size_t thread = 0; thread < right.size(); ++thread) {
    asking.emplace_back([&, thread] {
      for (int i = 0; i < 500; ++i) {
        const auto areas = finder->at({3, thread % 2 == 0 ? 2.0 : 6.0}, kToday);
        if (areas.size() == 2 && areas[1].code == (thread % 2 == 0 ? "01" : "02")) ++right[thread];
      }
    });
  }
  for (std::thread& thread : asking) thread.join();
  EXPECT_THAT(right, ElementsAre(500, 500, 500, 500));
}

TEST(AreaFinder, ACityWithoutAreasHasNone) {
  EXPECT_THAT(found(*make_area_finder({}, {}), 3, 2), IsEmpty());
}

}  // namespace
}  // namespace kept::places
