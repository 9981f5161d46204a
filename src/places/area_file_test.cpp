#include "places/area_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::places {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kSquare = R"({"type": "Polygon",
  "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]})";

std::string feature(const std::string& properties, const std::string& geometry = kSquare) {
  return R"({"type": "Feature", "properties": )" + properties + R"(, "geometry": )" + geometry +
         "}";
}

std::string collection(const std::string& features, const std::string& more = "") {
  return R"({"type": "FeatureCollection")" + more + R"(, "features": [)" + features + "]}";
}

AreaFile read(const std::string& text) {
  auto file = read_area_file(text, {"CODE", "NAME"});
  EXPECT_TRUE(file.ok()) << file.error().message;
  return std::move(file).value();
}

std::string refusal(const std::string& text) {
  const auto file = read_area_file(text, {"CODE", "NAME"});
  return file.ok() ? "it was read" : file.error().message;
}

std::vector<std::string> codes(const AreaFile& file) {
  std::vector<std::string> all;
  for (const desk::AreaDraft& area : file.areas) all.push_back(area.code);
  return all;
}

TEST(AreaFile, CodesAreTextsOrNumbers) {
  const AreaFile file = read(collection(feature(R"({"CODE": "07", "NAME": "Old Mill"})") + "," +
                                        feature(R"({"CODE": 7, "NAME": "Harbour"})") + "," +
                                        feature(R"({"CODE": 2.45774E6, "NAME": "Point"})")));
  EXPECT_THAT(file.faults, IsEmpty());
  EXPECT_THAT(codes(file), ElementsAre("07", "7", "2457740"));
  EXPECT_EQ(file.areas.front().name, "Old Mill");
}

TEST(AreaFile, WithoutFieldsTheIdOfTheFeatureIsCodeAndName) {
  const auto file = read_area_file(
      collection(R"({"type": "Feature", "id": 12, "properties": null, "geometry": )" +
                 std::string(kSquare) + "}"),
      {});
  ASSERT_TRUE(file.ok());
  EXPECT_THAT(codes(*file), ElementsAre("12"));
  EXPECT_EQ(file->areas.front().name, "12");
}

TEST(AreaFile, TakesPolygonsWithHolesAndSeveralOfThemInEitherDirection) {
  const AreaFile file = read(collection(
      feature(R"({"CODE": "hole", "NAME": "n"})", R"({"type": "Polygon", "coordinates":
        [[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]]})") +
      "," + feature(R"({"CODE": "two", "NAME": "n"})", R"({"type": "MultiPolygon", "coordinates":
        [[[[0, 0], [2, 0], [2, 2], [0, 0]]], [[[5, 5], [6, 5], [6, 6], [5, 5]]]]})") +
      "," + feature(R"({"CODE": "high", "NAME": "n"})", R"({"type": "Polygon", "coordinates":
        [[[0, 0, 91], [2, 0, 95], [2, 2, 93], [0, 0, 91]]]})")));
  EXPECT_THAT(file.faults, IsEmpty());
  EXPECT_EQ(file.areas.size(), 3U);
}

TEST(AreaFile, EveryFeatureThatIsNotInOrderIsNamedWithTheReason) {
  const AreaFile file = read(collection(
      feature(R"({"CODE": "1", "NAME": "fine"})") + "," +
      feature(R"({"CODE": "bow", "NAME": "n"})", R"({"type": "Polygon", "coordinates":
        [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]})") +
      "," + feature(R"({"CODE": "open", "NAME": "n"})", R"({"type": "Polygon", "coordinates":
        [[[0, 0], [2, 0], [2, 2], [0, 2]]]})") +
      "," + feature(R"({"CODE": "line", "NAME": "n"})", R"({"type": "LineString", "coordinates":
        [[0, 0], [2, 2]]})") +
      "," + feature(R"({"CODE": "metres", "NAME": "n"})", R"({"type": "Polygon", "coordinates":
        [[[630000, 4830000], [630100, 4830000], [630100, 4830100], [630000, 4830000]]]})") +
      "," + feature(R"({"CODE": "nowhere", "NAME": "n"})", "null") + "," +
      feature(R"({"WARD": "9", "NAME": "n"})") + "," + feature(R"({"CODE": "1", "NAME": "n"})") +
      "," + feature(R"({"CODE": null, "NAME": "n"})") + "," + feature(R"({"CODE": "x"})") + ", 5"));
  EXPECT_THAT(codes(file), ElementsAre("1"));
  EXPECT_THAT(
      file.faults,
      ElementsAre("feature 2 (bow): its polygon is not valid: Self-intersection[1 1]",
                  HasSubstr("feature 3 (open): its geometry cannot be read: "),
                  "feature 4 (line): it is no polygon",
                  HasSubstr("feature 5 (metres): it lies outside of -180 to 180"),
                  "feature 6 (nowhere): it has no geometry",
                  "feature 7: it has no CODE; its properties are: WARD, NAME",
                  "feature 8 (1): its code is that of feature 1", "feature 9: its code is empty",
                  "feature 10 (x): it has no NAME; its properties are: CODE",
                  "feature 11: it is no object"));
}

TEST(AreaFile, TakesTheOldNamesOfWgs84AndNoOtherSystem) {
  const std::string one = feature(R"({"CODE": "1", "NAME": "n"})");
  for (const char* name : {"urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"}) {
    const std::string crs =
        R"(, "crs": {"type": "name", "properties": {"name": ")" + std::string(name) + "\"}}";
    EXPECT_THAT(codes(read(collection(one, crs))), ElementsAre("1"));
  }
  EXPECT_THAT(
      refusal(collection(one, R"(, "crs": {"type": "name", "properties": {"name": "EPSG:2952"}})")),
      HasSubstr("EPSG:2952"));
}

TEST(AreaFile, RefusesWhatIsNoSuchFile) {
  EXPECT_THAT(refusal("{"), HasSubstr("no JSON"));
  EXPECT_THAT(refusal(""), HasSubstr("no JSON"));
  EXPECT_THAT(refusal("[]"), HasSubstr("no GeoJSON FeatureCollection"));
  EXPECT_THAT(refusal(R"({"type": "Topology", "features": []})"),
              HasSubstr("no GeoJSON FeatureCollection"));
  EXPECT_THAT(refusal(collection("")), HasSubstr("no features"));
}

TEST(AreaFile, AByteOrderMarkIsNoMistake) {
  EXPECT_THAT(codes(read("\xEF\xBB\xBF" + collection(feature(R"({"CODE": "1", "NAME": "n"})")))),
              ElementsAre("1"));
}

}  // namespace
}  // namespace kept::places
