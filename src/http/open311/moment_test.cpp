#include "http/open311/moment.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::http {
namespace {

base::TimeZone toronto() { return base::TimeZone::load("America/Toronto").value(); }

std::string read(std::string_view text, Edge edge = Edge::from) {
  const auto instant = read_moment(text, toronto(), edge);
  return instant.ok() ? base::format_utc(instant.value()) : instant.error().reason;
}

TEST(Moment, IsReadInEverySpelling) {
  for (const char* text :
       {"2026-11-24T19:00:00Z", "2026-11-24t19:00:00z", "2026-11-24T19:00:00.000Z",
        "2026-11-24T14:00:00-05:00", "2026-11-24T14:00:00-0500", "2026-11-24T14:00:00-05",
        "2026-11-24T20:00:00+01:00", "2026-11-24T20:00:00 01:00", "2026-11-24 20:00:00 0100",
        "2026-11-24T14:00:00", "2026-11-24T14:00", "2026-11-24 14:00:00", " 2026-11-24T19:00:00Z ",
        "2026-11-24T19:00Z"}) {
    EXPECT_EQ(read(text), "2026-11-24T19:00:00Z") << text;
  }
}

TEST(Moment, OfADateIsTheWholeDayOfTheCity) {
  EXPECT_EQ(read("2026-11-24"), "2026-11-24T05:00:00Z");
  EXPECT_EQ(read("2026-11-24", Edge::until), "2026-11-25T04:59:59.999Z");
  // The day on which the clock goes back has 25 hours.
  EXPECT_EQ(read("2026-11-01"), "2026-11-01T04:00:00Z");
  EXPECT_EQ(read("2026-11-01", Edge::until), "2026-11-02T04:59:59.999Z");
}

TEST(Moment, AsAnEndMeansAllOfItsSecond) {
  EXPECT_EQ(read("2026-11-24T19:00:00Z", Edge::until), "2026-11-24T19:00:00.999Z");
  EXPECT_EQ(read("2026-11-24T14:00:00", Edge::until), "2026-11-24T19:00:00.999Z");
  EXPECT_EQ(read("2026-11-24T19:00:00.250Z", Edge::until), "2026-11-24T19:00:00.250Z");
}

TEST(Moment, ThatIsNoneIsRefused) {
  for (const char* text :
       {"", "now", "2026", "2026-11", "2026-13-01", "2026-02-30", "24/11/2026", "2026-11-24T",
        "2026-11-24T25:00:00Z", "2026-11-24T14:00:00+99:99", "2026-11-24T14:00:00Zulu",
        "2026-11-24X14:00:00Z", "2026-11-24T14", "2026-11-24T14:00:00-", "2026-11-24T14:00:00 x",
        "2026-11-24T14:00:00-5", "9999-12-31"}) {
    EXPECT_EQ(read(text, Edge::until), "time.unreadable") << text;
  }
}

TEST(Moment, IsToldToTheSecondWithItsOffset) {
  const auto instant = base::parse_instant("2026-11-24T19:00:00.750Z").value();
  EXPECT_EQ(told_moment(instant, toronto()), "2026-11-24T14:00:00-05:00");
}

}  // namespace
}  // namespace kept::http
