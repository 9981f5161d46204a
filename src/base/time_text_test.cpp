#include "base/time_text.h"

#include <gtest/gtest.h>

#include <random>

namespace kept::base {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const TimeZone kToronto = TimeZone::load("America/Toronto").value();

TEST(TimeText, WritesUtc) {
  const Instant noon =
      Instant(std::chrono::sys_days(Date{std::chrono::year(2026) / 11 / 24})) + hours(12);
  EXPECT_EQ(format_utc(noon), "2026-11-24T12:00:00Z");
  EXPECT_EQ(format_utc(noon + milliseconds(7)), "2026-11-24T12:00:00.007Z");
  EXPECT_EQ(format_utc(noon - milliseconds(1)), "2026-11-24T11:59:59.999Z");
  EXPECT_EQ(format_utc(Instant{} - milliseconds(1)), "1969-12-31T23:59:59.999Z");
}

TEST(TimeText, WritesLocalTimeWithItsOffset) {
  EXPECT_EQ(format_local(parse_instant("2026-11-24T19:00:00Z").value(), kToronto),
            "2026-11-24T14:00:00-05:00");
  EXPECT_EQ(format_local(parse_instant("2026-07-01T03:30:00.5Z").value(), kToronto),
            "2026-06-30T23:30:00.500-04:00");
  EXPECT_EQ(format_local(Instant{}, TimeZone::load("Australia/Lord_Howe").value()),
            "1970-01-01T10:00:00+10:00");
}

TEST(TimeText, KeepsTheInstantWhereAnOffsetHadSeconds) {
  const Instant early = parse_instant("1880-01-01T00:00:00Z").value();  // local mean time
  EXPECT_EQ(parse_instant(format_local(early, kToronto)).value(), early);
}

TEST(TimeText, ReadsWhatItWrites) {
  std::mt19937_64 random(311);
  std::uniform_int_distribution<std::int64_t> any(-60'000'000'000'000, 250'000'000'000'000);
  for (int i = 0; i < 5000; ++i) {
    const Instant instant{milliseconds(any(random))};
    ASSERT_EQ(parse_instant(format_utc(instant)).value(), instant);
    ASSERT_EQ(parse_instant(format_local(instant, kToronto)).value(), instant);
    const WallTime wall = kToronto.to_local(instant).wall();
    ASSERT_EQ(parse_wall(format_wall(wall)).value(), wall);
  }
}

TEST(TimeText, ReadsOffsetsAndFractions) {
  const Instant expected = parse_instant("2026-11-24T19:00:00Z").value();
  EXPECT_EQ(parse_instant("2026-11-25T04:30:00+09:30").value(), expected);
  EXPECT_EQ(parse_instant("2026-11-24T19:00:00-00:00").value(), expected);
  EXPECT_EQ(parse_instant("2026-11-24T19:00:00.1Z").value(), expected + milliseconds(100));
  EXPECT_EQ(parse_instant("2026-11-24T19:00:00.999999999Z").value(), expected + milliseconds(999));
  EXPECT_TRUE(parse_instant("2024-02-29T00:00:00Z").ok());
}

TEST(TimeText, RefusesWhatIsNotAnInstant) {
  for (const char* text : {"",
                           "2026",
                           "2026-11-24",
                           "2026-11-24T19:00:00",
                           "2026-11-24T19:00Z",
                           "2026-11-24 19:00:00Z",
                           "2026-11-24t19:00:00z",
                           "2026-11-24T24:00:00Z",
                           "2026-11-24T19:60:00Z",
                           "2026-11-24T23:59:60Z",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-10T00:00:00Z",
                           "2026-11-24T19:00:00.Z",
                           "2026-11-24T19:00:00.1234567890Z",
                           "2026-11-24T19:00:00+24:00",
                           "2026-11-24T19:00:00+0530",
                           "2026-11-24T19:00:00Z ",
                           " 2026-11-24T19:00:00Z",
                           "+2026-11-24T19:00:00Z",
                           "2026-1-24T19:00:00Z",
                           "0000-01-01T00:00:00+01:00",
                           "9999-12-31T23:59:59-23:59",
                           "2026-11-24T19:00:00ZZ"}) {
    const auto parsed = parse_instant(text);
    ASSERT_FALSE(parsed.ok()) << text;
    EXPECT_EQ(parsed.error().reason, "time.not_rfc3339");
  }
}

TEST(TimeText, WhatIsReadCanBeWrittenInEveryZone) {
  const TimeZone far_east = TimeZone::load("Pacific/Kiritimati").value();
  const TimeZone far_west = TimeZone::load("Pacific/Pago_Pago").value();
  EXPECT_EQ(format_local(parse_instant("9998-12-31T23:59:59-23:59").value(), far_east),
            "9999-01-02T13:58:59+14:00");
  const std::string first =
      format_local(parse_instant("0001-01-01T00:00:00+23:59").value(), far_west);
  EXPECT_EQ(first.substr(0, 5), "0000-");
}

TEST(TimeText, ReadsLocalTimesAndDates) {
  const Date date{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(8)};
  EXPECT_EQ(parse_wall("2026-03-08T02:30").value(), (WallTime{date, hours(2) + minutes(30)}));
  EXPECT_EQ(parse_wall("2026-03-08T02:30:01.25").value(),
            (WallTime{date, hours(2) + minutes(30) + milliseconds(1250)}));
  EXPECT_EQ(parse_date("2026-03-08").value(), date);
  EXPECT_FALSE(parse_wall("2026-03-08T02:30:00Z").ok());
  EXPECT_FALSE(parse_wall("2026-03-08").ok());
  EXPECT_FALSE(parse_date("2026-03-08T02:30").ok());
  EXPECT_FALSE(parse_date("2026-02-30").ok());
}

TEST(TimeText, ReadsDurations) {
  EXPECT_EQ(parse_duration("PT1H").value(), hours(1));
  EXPECT_EQ(parse_duration("P2D").value(), days(2));
  EXPECT_EQ(parse_duration("P1W").value(), days(7));
  EXPECT_EQ(parse_duration("P1DT12H30M").value(), days(1) + hours(12) + minutes(30));
  EXPECT_EQ(parse_duration("PT90M").value(), minutes(90));
  EXPECT_EQ(parse_duration("PT0.25S").value(), milliseconds(250));
  EXPECT_EQ(parse_duration("PT0S").value(), Duration(0));
  EXPECT_EQ(parse_duration("P36525D").value(), days(36525));
}

TEST(TimeText, RefusesWhatIsNotADuration) {
  for (const char* text :
       {"",      "P",      "PT",    "P1",    "1H",      "PT1",    "P1DT",         "PTH",
        "P1H",   "PT1D",   "-PT1H", "PT-1H", "P1Y",     "P1M",    "PT1M1H",       "PT1H1H",
        "P1.5D", "PT1.5H", "PT1H ", "pt1h",  "PT1HT1M", "PT1,5S", "PT9999999999S"}) {
    EXPECT_FALSE(parse_duration(text).ok()) << text;
  }
  EXPECT_EQ(parse_duration("P36526D").error().reason, "time.duration_too_long");
  EXPECT_EQ(parse_duration("P999999999W").error().reason, "time.duration_too_long");
}

}  // namespace
}  // namespace kept::base
