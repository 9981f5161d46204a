#include "base/clock_rules.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::base {
namespace {

Instant at(const char* text) { return parse_instant(text).value(); }

TEST(ClockRules, ShowWhatTheZoneShows) {
  const TimeZone zone = TimeZone::load("America/Toronto").value();
  const Instant from = at("2026-01-01T00:00:00Z");
  const Instant until = at("2029-01-01T00:00:00Z");
  const auto rules = ClockRules::read(zone.rules_between(from, until));
  ASSERT_TRUE(rules);
  for (Instant each = from; each < until; each += std::chrono::minutes(17)) {
    ASSERT_EQ(rules->wall_at(each), zone.to_local(each).wall()) << format_utc(each);
  }
  const Instant spring = at("2026-03-08T07:00:00Z");
  EXPECT_EQ(format_wall(rules->wall_at(spring - std::chrono::milliseconds(1))).substr(0, 19),
            "2026-03-08T01:59:59");
  EXPECT_EQ(format_wall(rules->wall_at(spring)), "2026-03-08T03:00:00");
}

TEST(ClockRules, OfAZoneWithoutTurns) {
  const auto rules = ClockRules::read("Asia/Kolkata 19800");
  ASSERT_TRUE(rules);
  EXPECT_EQ(format_wall(rules->wall_at(at("2026-11-24T20:00:00Z"))), "2026-11-25T01:30:00");
}

TEST(ClockRules, ReadsNothingElse) {
  for (const char* text : {"", "America/Toronto", "America/Toronto x", "UTC 0 12",
                           "UTC 0 12:", "UTC 0 12:x", "UTC 0 20:0 10:3600", "UTC 0 12;0"}) {
    EXPECT_FALSE(ClockRules::read(text)) << text;
  }
}

}  // namespace
}  // namespace kept::base
