// An operator speaks with a colleague beside a call: both wear headsets that are nailed up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trunk/testing/small_exchange.h"

namespace kept::trunk {
namespace {

using ::testing::ElementsAre;

/// Oren (leg 1) talks with the caller (leg 3); Maya has leg 2.
class ColleagueCallTest : public testing::SmallExchange {
 protected:
  void SetUp() override {
    SmallExchange::SetUp();
    talks();
    told_.clear();
  }
  bool with(const std::string& action, const std::string& colleague) {
    return exchange_.carry_out({action, "a", "oren", "", "", "en", colleague}).ok();
  }
  bool is_alone(Leg leg) { return board_.rooms[leg].empty(); }
};

TEST_F(ColleagueCallTest, TheTwoSpeakWhileTheCallerHearsMusicAndNobodyIsDialled) {
  ASSERT_TRUE(with("consult", "maya"));
  EXPECT_EQ(board_.rooms[1], board_.rooms[2]);
  EXPECT_TRUE(hears_music(3));
  EXPECT_EQ(trunk_.dialled, 0);
  EXPECT_FALSE(with("consult", "maya"));
  EXPECT_FALSE(does("consult", "a", "oren", "+14165550188"));
  ASSERT_TRUE(does("join", "a"));
  EXPECT_FALSE(board_.playing.contains(3));
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
  EXPECT_FALSE(with("back", "amara"));
  ASSERT_TRUE(with("back", "maya"));
  EXPECT_TRUE(is_alone(2));
  EXPECT_EQ(board_.rooms[1], board_.rooms[3]);
  EXPECT_THAT(told_, ElementsAre("consulted a", "joined a", "returned a"));
  EXPECT_EQ(agent_told_, "maya");
}

TEST_F(ColleagueCallTest, ATransferLeavesTheColleagueWithTheCallerAsItsOperator) {
  ASSERT_TRUE(with("consult", "maya"));
  ASSERT_TRUE(does("transfer", "a"));
  EXPECT_EQ(told_.back(), "transferred a");
  EXPECT_EQ(agent_told_, "maya");
  EXPECT_TRUE(is_alone(1));
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
  EXPECT_FALSE(board_.playing.contains(3));
  ASSERT_TRUE(does("hold", "a"));
  EXPECT_TRUE(hears_music(3));
  ASSERT_TRUE(with("consult", "oren")) << "who left may be asked in their turn";
}

TEST_F(ColleagueCallTest, WhoHasNoHeadsetOrIsInACallIsNotTakenIn) {
  EXPECT_FALSE(with("consult", "nora"));
  EXPECT_FALSE(with("consult", "oren"));
  ASSERT_TRUE(does("listen", "a", "maya"));
  EXPECT_FALSE(with("consult", "maya"));
  EXPECT_FALSE(board_.playing.contains(3));
}

TEST_F(ColleagueCallTest, AColleagueWhosePageIsGoneLeavesTheTwoInTheirTalk) {
  ASSERT_TRUE(with("consult", "maya"));
  headsets_.attach("maya", {"offer"}, [](auto) {});  // loaded anew: leg 4
  EXPECT_EQ(board_.rooms[4], board_.rooms[1]);
  exchange_.fell_silent(4);
  EXPECT_EQ(told_.back(), "returned a");
  EXPECT_FALSE(board_.playing.contains(3));
}

TEST_F(ColleagueCallTest, WhoseOperatorIsGoneWaitsUnlessTheyHearTheColleague) {
  ASSERT_TRUE(with("consult", "maya"));
  exchange_.fell_silent(1);
  EXPECT_THAT(told_, ElementsAre("consulted a", "returned a", "unheard a"));
  EXPECT_TRUE(hears_music(3));
  EXPECT_TRUE(is_alone(2));
  ASSERT_TRUE(does("connect", "a", "maya"));
  headsets_.attach("oren", {"offer"}, [](auto) {});  // leg 4
  ASSERT_TRUE(with("consult", "oren"));
  ASSERT_TRUE(does("join", "a"));
  exchange_.fell_silent(2);
  EXPECT_EQ(told_.back(), "unheard a");
  EXPECT_EQ(board_.rooms[4], board_.rooms[3]);
  EXPECT_FALSE(board_.playing.contains(3));
}

TEST_F(ColleagueCallTest, ACallThatEndsLeavesBothAlone) {
  ASSERT_TRUE(with("consult", "maya"));
  exchange_.ended("a");
  EXPECT_TRUE(is_alone(1));
  EXPECT_TRUE(is_alone(2));
  waits("b", 4);
  ASSERT_TRUE(does("connect", "b", "maya"));
  EXPECT_EQ(board_.rooms[2], board_.rooms[4]);
}

TEST_F(ColleagueCallTest, WhatTheTwoSayAloneIsNotRecorded) {
  exchange_.ended("a");
  arrives("a");  // leg 4
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", "You may be recorded."));
  is_said(4);
  ASSERT_TRUE(does("connect", "a", "oren"));
  ASSERT_TRUE(does("record", "a"));
  EXPECT_FALSE(recorder_.is_hushed["a"]);
  ASSERT_TRUE(with("consult", "maya"));
  EXPECT_TRUE(recorder_.is_hushed["a"]);
  ASSERT_TRUE(does("join", "a"));
  EXPECT_FALSE(recorder_.is_hushed["a"]);
  ASSERT_TRUE(does("transfer", "a"));
  EXPECT_FALSE(recorder_.is_hushed.contains("a")) << "the next conversation is another";
}

}  // namespace
}  // namespace kept::trunk
