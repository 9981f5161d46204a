#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/time_text.h"

namespace kept::base {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TimeZone zone(std::string_view name) { return TimeZone::load(name).value(); }
Instant at(std::string_view text) { return parse_instant(text).value(); }
WallTime wall(std::string_view text) { return parse_wall(text).value(); }

TEST(TimeZone, LoadsNamesOfTheDatabaseOnly) {
  EXPECT_EQ(zone("America/Toronto").name(), "America/Toronto");
  EXPECT_EQ(zone("UTC"), TimeZone::utc());
  for (const char* name : {"", "America/Nowhere", "localtime", "/etc/localtime", "../etc/passwd",
                           "file:UTC", "Fixed/UTC+05:00:00", "America/Toronto\n"}) {
    const auto loaded = TimeZone::load(name);
    ASSERT_FALSE(loaded.ok()) << name;
    EXPECT_EQ(loaded.error().reason, "time_zone.unknown");
  }
}

TEST(TimeZone, ReadsAnInstantLocally) {
  const LocalTime local = zone("America/St_Johns").to_local(at("2026-01-05T18:00:00.250Z"));
  EXPECT_EQ(local.wall(), wall("2026-01-05T14:30:00.250"));
  EXPECT_EQ(local.utc_offset, -(hours(3) + minutes(30)));
}

TEST(TimeZone, TakesTheEarlierOfATimeThatComesTwice) {
  const ResolvedTime due = zone("America/Toronto").to_instant(wall("2026-11-01T01:30:00.500"));
  EXPECT_EQ(due, (ResolvedTime{at("2026-11-01T05:30:00.500Z"), WallTimeKind::kRepeated}));
}

TEST(TimeZone, TakesTheFirstInstantAfterAGap) {
  const TimeZone toronto = zone("America/Toronto");
  for (const char* missing :
       {"2026-03-08T02:00:00", "2026-03-08T02:30:00.999", "2026-03-08T02:59:59.999"}) {
    EXPECT_EQ(toronto.to_instant(wall(missing)),
              (ResolvedTime{at("2026-03-08T07:00:00Z"), WallTimeKind::kSkipped}));
  }
  EXPECT_EQ(toronto.to_local(at("2026-03-08T07:00:00Z")).wall(), wall("2026-03-08T03:00:00"));
  EXPECT_EQ(toronto.to_instant(wall("2026-03-08T03:00:00")).kind, WallTimeKind::kUnique);
}

TEST(TimeZone, ReadsTwentyFourOClockAsMidnight) {
  const TimeZone toronto = zone("America/Toronto");
  EXPECT_EQ(toronto.to_instant({wall("2026-12-31T00:00:00").date, days(1)}).instant,
            at("2027-01-01T05:00:00Z"));
}

// Samoa skipped 30 December 2011 altogether.
TEST(TimeZone, KnowsDaysThatDoNotExist) {
  const TimeZone apia = zone("Pacific/Apia");
  const Instant change = at("2011-12-30T10:00:00Z");
  EXPECT_EQ(apia.to_instant(wall("2011-12-30T12:00:00")),
            (ResolvedTime{change, WallTimeKind::kSkipped}));
  EXPECT_EQ(apia.day_start(wall("2011-12-30T00:00:00").date), change);
  EXPECT_EQ(apia.day_of(change - milliseconds(1)), wall("2011-12-29T00:00:00").date);
  EXPECT_EQ(apia.day_of(change), wall("2011-12-31T00:00:00").date);
}

// Until 2011 Newfoundland's clocks went from 0:01 back to 23:01 of the day before.
TEST(TimeZone, GivesEachInstantOneDayWhereClocksGoBackAcrossMidnight) {
  const TimeZone st_johns = zone("America/St_Johns");
  const Date sunday = wall("2010-11-07T00:00:00").date;
  const Instant midnight = st_johns.day_start(sunday);
  EXPECT_EQ(midnight, at("2010-11-07T02:30:00Z"));
  const Instant again_saturday = midnight + minutes(30);
  EXPECT_EQ(st_johns.to_local(again_saturday).wall(), wall("2010-11-06T23:30:00"));
  EXPECT_EQ(st_johns.day_of(again_saturday), sunday);
  EXPECT_EQ(st_johns.day_of(midnight - milliseconds(1)), wall("2010-11-06T00:00:00").date);
}

// ---- Against zdump, which reads the same database through the C library. ----

// One line "America/Toronto  Sun Mar  8 06:59:59 2026 UT = Sun Mar  8 01:59:59 2026 EST isdst=0
// gmtoff=-18000": an instant and how it reads. Lines come in pairs: the second before a change of
// clocks, and the change.
struct ZdumpLine {
  Instant instant;
  WallTime wall;
  seconds offset;
};

WallTime read_zdump_time(std::istringstream& in) {
  static const std::string kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  std::string weekday, month;
  unsigned day = 0;
  int hour = 0, minute = 0, second = 0, year = 0;
  char colon = 0;
  in >> weekday >> month >> day >> hour >> colon >> minute >> colon >> second >> year;
  const auto index = static_cast<unsigned>(kMonths.find(month) / 3 + 1);
  return {Date(std::chrono::year(year), std::chrono::month(index), std::chrono::day(day)),
          hours(hour) + minutes(minute) + seconds(second)};
}

std::vector<ZdumpLine> zdump(const std::string& name) {
  const std::string command = "/usr/bin/zdump -v -c 1987,2037 " + name;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::vector<ZdumpLine> lines;
  std::array<char, 256> buffer{};
  while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
    const std::string text = buffer.data();
    // The first and last lines show the ends of the representable time, without a change.
    if (text.find("gmtoff=") == std::string::npos) continue;
    std::istringstream in(text.substr(name.size()));
    const WallTime utc = read_zdump_time(in);
    std::string word;
    in >> word >> word;
    const WallTime local = read_zdump_time(in);
    const int offset = std::stoi(text.substr(text.find("gmtoff=") + 7));
    const Instant instant = Instant(std::chrono::sys_days(utc.date)) + utc.time_of_day;
    if (int year = static_cast<int>(utc.date.year()); year < 1987 || year > 2036) continue;
    lines.push_back({instant, local, seconds(offset)});
  }
  return lines;
}

Instant utc_reading(const WallTime& time) {
  return Instant(std::chrono::sys_days(time.date)) + time.time_of_day;
}
WallTime shifted(const WallTime& time, milliseconds by) {
  return TimeZone::utc().to_local(utc_reading(time) + by).wall();
}

// Every half minute of the hours around a change, judged by the definition: which instants read
// like this?
void check_wall_times(const TimeZone& tested, const ZdumpLine& before, const ZdumpLine& after) {
  const Instant change = after.instant;
  for (milliseconds d = -hours(3); d <= hours(3); d += seconds(30)) {
    const WallTime time = shifted(before.wall, seconds(1) + d);
    const Instant by_old = utc_reading(time) - before.offset;
    const Instant by_new = utc_reading(time) - after.offset;
    const bool old_holds = by_old < change;
    const bool new_holds = by_new >= change;
    ResolvedTime expected{old_holds ? by_old : by_new, WallTimeKind::kUnique};
    if (old_holds && new_holds) expected = {by_old, WallTimeKind::kRepeated};
    if (!old_holds && !new_holds) expected = {change, WallTimeKind::kSkipped};
    ASSERT_EQ(tested.to_instant(time), expected) << tested.name() << " " << format_wall(time);
  }
}

class AgainstZdump : public testing::TestWithParam<const char*> {};

TEST_P(AgainstZdump, AgreesAtEveryChangeOfClocks) {
  const TimeZone tested = zone(GetParam());
  const auto lines = zdump(GetParam());
  ASSERT_EQ(lines.size() % 2, 0U);
  // Two changes a year; Samoa had summer time for eleven years only, and Dublin's is a winter time.
  EXPECT_GE(lines.size(), std::string(GetParam()) == "Pacific/Apia" ? 44U : 196U);
  for (std::size_t i = 0; i < lines.size(); i += 2) {
    const ZdumpLine& before = lines[i];
    const ZdumpLine& after = lines[i + 1];
    ASSERT_EQ(before.instant + seconds(1), after.instant);
    EXPECT_EQ(tested.to_local(before.instant),
              (LocalTime{before.wall.date, before.wall.time_of_day, before.offset}));
    EXPECT_EQ(tested.to_local(after.instant - milliseconds(1)).wall(),
              shifted(before.wall, milliseconds(999)));
    EXPECT_EQ(tested.to_local(after.instant),
              (LocalTime{after.wall.date, after.wall.time_of_day, after.offset}));
    check_wall_times(tested, before, after);
  }
}

// Nothing happens between the changes that zdump names.
TEST_P(AgainstZdump, KeepsTheOffsetBetweenChanges) {
  const TimeZone tested = zone(GetParam());
  const auto lines = zdump(GetParam());
  std::size_t next = 0;
  seconds offset = lines.empty() ? seconds(hours(13)) : lines[0].offset;
  for (Instant t = at("1987-01-01T12:00:00Z"); t < at("2036-12-31T00:00:00Z"); t += hours(6)) {
    while (next < lines.size() && lines[next].instant <= t) offset = lines[next++].offset;
    const LocalTime local = tested.to_local(t);
    ASSERT_EQ(local.utc_offset, offset) << format_utc(t);
    ASSERT_LE(tested.to_instant(local.wall()).instant, t);
  }
}

TEST(TimeZone, TellsItsRulesAsTextThatIsEqualWhereTheyAre) {
  const auto text = [](Instant when) { return std::to_string(when.time_since_epoch().count()); };
  const Instant spring = at("2026-03-08T07:00:00Z");
  const Instant autumn = at("2026-11-01T06:00:00Z");
  const TimeZone toronto = zone("America/Toronto");
  EXPECT_EQ(toronto.rules_between(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")),
            "America/Toronto -18000 " + text(spring) + ":-14400 " + text(autumn) + ":-18000");
  EXPECT_EQ(toronto.rules_between(spring, autumn), "America/Toronto -14400");
}

INSTANTIATE_TEST_SUITE_P(Zones, AgainstZdump,
                         testing::Values("America/Toronto", "Europe/London", "Europe/Dublin",
                                         "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"),
                         [](const auto& tested) {
                           std::string name = tested.param;
                           for (char& c : name) c = c == '/' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace kept::base
