#include "http/server/rate_limit.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RateLimit, RefillsSteadilyUpToAMinutesWorthForEachKeyOfItsOwn) {
  RateLimit limit(2);
  RateLimit::Time now{};
  EXPECT_TRUE(limit.take("one", now));
  EXPECT_TRUE(limit.take("one", now));
  EXPECT_FALSE(limit.take("one", now));
  EXPECT_TRUE(limit.take("another", now));  // another's
  now += seconds(30) - milliseconds(1);
  EXPECT_FALSE(limit.take("one", now));
  now += milliseconds(1);
  EXPECT_TRUE(limit.take("one", now));
  EXPECT_FALSE(limit.take("one", now));
  now += std::chrono::hours(1);  // more than a minute's worth is not saved up
  EXPECT_TRUE(limit.take("one", now));
  EXPECT_TRUE(limit.take("one", now));
  EXPECT_FALSE(limit.take("one", now));
}

TEST(RateLimit, SaysAfterHowLongThereIsAnother) {
  RateLimit limit(2);
  RateLimit::Time now{};
  EXPECT_EQ(limit.take_or_wait("one", now), std::nullopt);
  EXPECT_EQ(limit.take_or_wait("one", now), std::nullopt);
  EXPECT_EQ(limit.take_or_wait("one", now), seconds(30));
  now += milliseconds(9'500);
  EXPECT_EQ(limit.take_or_wait("one", now), seconds(21));  // whole seconds, and none too few
  now += seconds(21);
  EXPECT_EQ(limit.take_or_wait("one", now), std::nullopt);
}

TEST(RateLimit, TakesARateOfOnesOwnInsteadOfWhatAllHave) {
  RateLimit limit(2);
  const RateLimit::Time now{};
  EXPECT_EQ(limit.take_or_wait("slow", now, 1), std::nullopt);
  EXPECT_EQ(limit.take_or_wait("slow", now, 1), seconds(60));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(limit.take_or_wait("quick", now, 5), std::nullopt);
  EXPECT_EQ(limit.take_or_wait("quick", now, 5), seconds(12));
  EXPECT_TRUE(limit.take("other", now));
}

TEST(RateLimit, GivesThoseBeyondTenThousandOneBucketUntilAMinuteIsOver) {
  RateLimit limit(1);
  const RateLimit::Time now = RateLimit::Time{} + std::chrono::hours(1);
  for (int client = 0; client < 10'000; ++client) {
    ASSERT_TRUE(limit.take(std::to_string(client), now));
  }
  EXPECT_TRUE(limit.take("one beyond", now));
  EXPECT_FALSE(limit.take("another beyond", now));
  EXPECT_FALSE(limit.take("0", now));
  EXPECT_TRUE(limit.take("another beyond", now + std::chrono::minutes(1)));
}

}  // namespace
}  // namespace kept::http
