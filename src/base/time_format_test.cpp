#include "base/time_format.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::base {
namespace {

const TimeZone& new_york() {
  static const TimeZone zone = TimeZone::load("America/New_York").value();
  return zone;
}

/// The instant in UTC, with "twice" or "never" where that wall time is no ordinary one.
std::string read(const std::string& format, const std::string& text) {
  const auto made = TimeFormat::make(format);
  if (!made.ok()) return made.error().message;
  const auto found = made->parse(text, new_york());
  if (!found) return "none";
  const char* kind = found->kind == WallTimeKind::kRepeated  ? " twice"
                     : found->kind == WallTimeKind::kSkipped ? " never"
                                                             : "";
  return format_utc(found->instant) + kind;
}

TEST(TimeFormat, ReadsWhatCitiesWrite) {
  EXPECT_EQ(read("%m/%d/%Y %I:%M:%S %p", "07/20/2020 10:51:12 PM"), "2020-07-21T02:51:12Z");
  EXPECT_EQ(read("%m/%d/%y %H:%M", "10/21/18 0:05"), "2018-10-21T04:05:00Z");
  EXPECT_EQ(read("%Y-%m-%dT%H:%M:%E*S", "2021-01-01T00:00:09.000"), "2021-01-01T05:00:09Z");
  EXPECT_EQ(read("%Y-%m-%d %H:%M:%E*S", "2025-01-01 00:01:05.0000000"), "2025-01-01T05:01:05Z");
  EXPECT_EQ(read("%Y-%m-%d", "2025-07-01"), "2025-07-01T04:00:00Z");
}

TEST(TimeFormat, AnOffsetCountsMoreThanTheZone) {
  EXPECT_EQ(read("%Y-%m-%dT%H:%M:%S%Ez", "2018-10-28T17:00:00-04:00"), "2018-10-28T21:00:00Z");
  EXPECT_EQ(read("%Y-%m-%dT%H:%M:%S%Ez", "2018-11-04T01:30:00-05:00"), "2018-11-04T06:30:00Z");
}

TEST(TimeFormat, SaysWhichTimesCameTwiceOrNever) {
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2018-11-04 01:30"), "2018-11-04T05:30:00Z twice");
  EXPECT_EQ(read("%Y-%m-%d %H:%M", "2018-03-11 02:30"), "2018-03-11T07:00:00Z never");
}

TEST(TimeFormat, ReadsNothingElse) {
  EXPECT_EQ(read("%m/%d/%Y", "10/21/18"), "none");  // not the year 18
  EXPECT_EQ(read("%m/%d/%Y", "13/01/2018"), "none");
  EXPECT_EQ(read("%m/%d/%Y", "02/30/2020"), "none");
  EXPECT_EQ(read("%m/%d/%Y", "02/20/2020 and more"), "none");
  EXPECT_EQ(read("%m/%d/%Y", ""), "none");
}

TEST(TimeFormat, IsWholeOrRefused) {
  for (const char* format : {"", "%H:%M", "%m/%d", "%Y-%m", "%Y-%m-%d %I:%M", "date"}) {
    EXPECT_FALSE(TimeFormat::make(format).ok()) << format;
  }
}

}  // namespace
}  // namespace kept::base
