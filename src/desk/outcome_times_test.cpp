#include "desk/outcome_times.h"

#include <gtest/gtest.h>

#include <chrono>

namespace kept::desk {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::days kDay{1};

OutcomeSpan ended(int days) { return {days * kDay, true}; }
OutcomeSpan open(int days) { return {days * kDay, false}; }

TEST(TimeToOutcome, OfNothingSaysNothing) {
  const TimeToOutcome time = time_to_outcome({});
  EXPECT_EQ(time.requests, 0);
  EXPECT_FALSE(time.half);
  EXPECT_FALSE(time.nine_in_ten);
}

TEST(TimeToOutcome, OfTenIsTheFifthAndTheNinth) {
  std::vector<OutcomeSpan> spans;
  for (int days = 10; days > 0; --days) spans.push_back(ended(days));
  const TimeToOutcome time = time_to_outcome(spans);
  EXPECT_EQ(time.requests, 10);
  EXPECT_EQ(time.with_outcome, 10);
  EXPECT_EQ(time.half, 5 * kDay);
  EXPECT_EQ(time.nine_in_ten, 9 * kDay);
}

TEST(TimeToOutcome, OfOneIsThatOne) {
  EXPECT_EQ(time_to_outcome({ended(3)}).half, 3 * kDay);
  EXPECT_EQ(time_to_outcome({ended(3)}).nine_in_ten, 3 * kDay);
}

// One that waited for long without an outcome tells as much as one that had it late.
TEST(TimeToOutcome, WhatIsOpenCountsForAsLongAsItHasLasted) {
  const TimeToOutcome time = time_to_outcome({ended(1), ended(2), open(3), open(3)});
  EXPECT_EQ(time.with_outcome, 2);
  EXPECT_EQ(time.half, 2 * kDay);
  EXPECT_FALSE(time.nine_in_ten);
  EXPECT_FALSE(time_to_outcome({ended(1), open(3), open(3), open(3)}).half);
}

// Opened a moment ago, it says nothing of how long things take.
TEST(TimeToOutcome, WhatWasJustOpenedChangesNothing) {
  const auto time = time_to_outcome({ended(4), ended(2), open(0), open(0), open(0)});
  EXPECT_EQ(time.requests, 5);
  EXPECT_EQ(time.half, 2 * kDay);
  EXPECT_EQ(time.nine_in_ten, 4 * kDay);
}

// By hand: after the first 3/4 have none, after the third 3/8, after the fifth nobody.
TEST(TimeToOutcome, WhatIsOpenIsNotCountedOnAnyLonger) {
  const auto time = time_to_outcome({ended(1), open(2), ended(3), ended(5)});
  EXPECT_EQ(time.half, 3 * kDay);
  EXPECT_EQ(time.nine_in_ten, 5 * kDay);
}

}  // namespace
}  // namespace kept::desk
