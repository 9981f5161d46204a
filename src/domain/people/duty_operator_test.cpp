#include "domain/people/duty_operator.h"

#include <gtest/gtest.h>

namespace kept::domain {
namespace {

const base::Instant kAnyTime{};

ShiftPlan plan(bool away) {
  std::vector<Absence> absences;
  if (away) absences.push_back({kAnyTime, kAnyTime + std::chrono::hours(1)});
  return ShiftPlan::make(base::TimeZone::utc(), std::nullopt, absences).value();
}

Directory people(bool first_away, bool second_active) {
  const auto member = [&](std::int64_t id, Role role, bool active, bool away) {
    return StaffMember{StaffId{id}, role, active, {}, {}, {}, plan(away)};
  };
  return {
      {member(1, Role::supervisor, true, false), member(2, Role::operator_, true, first_away),
       member(3, Role::operator_, second_active, false)},
      {},
      Calendar::make(
          {base::TimeZone::utc(), WeeklySpans::every_day({{{}, std::chrono::hours(24)}}), {}, {}})
          .value()};
}

TEST(DutyOperator, IsTheFirstOperatorWhoIsThere) {
  EXPECT_EQ(duty_operator(people(false, true), kAnyTime), StaffId{2});
  EXPECT_EQ(duty_operator(people(true, true), kAnyTime), StaffId{3});
  EXPECT_EQ(duty_operator(people(true, true), kAnyTime + std::chrono::hours(2)), StaffId{2});
}

TEST(DutyOperator, IsTheSupervisorWhenNoOperatorIs) {
  EXPECT_EQ(duty_operator(people(true, false), kAnyTime), StaffId{1});
}

}  // namespace
}  // namespace kept::domain
