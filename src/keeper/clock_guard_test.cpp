#include "keeper/clock_guard.h"

#include <gtest/gtest.h>

namespace kept::keeper {
namespace {

using namespace std::chrono_literals;

const base::Instant kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24);

TEST(ClockGuard, BelievesAClockThatRunsWithTheMachine) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 23h, {}});
  guard.look(kNow + 1h, 100s + 1h);
  EXPECT_EQ(guard.doubt(), std::nullopt);
}

TEST(ClockGuard, DoubtsAClockBeforeTheLastEvent) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow + 1ms, {}});
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, DoubtsAClockMoreThanADayAfterTheLastEventOfACityWithoutAKeeper) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 24h - 1ms, {}});
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, BelievesTheClockAfterThreeHoursDown) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 3h - 5min, kNow - 3h});
  EXPECT_EQ(guard.doubt(), std::nullopt);
}

TEST(ClockGuard, BelievesTheClockAfterAShortStopInAQuietWeekend) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 62h, kNow - 10s});
  EXPECT_EQ(guard.doubt(), std::nullopt);
}

TEST(ClockGuard, DoubtsTheClockAfterThreeDaysDown) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 72h, kNow - 72h});
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, WhatWasRecordedInDoubtDoesNotEndItAtTheNextStart) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 1min, kNow - 72h});
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, DoubtsAClockThatWasSetBackDuringAStop) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 3h, kNow + 2h});
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, BelievesAMachineThatSleptAndTellsHowLong) {
  ClockGuard guard;
  guard.start(kNow, 100s, {});
  // CLOCK_BOOTTIME goes on in the sleep, as the wall clock does.
  EXPECT_EQ(guard.look(kNow + 9h, 100s + 9h), 9h);
  EXPECT_EQ(guard.doubt(), std::nullopt);
  EXPECT_EQ(guard.look(kNow + 9h + 1s, 101s + 9h), 1s);
}

TEST(ClockGuard, DoubtsAClockThatStepsBackTwoHours) {
  ClockGuard guard;
  guard.start(kNow, 100s, {kNow - 3h, kNow - 10s});
  guard.look(kNow - 2h + 1s, 101s);
  EXPECT_TRUE(guard.doubt());
}

TEST(ClockGuard, DoubtsAJumpOfMoreThanAMinuteEitherWay) {
  for (const base::Duration jump : {base::Duration(61s), base::Duration(-61s)}) {
    ClockGuard guard;
    guard.start(kNow, 0s, {});
    guard.look(kNow + 10s + jump, 10s);
    EXPECT_TRUE(guard.doubt());
  }
}

TEST(ClockGuard, SmallCorrectionsDoNotAddUp) {
  ClockGuard guard;
  guard.start(kNow, 0s, {});
  for (int i = 1; i <= 10; ++i) guard.look(kNow + i * 70s, i * 60s);
  EXPECT_EQ(guard.doubt(), std::nullopt);
}

TEST(ClockGuard, AnAdministratorEndsTheDoubt) {
  ClockGuard guard;
  guard.start(kNow, 0s, {kNow - 48h, {}});
  guard.confirm(kNow, 0s);
  guard.look(kNow + 1s, 1s);
  EXPECT_EQ(guard.doubt(), std::nullopt);
}

}  // namespace
}  // namespace kept::keeper
