// Somebody listens to a call: they hear it, nobody hears them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trunk/testing/small_exchange.h"

namespace kept::trunk {
namespace {

using testing::described;
using ::testing::IsEmpty;

class ListenedCallTest : public testing::SmallExchange {};

TEST_F(ListenedCallTest, WhoListensHearsTheCallAndIsNotHeard) {
  talks();
  told_.clear();
  EXPECT_FALSE(does("listen", "a", "oren"));  // talks there
  EXPECT_FALSE(does("listen", "a", "nora"));  // has no headset
  ASSERT_TRUE(does("listen", "a", "maya"));
  EXPECT_FALSE(does("listen", "a", "maya"));
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
  EXPECT_EQ(board_.parts[2], media::Mixer::Part::only_listens);
  EXPECT_EQ(board_.parts[1], media::Mixer::Part::talks);
  headsets_.attach("maya", {"offer"}, [](auto) {});  // the page is loaded anew: leg 4
  EXPECT_EQ(board_.rooms[4], board_.rooms[3]);
  EXPECT_EQ(board_.parts[4], media::Mixer::Part::only_listens);
  ASSERT_TRUE(does("stop_listening", "a", "maya"));
  EXPECT_EQ(board_.rooms[4], "");
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(ListenedCallTest, ListeningEndsWithTheCallOrWithATransferOutOfTheHouse) {
  talks();
  ASSERT_TRUE(does("listen", "a", "maya"));
  exchange_.ended("a");
  EXPECT_EQ(board_.rooms[2], "");
  waits("b", 4);
  ASSERT_TRUE(does("connect", "b", "oren"));
  ASSERT_TRUE(does("listen", "b", "maya"));
  ASSERT_TRUE(does("consult", "b", "oren", "+14165550188"));
  exchange_.answered("out1", described());
  ASSERT_TRUE(does("transfer", "b"));
  EXPECT_EQ(board_.rooms[2], "");
}

TEST_F(ListenedCallTest, ACallWithoutItsOperatorIsNotListenedTo) {
  talks();
  ASSERT_TRUE(does("listen", "a", "maya"));
  exchange_.fell_silent(1);
  EXPECT_EQ(board_.rooms[2], "");
}

TEST_F(ListenedCallTest, WhoListensAndTakesACallTalksThere) {
  talks();
  ASSERT_TRUE(does("listen", "a", "maya"));
  waits("b", 4);
  ASSERT_TRUE(does("connect", "b", "maya"));
  EXPECT_EQ(board_.rooms[2], "b");
  EXPECT_EQ(board_.parts[2], media::Mixer::Part::talks);
  ASSERT_TRUE(does("hold", "a"));
  EXPECT_EQ(board_.rooms[2], "b");
}

}  // namespace
}  // namespace kept::trunk
