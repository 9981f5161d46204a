#include "domain/calendar/holiday_rule.h"

#include <gtest/gtest.h>

#include <map>

#include "base/time_text.h"

namespace kept::domain {
namespace {

using std::chrono::December;
using std::chrono::February;
using std::chrono::January;
using std::chrono::Monday;
using std::chrono::Saturday;
using std::chrono::year;

using Dates = std::vector<std::string>;

Dates dates(const std::vector<HolidayRule>& rules, int in) {
  Dates found;
  for (const Holiday& holiday : holidays_of(rules, year(in))) {
    found.push_back(base::format_date(holiday.date));
  }
  return found;
}

// Published dates, with the earliest and the latest that occur.
TEST(Easter, FallsOnPublishedDates) {
  const std::map<int, std::string> published{
      {1818, "1818-03-22"}, {1943, "1943-04-25"}, {1954, "1954-04-18"}, {1981, "1981-04-19"},
      {2000, "2000-04-23"}, {2019, "2019-04-21"}, {2024, "2024-03-31"}, {2025, "2025-04-20"},
      {2026, "2026-04-05"}, {2027, "2027-03-28"}, {2028, "2028-04-16"}, {2029, "2029-04-01"},
      {2030, "2030-04-21"}, {2038, "2038-04-25"}, {2049, "2049-04-18"}, {2076, "2076-04-19"}};
  for (const auto& [in, date] : published) {
    EXPECT_EQ(base::format_date(easter_sunday(year(in))), date);
  }
}

// The rule itself: the Sunday after the ecclesiastical full moon on or after 21 March.
TEST(Easter, IsAlwaysASundayInItsFiveWeeks) {
  for (int in = 1583; in < 4000; ++in) {
    const base::Date date = easter_sunday(year(in));
    ASSERT_EQ(std::chrono::weekday(date), std::chrono::Sunday) << in;
    ASSERT_GE(date, year(in) / 3 / 22);
    ASSERT_LE(date, year(in) / 4 / 25);
  }
}

TEST(HolidayRule, GivesTheHolidaysOfAnOntarioCity) {
  const std::vector<HolidayRule> rules{
      {"New Year's Day", FixedDate{January / 1, true}},
      {"Family Day", NthWeekday{February, Monday[3]}},
      {"Good Friday", EasterOffset{-2}},
      {"Victoria Day", WeekdayOnOrBefore{std::chrono::May / 24, Monday}},
      {"Canada Day", FixedDate{std::chrono::July / 1, true}},
      {"Labour Day", NthWeekday{std::chrono::September, Monday[1]}},
      {"Thanksgiving", NthWeekday{std::chrono::October, Monday[2]}},
      {"Christmas Day", FixedDate{December / 25, true}},
      {"Boxing Day", FixedDate{December / 26, true}}};
  EXPECT_EQ(dates(rules, 2026),
            (Dates{"2026-01-01", "2026-02-16", "2026-04-03", "2026-05-18", "2026-07-01",
                   "2026-09-07", "2026-10-12", "2026-12-25", "2026-12-26", "2026-12-28"}));
  // Christmas on a Saturday: Monday and Tuesday.
  EXPECT_EQ(dates(rules, 2027), (Dates{"2027-01-01", "2027-02-15", "2027-03-26", "2027-05-24",
                                       "2027-07-01", "2027-09-06", "2027-10-11", "2027-12-25",
                                       "2027-12-26", "2027-12-27", "2027-12-28"}));
}

TEST(HolidayRule, ObservesAroundWhatIsTaken) {
  const std::vector<HolidayRule> christmas{{"Christmas Day", FixedDate{December / 25, true}},
                                           {"Boxing Day", FixedDate{December / 26, true}}};
  // Christmas on a Sunday: Boxing Day keeps its Monday, Christmas takes Tuesday.
  EXPECT_EQ(dates(christmas, 2022), (Dates{"2022-12-25", "2022-12-26", "2022-12-27"}));
  // A Sunday at the end of the year: New Year's Day has the Monday.
  const std::vector<HolidayRule> new_year{{"New Year's Eve", FixedDate{December / 31, true}},
                                          {"New Year's Day", FixedDate{January / 1, true}}};
  EXPECT_EQ(dates(new_year, 2028), (Dates{"2028-01-01", "2028-01-03", "2028-12-31", "2029-01-02"}));
}

TEST(HolidayRule, KnowsTheLastWeekdayOfAMonth) {
  const std::vector<HolidayRule> rules{{"Memorial Day", LastWeekday{std::chrono::May, Monday}}};
  EXPECT_EQ(dates(rules, 2026), Dates{"2026-05-25"});
  EXPECT_EQ(dates(rules, 2027), Dates{"2027-05-31"});
}

TEST(HolidayRule, HoldsInItsYearsOnly) {
  const std::vector<HolidayRule> rules{
      {"Day of mourning", FixedDate{std::chrono::September / 30}, year(2021), year(2023)}};
  EXPECT_EQ(dates(rules, 2020), Dates{});
  EXPECT_EQ(dates(rules, 2021), Dates{"2021-09-30"});
  EXPECT_EQ(dates(rules, 2023), Dates{"2023-09-30"});
  EXPECT_EQ(dates(rules, 2024), Dates{});
}

TEST(HolidayRule, TheLeapDayComesInLeapYears) {
  const std::vector<HolidayRule> rules{{"Leap day", FixedDate{February / 29}}};
  EXPECT_TRUE(check_rule(rules[0]).ok());
  EXPECT_EQ(dates(rules, 2027), Dates{});
  EXPECT_EQ(dates(rules, 2028), Dates{"2028-02-29"});
}

TEST(HolidayRule, RefusesDatesThatNeverOccur) {
  const std::chrono::month no_month(13);
  for (const HolidayRule& rule :
       std::vector<HolidayRule>{{"a", FixedDate{February / 30}},
                                {"b", FixedDate{no_month / 1}},
                                {"c", NthWeekday{February, Monday[5]}},
                                {"d", NthWeekday{February, Monday[0]}},
                                {"e", LastWeekday{no_month, Monday}},
                                {"f", LastWeekday{February, std::chrono::weekday(9)}},
                                {"g", WeekdayOnOrBefore{January / 3, Saturday}},
                                {"h", EasterOffset{300}},
                                {"i", FixedDate{January / 1}, year(2027), year(2026)}}) {
    EXPECT_FALSE(check_rule(rule).ok()) << rule.name;
  }
}

}  // namespace
}  // namespace kept::domain
