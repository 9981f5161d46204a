#include "http/open311/count_cache.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

using namespace std::chrono_literals;

constexpr base::Instant kNoon{std::chrono::sys_days{std::chrono::November / 24 / 2026} + 12h};

TEST(CountCacheTest, ACountServesItsQuestionUntilSomethingChanges) {
  CountCache counts;
  EXPECT_FALSE(counts.find("status=open", "1", kNoon));
  counts.keep("status=open", "1", kNoon, 1234);
  EXPECT_EQ(counts.find("status=open", "1", kNoon), CountCache::Count(1234));
  EXPECT_FALSE(counts.find("status=closed", "1", kNoon));
  EXPECT_FALSE(counts.find("status=open", "2", kNoon));
}

TEST(CountCacheTest, WhatIsTooManyToCountIsRememberedToo) {
  CountCache counts;
  counts.keep("", "1", kNoon, std::nullopt);
  const auto found = counts.find("", "1", kNoon);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, std::nullopt);
}

TEST(CountCacheTest, TimeAloneEndsACount) {
  CountCache counts;
  counts.keep("", "1", kNoon, 7);
  EXPECT_TRUE(counts.find("", "1", kNoon + 5s));
  EXPECT_FALSE(counts.find("", "1", kNoon + 5001ms));
  EXPECT_FALSE(counts.find("", "1", kNoon - 1s));  // the clock was set back
}

}  // namespace
}  // namespace kept::http
