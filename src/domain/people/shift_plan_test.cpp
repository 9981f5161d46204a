#include "domain/people/shift_plan.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::hours;
using std::chrono::milliseconds;

const base::TimeZone kZone = base::TimeZone::load("America/Toronto").value();

// 23 November 2026 is a Monday.
Instant on(std::string_view local) {
  return kZone.to_instant(base::parse_wall(local).value()).instant;
}

ShiftPlan plan(std::optional<WeeklySpans> weekly, std::vector<Absence> absences = {}) {
  return ShiftPlan::make(kZone, std::move(weekly), std::move(absences)).value();
}

const WeeklySpans kOfficeWeek = WeeklySpans::business_week({hours(9), hours(17)});

TEST(ShiftPlan, HoursBetweenShiftsAreNotAway) {
  const ShiftPlan tested = plan(kOfficeWeek);
  EXPECT_FALSE(tested.is_away(on("2026-11-24T10:00")));
  EXPECT_FALSE(tested.is_away(on("2026-11-24T03:00")));
  EXPECT_FALSE(tested.is_away(on("2026-11-24T23:59:59.999")));
}

TEST(ShiftPlan, ADayWithoutAShiftIsAway) {
  const ShiftPlan tested = plan(kOfficeWeek);
  EXPECT_FALSE(tested.is_away(on("2026-11-27T23:59:59.999")));
  EXPECT_TRUE(tested.is_away(on("2026-11-28T00:00")));
  EXPECT_TRUE(tested.is_away(on("2026-11-29T23:59:59.999")));
  EXPECT_EQ(tested.next_present_from(on("2026-11-28T12:00")), on("2026-11-30T00:00"));
  EXPECT_EQ(tested.next_present_from(on("2026-11-24T03:00")), on("2026-11-24T03:00"));
}

TEST(ShiftPlan, WithoutAWeeklyPatternOnlyAbsencesCount) {
  const ShiftPlan tested = plan(std::nullopt, {{on("2026-11-24T12:00"), on("2026-11-25T12:00")}});
  EXPECT_FALSE(tested.is_away(on("2026-11-22T12:00")));
  EXPECT_FALSE(tested.is_away(on("2026-11-24T12:00") - milliseconds(1)));
  EXPECT_TRUE(tested.is_away(on("2026-11-24T12:00")));
  EXPECT_TRUE(tested.is_away(on("2026-11-25T12:00") - milliseconds(1)));
  EXPECT_FALSE(tested.is_away(on("2026-11-25T12:00")));
}

TEST(ShiftPlan, FindsTheWayThroughAbsencesAndDaysOff) {
  const ShiftPlan tested = plan(kOfficeWeek, {{on("2026-11-30T00:00"), on("2026-12-04T15:00")},
                                              {on("2026-12-04T14:00"), on("2026-12-05T09:00")},
                                              {on("2026-11-27T15:00"), on("2026-11-28T00:00")}});
  EXPECT_EQ(tested.absences().size(), 2U);  // two of the three overlap
  EXPECT_EQ(tested.next_present_from(on("2026-11-27T14:00")), on("2026-11-27T14:00"));
  EXPECT_EQ(tested.next_present_from(on("2026-11-27T15:00")), on("2026-12-07T00:00"));
}

TEST(ShiftPlan, NobodyComesBackFromAnOpenAbsence) {
  const ShiftPlan tested = plan(kOfficeWeek, {{on("2026-11-26T00:00"), Instant::max()}});
  EXPECT_EQ(tested.next_present_from(on("2026-11-25T23:00")), on("2026-11-25T23:00"));
  EXPECT_EQ(tested.next_present_from(on("2026-11-26T00:00")), std::nullopt);
  EXPECT_EQ(plan(WeeklySpans{}).next_present_from(on("2026-11-26T00:00")), std::nullopt);
  EXPECT_TRUE(plan(WeeklySpans{}).is_away(on("2026-11-26T10:00")));
}

TEST(ShiftPlan, CountsDaysWhereClocksChange) {
  const ShiftPlan tested = plan(kOfficeWeek);
  // Sunday 1 November 2026 has 25 hours.
  const Instant monday = on("2026-11-02T00:00");
  EXPECT_TRUE(tested.is_away(monday - milliseconds(1)));
  EXPECT_EQ(monday - on("2026-11-01T00:00"), hours(25));
  EXPECT_EQ(tested.next_present_from(on("2026-11-01T01:30") + hours(1)), monday);
}

// Samoa skipped Friday 30 December 2011; who works on Fridays only waits a week more.
TEST(ShiftPlan, SkipsADayThatDoesNotExist) {
  const auto apia = base::TimeZone::load("Pacific/Apia").value();
  WeeklySpans fridays;
  fridays.days[std::chrono::Friday.c_encoding()] = {{hours(8), hours(16)}};
  const ShiftPlan tested = ShiftPlan::make(apia, fridays, {}).value();
  EXPECT_EQ(tested.next_present_from(base::parse_instant("2011-12-29T12:00:00Z").value()),
            base::parse_instant("2012-01-05T10:00:00Z").value());
}

TEST(ShiftPlan, RefusesWhatMakesNoSense) {
  const Instant noon = on("2026-11-24T12:00");
  EXPECT_EQ(ShiftPlan::make(kZone, std::nullopt, {{noon, noon}}).error().reason,
            "shift_plan.absence");
  EXPECT_EQ(
      ShiftPlan::make(kZone, WeeklySpans::business_week({hours(9), hours(9)}), {}).error().reason,
      "calendar.spans");
}

}  // namespace
}  // namespace kept::domain
