#include "http/open311/rate_limit.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RateLimit, RefillsSteadilyUpToAMinutesWorthForEachKeyOfItsOwn) {
  RateLimit limit(2);
  RateLimit::Time now{};
  EXPECT_TRUE(limit.take(1, now));
  EXPECT_TRUE(limit.take(1, now));
  EXPECT_FALSE(limit.take(1, now));
  EXPECT_TRUE(limit.take(2, now));  // another's
  now += seconds(30) - milliseconds(1);
  EXPECT_FALSE(limit.take(1, now));
  now += milliseconds(1);
  EXPECT_TRUE(limit.take(1, now));
  EXPECT_FALSE(limit.take(1, now));
  now += std::chrono::hours(1);  // more than a minute's worth is not saved up
  EXPECT_TRUE(limit.take(1, now));
  EXPECT_TRUE(limit.take(1, now));
  EXPECT_FALSE(limit.take(1, now));
}

}  // namespace
}  // namespace kept::http
