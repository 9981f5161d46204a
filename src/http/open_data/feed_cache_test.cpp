#include "http/open_data/feed_cache.h"

#include <gtest/gtest.h>

namespace kept::http {
namespace {

TEST(FeedCacheTest, AFeedServesItsAddressUntilTheDataChange) {
  FeedCache feeds;
  EXPECT_FALSE(feeds.find("/a", "1"));
  feeds.keep("/a", "1", "<feed/>");
  EXPECT_EQ(feeds.find("/a", "1"), "<feed/>");
  EXPECT_FALSE(feeds.find("/b", "1"));
  EXPECT_FALSE(feeds.find("/a", "2"));
}

TEST(FeedCacheTest, StrangeAddressesDoNotFillTheMemory) {
  FeedCache feeds;
  feeds.keep("/first", "1", "<feed/>");
  for (int i = 0; i < 100; ++i) feeds.keep("/" + std::to_string(i), "1", "<feed/>");
  EXPECT_FALSE(feeds.find("/first", "1"));
  EXPECT_TRUE(feeds.find("/99", "1"));
}

}  // namespace
}  // namespace kept::http
