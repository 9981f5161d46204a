#include "store/line_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LineCacheTest : public ::testing::Test {
 protected:
  static desk::RequestLine line(std::int64_t id, std::int64_t number) {
    desk::RequestLine line;
    line.id = domain::CaseId{id};
    line.number = number;
    return line;
  }
  /// Brings it to `position`, at which these have changed since; whether it is of use there.
  bool bring_to(std::int64_t position, std::vector<std::int64_t> changed = {}) {
    return cache_.bring_to(position, [&](std::int64_t since) {
      since_ = since;
      return changed;
    });
  }
  std::vector<std::int64_t> missing(std::int64_t position, const std::vector<std::int64_t>& ids) {
    return cache_.find(position, ids, lines_);
  }

  void keep_many(std::int64_t first, std::int64_t last) {
    for (std::int64_t id = first; id <= last; ++id) cache_.keep(1, {line(id, id)});
  }

  LineCache<desk::RequestLine> cache_;
  std::vector<desk::RequestLine> lines_;
  std::int64_t since_ = -1;
};

TEST_F(LineCacheTest, GivesWhatItKeepsInTheOrderThatIsAskedFor) {
  ASSERT_TRUE(bring_to(10));
  cache_.keep(10, {line(1, 101), line(2, 102)});
  EXPECT_THAT(missing(10, {2, 3, 1}), ElementsAre(3));
  ASSERT_EQ(lines_.size(), 3U);
  EXPECT_EQ(lines_[0].number, 102);
  EXPECT_EQ(lines_[2].number, 101);
}

TEST_F(LineCacheTest, DropsWhatHasChangedSince) {
  ASSERT_TRUE(bring_to(10));
  cache_.keep(10, {line(1, 101), line(2, 102)});
  ASSERT_TRUE(bring_to(12, {2}));
  EXPECT_EQ(since_, 10);
  EXPECT_THAT(missing(12, {1, 2}), ElementsAre(2));
}

TEST_F(LineCacheTest, IsOfNoUseToASnapshotFromBefore) {
  ASSERT_TRUE(bring_to(12));
  EXPECT_FALSE(bring_to(11));
  cache_.keep(11, {line(1, 100)});  // what it was then
  EXPECT_THAT(missing(12, {1}), ElementsAre(1));
  cache_.keep(12, {line(1, 101)});
  EXPECT_THAT(missing(11, {1}), ElementsAre(1));
}

TEST_F(LineCacheTest, DropsWhatHasChangedOfWhatIsOlderToo) {
  ASSERT_TRUE(bring_to(1));
  keep_many(1, 5'001);
  ASSERT_TRUE(bring_to(2, {1}));
  EXPECT_THAT(missing(2, {1, 2}), ElementsAre(1));
}

TEST_F(LineCacheTest, IsNoLargerForBeingAskedForAllOfIt) {
  ASSERT_TRUE(bring_to(1));
  keep_many(1, 10'000);
  for (std::int64_t id = 1; id <= 5'000; ++id) ASSERT_THAT(missing(1, {id}), IsEmpty());
  keep_many(10'001, 10'001);
  EXPECT_THAT(missing(1, {1}), ElementsAre(1));
}

TEST_F(LineCacheTest, ForgetsWhatNobodyAskedForForLong) {
  ASSERT_TRUE(bring_to(1));
  constexpr std::int64_t kMany = 20'000;
  keep_many(1, kMany);
  EXPECT_THAT(missing(1, {1}), ElementsAre(1));
  EXPECT_THAT(missing(1, {kMany}), IsEmpty());
}

}  // namespace
}  // namespace kept::store
