#include "base/clock.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace kept::base {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

TEST(ManualClock, StandsUntilMoved) {
  ManualClock clock(Instant(hours(10)));
  EXPECT_EQ(clock.now(), Instant(hours(10)));
  EXPECT_TRUE(clock.advance(milliseconds(5)).ok());
  EXPECT_EQ(clock.now(), Instant(hours(10)) + milliseconds(5));
  EXPECT_TRUE(clock.set(Instant(hours(20))).ok());
  EXPECT_TRUE(clock.set(Instant(hours(20))).ok());
  EXPECT_EQ(clock.now(), Instant(hours(20)));
}

TEST(ManualClock, RefusesToGoBackwards) {
  ManualClock clock(Instant(hours(10)));
  EXPECT_EQ(clock.set(Instant(hours(10)) - milliseconds(1)).error().reason, "clock.backwards");
  EXPECT_EQ(clock.advance(milliseconds(-1)).error().reason, "clock.backwards");
  EXPECT_EQ(clock.advance(milliseconds::max()).error().reason, "clock.too_far");
  EXPECT_EQ(clock.advance(milliseconds::min()).error().reason, "clock.backwards");
  EXPECT_EQ(clock.now(), Instant(hours(10)));
}

TEST(ManualClock, LosesNoStepWhenSeveralThreadsMoveIt) {
  ManualClock clock(Instant{});
  std::vector<std::thread> movers;
  for (int i = 0; i < 4; ++i) {
    movers.emplace_back([&clock] {
      for (int step = 0; step < 1000; ++step) EXPECT_TRUE(clock.advance(milliseconds(1)).ok());
    });
  }
  for (std::thread& mover : movers) mover.join();
  EXPECT_EQ(clock.now(), Instant(milliseconds(4000)));
}

TEST(SystemClock, TellsTheMachinesTime) {
  const auto before = std::chrono::system_clock::now();
  const Instant now = SystemClock().now();
  const auto after = std::chrono::system_clock::now();
  EXPECT_GE(now + milliseconds(1), before);
  EXPECT_LE(now, after);
}

}  // namespace
}  // namespace kept::base
