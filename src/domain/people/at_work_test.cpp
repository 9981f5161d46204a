#include "domain/people/at_work.h"

#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr StaffId kMaya{1};
constexpr StaffId kNight{2};
constexpr StaffId kPlain{3};
constexpr StaffId kGone{4};
constexpr DepartmentId kRoads{7};

const base::TimeZone kAlderBay = base::TimeZone::load("America/Toronto").value();

// 27 November 2026 is a Friday.
Instant local(std::string_view local) {
  return kAlderBay.to_instant(base::parse_wall(local).value()).instant;
}

/// Roads answers Monday to Friday, 8:30 to 16:30, and is closed on Monday, 30 November until 10.
Directory city(std::vector<Absence> of_maya = {}) {
  CalendarRules rules;
  rules.zone = kAlderBay;
  rules.hours = WeeklySpans::business_week({hours(8) + minutes(30), hours(16) + minutes(30)});
  rules.closures = {{base::parse_wall("2026-11-30T00:00").value(),
                     base::parse_wall("2026-11-30T10:00").value(), "Flood"}};
  const Calendar calendar = Calendar::make(rules).value();
  const auto member = [](StaffId id, bool active, std::optional<WeeklySpans> weekly,
                         std::vector<Absence> absences) {
    return StaffMember{id,
                       Role::department_staff,
                       active,
                       kRoads,
                       {},
                       {},
                       ShiftPlan::make(kAlderBay, std::move(weekly), std::move(absences)).value()};
  };
  return {
      {member(kMaya, true, WeeklySpans::business_week({hours(9), hours(17)}), std::move(of_maya)),
       member(kNight, true, WeeklySpans::every_day({{{}, hours(6)}, {hours(22), days(1)}}), {}),
       member(kPlain, true, std::nullopt, {}), member(kGone, false, std::nullopt, {})},
      {{kRoads, kMaya, {}, calendar}},
      Calendar::round_the_clock(kAlderBay)};
}

TEST(AtWork, IsWhatShiftAndDepartmentShare) {
  const Directory people = city();
  EXPECT_EQ(next_at_work(people, kMaya, local("2026-11-27T08:45")),
            (TimeSpan{local("2026-11-27T09:00"), local("2026-11-27T16:30")}));
  EXPECT_EQ(next_at_work(people, kPlain, local("2026-11-27T08:45")),
            (TimeSpan{local("2026-11-27T08:30"), local("2026-11-27T16:30")}));
  EXPECT_EQ(next_at_work(people, kMaya, local("2026-11-27T16:30")),
            (TimeSpan{local("2026-11-30T10:00"), local("2026-11-30T16:30")}));
  EXPECT_EQ(next_at_work(people, kGone, local("2026-11-27T10:00")), std::nullopt);
}

TEST(AtWork, AShiftOutsideTheDepartmentsHoursCountsAndMidnightDoesNotPartIt) {
  EXPECT_EQ(next_at_work(city(), kNight, local("2026-11-27T23:00")),
            (TimeSpan{local("2026-11-27T22:00"), local("2026-11-28T06:00")}));
  EXPECT_EQ(next_at_work(city(), kNight, local("2026-11-28T02:00")),
            (TimeSpan{local("2026-11-27T22:00"), local("2026-11-28T06:00")}));
}

TEST(AtWork, TimeGoesOnWithTheNextShift) {
  const Directory people = city();
  EXPECT_EQ(time_at_work_later(people, kMaya, local("2026-11-27T15:30"), hours(1)),
            local("2026-11-27T16:30"));
  // Forty minutes on Friday, twenty on Monday, which begins at ten.
  EXPECT_EQ(time_at_work_later(people, kMaya, local("2026-11-27T15:50"), hours(1)),
            local("2026-11-30T10:20"));
  EXPECT_EQ(time_at_work_later(people, kGone, local("2026-11-27T15:50"), hours(1)),
            local("2026-11-27T16:50"));
}

TEST(AtWork, PresenceSaysUntilWhenOrWhenSomebodyIsBack) {
  const auto now = [](const Directory& people, StaffId id, std::string_view when) {
    const PresenceNow found = presence_of(people, id, local(when));
    return std::pair(found.presence, found.until);
  };
  using Told = std::pair<Presence, std::optional<Instant>>;
  const Directory people = city();
  EXPECT_EQ(now(people, kMaya, "2026-11-27T12:00"),
            Told(Presence::at_work, local("2026-11-27T16:30")));
  EXPECT_EQ(now(people, kMaya, "2026-11-27T16:30"),
            Told(Presence::off_hours, local("2026-11-30T10:00")));
  EXPECT_EQ(now(people, kGone, "2026-11-27T12:00"), Told(Presence::disabled, std::nullopt));
  const Directory ill = city({{local("2026-11-27T10:00"), local("2026-12-01T12:00")}});
  EXPECT_EQ(now(ill, kMaya, "2026-11-27T09:30"),
            Told(Presence::at_work, local("2026-11-27T10:00")));
  EXPECT_EQ(now(ill, kMaya, "2026-11-28T12:00"), Told(Presence::absent, local("2026-12-01T12:00")));
  const Directory left = city({{local("2026-11-27T10:00"), Instant::max()}});
  EXPECT_EQ(now(left, kMaya, "2026-11-28T12:00"), Told(Presence::absent, std::nullopt));
}

TEST(AtWork, ADepartmentAnswersInItsHoursOnly) {
  const Directory people = city();
  EXPECT_EQ(opens_at(people, kRoads, local("2026-11-27T12:00")), local("2026-11-27T12:00"));
  EXPECT_EQ(opens_at(people, kRoads, local("2026-11-27T20:00")), local("2026-11-30T10:00"));
}

}  // namespace
}  // namespace kept::domain
