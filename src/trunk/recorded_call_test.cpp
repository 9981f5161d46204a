// What of a call is recorded, as the exchange orders it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trunk/testing/small_exchange.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using testing::described;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Oren talks with a caller who has heard that the call may be recorded.
class RecordedCallTest : public testing::SmallExchange {
 protected:
  void SetUp() override {
    SmallExchange::SetUp();
    arrives();
    ASSERT_TRUE(does("tell_of_recording", "a", "", "", "This call may be recorded."));
    is_said(3);
    pass(3s);
    ASSERT_TRUE(does("connect", "a", "oren"));
    told_.clear();
  }
  [[nodiscard]] bool is_kept() const {
    const auto found = recorder_.is_hushed.find("a");
    return found != recorder_.is_hushed.end() && !found->second;
  }
};

TEST_F(RecordedCallTest, WhatIsSaidIsKeptFromTheOrderOnUntilItsEnd) {
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
  ASSERT_TRUE(does("record", "a"));
  EXPECT_TRUE(is_kept());
  exchange_.ended("a");
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
  EXPECT_THAT(told_, ElementsAre("recording a", "ended a"));
}

TEST_F(RecordedCallTest, WhatTheCallerDoesNotHearIsNotKept) {
  ASSERT_TRUE(does("record", "a"));
  ASSERT_TRUE(does("hold", "a"));
  EXPECT_FALSE(is_kept());
  ASSERT_TRUE(does("resume", "a"));
  EXPECT_TRUE(is_kept());
  ASSERT_TRUE(does("consult", "a", "oren", "+14165550188"));
  EXPECT_TRUE(is_kept());  // it rings elsewhere
  exchange_.answered("out1", described());
  EXPECT_FALSE(is_kept());
  ASSERT_TRUE(does("join", "a"));
  EXPECT_TRUE(is_kept());
  ASSERT_TRUE(does("transfer", "a"));
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
}

TEST_F(RecordedCallTest, APauseIsSilenceUntilItIsOver) {
  EXPECT_FALSE(does("pause_recording", "a"));
  ASSERT_TRUE(does("record", "a"));
  ASSERT_TRUE(does("pause_recording", "a"));
  EXPECT_FALSE(is_kept());
  EXPECT_FALSE(does("pause_recording", "a"));
  ASSERT_TRUE(does("hold", "a"));
  ASSERT_TRUE(does("resume", "a"));
  EXPECT_FALSE(is_kept());
  ASSERT_TRUE(does("resume_recording", "a"));
  EXPECT_TRUE(is_kept());
  EXPECT_THAT(told_, ElementsAre("recording a", "recording_paused a", "held a", "resumed a",
                                 "recording_resumed a"));
}

TEST_F(RecordedCallTest, WhatIsTakenOverPausedKeepsNoWordUntilItIsLetGoOn) {
  ASSERT_TRUE(does("record_paused", "a"));
  EXPECT_THAT(recorder_.is_hushed, ElementsAre(std::pair("a", true)));
  EXPECT_THAT(told_, ElementsAre("recording a", "recording_paused a"));
  ASSERT_TRUE(does("resume_recording", "a"));
  EXPECT_TRUE(is_kept());
}

TEST_F(RecordedCallTest, TheTalkGoesOnWhenTheDiskIsFull) {
  recorder_.full = true;
  ASSERT_TRUE(does("record", "a"));
  recorder_.full = false;
  ASSERT_TRUE(does("record", "a"));
  exchange_.recording_failed("a");
  exchange_.recording_failed("a");
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
  EXPECT_EQ(board_.rooms[3], board_.rooms[1]);
  EXPECT_THAT(told_,
              ElementsAre("recording_failed a: disk", "recording a", "recording_failed a: disk"));
}

TEST_F(RecordedCallTest, TheNextOperatorsTalkIsNoPartOfIt) {
  ASSERT_TRUE(does("record", "a"));
  ASSERT_TRUE(does("hold", "a"));
  ASSERT_TRUE(does("connect", "a", "maya"));
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
  ASSERT_TRUE(does("record", "a"));
  EXPECT_TRUE(is_kept());
  EXPECT_EQ(recorder_.count, 2);
}

class UnrecordedCallTest : public testing::SmallExchange {};

TEST_F(UnrecordedCallTest, WhoHasNotHeardThatTheyAreRecordedIsNot) {
  talks();
  ASSERT_TRUE(does("record", "a"));
  EXPECT_THAT(recorder_.is_hushed, IsEmpty());
  EXPECT_EQ(told_.back(), "recording_failed a: not_told");
}

TEST_F(UnrecordedCallTest, ThatACallIsRecordedIsHeardWhateverIsPressed) {
  arrives();
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome."));
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", "This call may be recorded."));
  ASSERT_TRUE(does("announce", "a", "", "", "Press 9."));
  exchange_.pressed(3, "2");
  EXPECT_TRUE(hears("This call may be recorded."));
  // The digit has chosen another language: what is being said is not cut off.
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", "Peut-être enregistré."));
  exchange_.pressed(3, "2");
  EXPECT_TRUE(hears("This call may be recorded."));
  is_said(3);
  EXPECT_TRUE(hears("Peut-être enregistré."));
  is_said(3);
  pass(3s);
  EXPECT_EQ(told_.back(), "queued a");
}

TEST_F(UnrecordedCallTest, WhatNoVoiceCouldSayHasToldNobody) {
  arrives();
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", ""));
  pass(3s);
  EXPECT_EQ(told_.back(), "queued a");
  ASSERT_TRUE(does("connect", "a", "oren"));
  ASSERT_TRUE(does("record", "a"));
  EXPECT_EQ(told_.back(), "recording_failed a: not_told");
}

TEST_F(UnrecordedCallTest, OfTwoLanguagesNotYetHeardTheLastCounts) {
  arrives();
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome."));
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", "May be recorded."));
  ASSERT_TRUE(does("tell_of_recording", "a", "", "", "Enregistré."));
  is_said(3);
  EXPECT_TRUE(hears("Enregistré."));
}

}  // namespace
}  // namespace kept::trunk
