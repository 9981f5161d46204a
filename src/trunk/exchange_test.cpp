#include "trunk/exchange.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "trunk/testing/small_exchange.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using testing::described;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ExchangeTest : public testing::SmallExchange {};

TEST_F(ExchangeTest, ACallIsGreetedBeforeItIsAnsweredAndWaits) {
  arrives();
  EXPECT_THAT(trunk_.said, ElementsAre("progress a"));
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome."));
  is_said(3);
  pass(2999ms);
  EXPECT_THAT(told_, ElementsAre("arrived a"));
  pass(1ms);
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a"));
  EXPECT_THAT(trunk_.said, ElementsAre("progress a", "answer a"));
  EXPECT_TRUE(hears_music(3));
}

TEST_F(ExchangeTest, WhoWaitsAndIsToldSomethingHearsMusicAgain) {
  waits();
  ASSERT_TRUE(does("announce", "a", "", "", "Five minutes."));
  EXPECT_FALSE(hears_music(3));
  is_said(3);
  EXPECT_TRUE(hears_music(3));
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a"));
}

TEST_F(ExchangeTest, WhoeverPressesADigitNeedNotHearTheRest) {
  arrives();
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome. To be called back, press 9."));
  exchange_.pressed(3, "9");
  EXPECT_FALSE(board_.playing.contains(3));
  pass(700ms);
  EXPECT_THAT(told_, ElementsAre("arrived a", "digit a", "queued a"));
}

TEST_F(ExchangeTest, WhatIsSaidToWhoeverWaitsIsSaidToItsEnd) {
  arrives();
  exchange_.pressed(3, "9");
  ASSERT_TRUE(does("announce", "a", "", "", "We call you back."));
  ASSERT_TRUE(does("hang_up", "a"));
  EXPECT_THAT(trunk_.said, ElementsAre("progress a"));
  is_said(3);
  EXPECT_THAT(trunk_.said, ElementsAre("progress a", "hang up a"));
  EXPECT_THAT(told_, ElementsAre("arrived a", "digit a", "abandoned a"));
}

TEST_F(ExchangeTest, EveryCallHasOneEnd) {
  talks();
  exchange_.ended("a");
  exchange_.ended("a");
  EXPECT_TRUE(does("hang_up", "a"));
  EXPECT_FALSE(does("hold", "a"));
  exchange_.hang_up_all();
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a", "answered a", "ended a"));
  EXPECT_EQ(exchange_.calls(), 0U);
  EXPECT_EQ(board_.rooms.size(), 2U);  // the headsets
}

TEST_F(ExchangeTest, OnHoldTheCallerHearsMusicAndTheOperatorNobody) {
  talks();
  EXPECT_EQ(board_.rooms[3], board_.rooms[1]);
  EXPECT_FALSE(board_.playing.contains(3));
  ASSERT_TRUE(does("hold", "a"));
  EXPECT_TRUE(hears_music(3));
  EXPECT_FALSE(does("hold", "a"));
  ASSERT_TRUE(does("resume", "a"));
  EXPECT_FALSE(board_.playing.contains(3));
}

TEST_F(ExchangeTest, AThirdIsAskedWhileTheCallerHearsMusicAndThenTakesTheCallOver) {
  consults();
  EXPECT_FALSE(hears_music(3));  // it only rings there
  exchange_.answered("out1", described());
  EXPECT_TRUE(hears_music(3));
  EXPECT_EQ(board_.rooms[4], board_.rooms[1]);
  ASSERT_TRUE(does("join", "a"));
  EXPECT_FALSE(board_.playing.contains(3));
  ASSERT_TRUE(does("transfer", "a"));
  EXPECT_EQ(board_.rooms[1], "");
  EXPECT_EQ(board_.rooms[3], board_.rooms[4]);
  exchange_.ended("out1");
  EXPECT_THAT(trunk_.said, Contains("hang up a"));
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a", "answered a", "consulted a", "joined a",
                                 "transferred a", "ended a"));
}

TEST_F(ExchangeTest, AThirdWhoGoesLeavesTheOthersInTheirTalk) {
  consults();
  exchange_.answered("out1", described());
  exchange_.ended("out1");
  EXPECT_EQ(told_.back(), "returned a");
  EXPECT_EQ(third_gone_, "+14165550188");
  EXPECT_FALSE(board_.playing.contains(3));
  ASSERT_TRUE(does("consult", "a", "oren", "+14165550160"));
  exchange_.failed("out2", 486);
  EXPECT_EQ(told_.back(), "third_failed a: busy");
  EXPECT_EQ(third_gone_, "+14165550160");
}

TEST_F(ExchangeTest, ACallerWhoGoesTakesTheThirdAlong) {
  consults();
  exchange_.ended("a");
  EXPECT_THAT(trunk_.said, Contains("hang up out1"));
  exchange_.failed("out1", 487);
  EXPECT_EQ(told_.back(), "ended a");
}

TEST_F(ExchangeTest, NobodyIsConnectedToSomebodyWithoutSound) {
  waits();
  EXPECT_FALSE(does("connect", "a", "nora"));
  EXPECT_TRUE(hears_music(3));
  EXPECT_FALSE(does("dial", "d", "nora", "+14165550142"));
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a"));
}

TEST_F(ExchangeTest, WhoeverLoadsTheirPageAnewIsInTheirCallAgain) {
  talks();
  headsets_.attach("oren", {"offer"}, [](auto) {});
  EXPECT_FALSE(board_.playing.contains(3));
  EXPECT_EQ(board_.rooms[4], board_.rooms[3]);
  EXPECT_EQ(told_.back(), "answered a");
}

TEST_F(ExchangeTest, AnOlderPageTakesTheSoundFromNoOther) {
  talks();
  const auto reason_of = [this](const Headsets::Offer& offer) {
    std::string reason;
    headsets_.attach("oren", offer, [&](const base::Result<std::string>& answer) {
      if (!answer.ok()) reason = answer.error().reason;
    });
    return reason;
  };
  EXPECT_EQ(reason_of({"offer", "old", false}), "");
  EXPECT_EQ(reason_of({"offer", "new", false}), "");
  const auto leg = headsets_.leg_of("oren");
  EXPECT_EQ(reason_of({"offer", "old", true}), "telephone.sound_elsewhere");
  EXPECT_EQ(reason_of({"", "old", false}), "");
  EXPECT_EQ(headsets_.leg_of("oren"), leg);
  EXPECT_EQ(board_.rooms[*leg], "a");
  // Once nobody has it, it may be had again.
  exchange_.fell_silent(*leg);
  EXPECT_EQ(reason_of({"offer", "old", true}), "");
}

TEST_F(ExchangeTest, WhoseOperatorIsGoneWaitsForAnother) {
  talks();
  ASSERT_TRUE(does("silence", "a", "oren"));
  EXPECT_FALSE(headsets_.leg_of("oren"));
  EXPECT_EQ(told_.back(), "unheard a");
  EXPECT_TRUE(hears_music(3));
  ASSERT_TRUE(does("announce", "a", "", "", "Please stay on the line."));
  EXPECT_FALSE(hears_music(3));
  is_said(3);
  EXPECT_TRUE(hears_music(3));
  EXPECT_FALSE(does("hold", "a"));
  ASSERT_TRUE(does("connect", "a", "maya"));
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
  EXPECT_FALSE(board_.playing.contains(3));
  exchange_.ended("a");
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a", "answered a", "unheard a", "answered a",
                                 "ended a"));
}

TEST_F(ExchangeTest, AResidentWhomWeCalledWaitsTooWhenTheOperatorIsGone) {
  ASSERT_TRUE(does("dial", "d", "oren", "+14165550142"));
  exchange_.answered("out1", described());
  exchange_.fell_silent(1);
  EXPECT_EQ(told_.back(), "unheard d");
  EXPECT_TRUE(hears_music(3));
  ASSERT_TRUE(does("connect", "d", "maya"));
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
}

TEST_F(ExchangeTest, NobodyIsRungForAnOperatorWhoIsGone) {
  ASSERT_TRUE(does("dial", "d", "oren", "+14165550142"));
  exchange_.fell_silent(1);
  EXPECT_THAT(trunk_.said, Contains("hang up out1"));
  EXPECT_THAT(told_, ElementsAre("dialling d", "ended d"));
}

TEST_F(ExchangeTest, WhomTheOperatorConsultedAloneIsLetGoWithThem) {
  consults();
  exchange_.answered("out1", described());
  exchange_.fell_silent(1);
  EXPECT_THAT(trunk_.said, Contains("hang up out1"));
  EXPECT_THAT(told_, ElementsAre("arrived a", "queued a", "answered a", "consulted a", "returned a",
                                 "unheard a"));
  EXPECT_TRUE(hears_music(3));
}

TEST_F(ExchangeTest, WhoeverTalksToAThirdGoesOnWithoutTheOperator) {
  consults();
  exchange_.answered("out1", described());
  ASSERT_TRUE(does("join", "a"));
  exchange_.fell_silent(1);
  EXPECT_EQ(told_.back(), "unheard a");
  EXPECT_EQ(board_.rooms[3], board_.rooms[4]);
  EXPECT_FALSE(board_.playing.contains(3));
  EXPECT_FALSE(board_.playing.contains(4));
}

TEST_F(ExchangeTest, WhatComesLateOfAPieceThatWasBrokenOffEndsNoOther) {
  arrives();
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome. To be called back, press 9."));
  const auto broken_off = board_.pieces[3];
  exchange_.pressed(3, "9");
  ASSERT_TRUE(does("announce", "a", "", "", "We call you back."));
  ASSERT_TRUE(does("hang_up", "a"));
  exchange_.played(3, broken_off);
  EXPECT_EQ(exchange_.calls(), 1U);
  is_said(3);
  EXPECT_EQ(exchange_.calls(), 0U);
}

TEST_F(ExchangeTest, ACallThatIsPassedOnIsWithTheOtherOperatorOnly) {
  talks();
  ASSERT_TRUE(does("hold", "a"));
  ASSERT_TRUE(does("connect", "a", "maya"));
  EXPECT_EQ(board_.rooms[1], "");
  EXPECT_EQ(board_.rooms[2], board_.rooms[3]);
  EXPECT_FALSE(board_.playing.contains(3));
}

TEST_F(ExchangeTest, WhomWeCallRingsAndAnswers) {
  ASSERT_TRUE(does("dial", "d", "oren", "+14165550142", "5550100"));
  EXPECT_THAT(trunk_.said, ElementsAre("dial +14165550142 as 5550100 out1"));
  EXPECT_EQ(board_.playing[1], sounds_.ringing());
  exchange_.progressed("out1", "");
  EXPECT_EQ(board_.playing[1], sounds_.ringing());
  exchange_.progressed("out1", described());  // a voice in the network may be heard
  EXPECT_FALSE(board_.playing.contains(1));
  exchange_.answered("out1", "");
  EXPECT_THAT(told_, ElementsAre("dialling d", "answered d"));
  EXPECT_EQ(board_.rooms[1], board_.rooms[3]);
}

TEST_F(ExchangeTest, WhomWeCallIsOfferedSoundInTheirKindOfAddress) {
  ASSERT_TRUE(does("dial", "d", "oren", "+14165550142"));
  EXPECT_THAT(trunk_.offered.v4, HasSubstr("c=IN IP4 192.0.2.9"));
  EXPECT_THAT(trunk_.offered.v6, HasSubstr("c=IN IP6 2001:db8::9"));
}

TEST_F(ExchangeTest, WhyADialledCallFailed) {
  const std::map<int, std::string> reasons{{486, "busy"},        {600, "busy"},
                                           {480, "no_answer"},   {404, "unreachable"},
                                           {503, "unreachable"}, {408, "no_answer"}};
  int dialled = 0;
  for (const auto& [status, reason] : reasons) {
    const std::string call = "d" + std::to_string(++dialled);
    ASSERT_TRUE(does("dial", call, "oren", "+14165550142"));
    exchange_.progressed("out" + std::to_string(dialled), "");
    exchange_.failed("out" + std::to_string(dialled), status);
    EXPECT_EQ(told_.back(), "failed " + call + ": " + reason) << status;
  }
}

TEST_F(ExchangeTest, WhoLetsItRingForTooLongHasNotAnswered) {
  ASSERT_TRUE(does("dial", "d", "oren", "+14165550142"));
  pass(29'999ms);
  EXPECT_EQ(trunk_.said.size(), 1U);
  pass(1ms);
  EXPECT_EQ(trunk_.said.back(), "hang up out1");
  exchange_.answered("out1", described());  // crossed on the way
  exchange_.ended("out1");
  EXPECT_THAT(told_, ElementsAre("dialling d", "failed d: no_answer"));
}

TEST_F(ExchangeTest, WithoutTheServerACallerIsAnsweredAndWaitsWithMusic) {
  arrives();
  pass(7999ms);
  EXPECT_THAT(trunk_.said, ElementsAre("progress a"));
  pass(1ms);
  EXPECT_THAT(trunk_.said, ElementsAre("progress a", "answer a"));
  EXPECT_TRUE(hears_music(3));
  ASSERT_TRUE(does("announce", "a", "", "", "Welcome."));
  is_said(3);
  pass(3s);
  EXPECT_EQ(told_.back(), "queued a");
  EXPECT_EQ(trunk_.said.size(), 2U);
}

TEST_F(ExchangeTest, WhatCannotBeHeardIsRefused) {
  exchange_.invited("a", "", "311", "");
  exchange_.invited("b", "", "311",
                    "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n"
                    "m=audio 4000 RTP/AVP 18\r\n");
  board_.full = true;
  exchange_.invited("c", "", "311", described());
  exchange_.close_doors();
  exchange_.invited("d", "", "311", described());
  EXPECT_THAT(trunk_.said,
              ElementsAre("refuse 400 a", "refuse 488 b", "refuse 503 c", "refuse 503 d"));
  EXPECT_THAT(told_, IsEmpty());
}

TEST_F(ExchangeTest, WhoFellSilentIsGone) {
  talks();
  exchange_.fell_silent(1);
  EXPECT_FALSE(headsets_.leg_of("oren"));
  EXPECT_TRUE(hears_music(3));
  exchange_.fell_silent(3);
  EXPECT_EQ(told_.back(), "ended a");
  EXPECT_EQ(trunk_.said.back(), "hang up a");
}

TEST_F(ExchangeTest, DigitsGoToWhoeverWasCalledLast) {
  talks();
  EXPECT_TRUE(does("digits", "a", "oren", "", "1"));
  ASSERT_TRUE(does("consult", "a", "oren", "+14165550188"));
  EXPECT_FALSE(does("digits", "a", "oren", "", "2"));
  exchange_.answered("out1", described());
  EXPECT_TRUE(does("digits", "a", "oren", "", "3"));
  EXPECT_EQ(board_.pressed[3], "1");
  EXPECT_EQ(board_.pressed[4], "3");
}

TEST_F(ExchangeTest, NoCallHangsForEver) {
  talks();
  pass(std::chrono::hours(13) - 3s);  // it came three seconds ago
  EXPECT_EQ(exchange_.calls(), 1U);
  pass(1ms);
  EXPECT_EQ(told_.back(), "ended a");
}

TEST_F(ExchangeTest, AnOperatorIsInOneCall) {
  talks();
  waits("b", 4);
  ASSERT_TRUE(does("hold", "a"));
  // Oren has passed a on, and nobody has taken it yet.
  ASSERT_TRUE(does("connect", "b", "oren"));
  EXPECT_EQ(board_.rooms[1], "b");
  EXPECT_TRUE(hears_music(3));
  exchange_.headset_changed("oren");
  EXPECT_EQ(board_.rooms[1], "b");
  // What becomes of a is nothing to Oren and the caller of b.
  ASSERT_TRUE(does("connect", "a", "maya"));
  EXPECT_EQ(board_.rooms[1], "b");
  EXPECT_EQ(board_.rooms[2], "a");
  exchange_.ended("a");
  EXPECT_EQ(board_.rooms[1], "b");
  exchange_.headset_changed("oren");
  EXPECT_EQ(board_.rooms[1], "b");
}

TEST_F(ExchangeTest, WhoPicksUpAfterWeGaveUpIsNotLeftOnADeadLine) {
  ASSERT_TRUE(does("dial", "x", "oren", "+14165550142"));
  ASSERT_TRUE(does("hang_up", "x"));
  trunk_.said.clear();
  exchange_.answered("out1", described());
  EXPECT_THAT(trunk_.said, ElementsAre("hang up out1"));
  exchange_.changed("out1", described());
  EXPECT_THAT(trunk_.said, Contains("refuse 481 out1"));
}

TEST_F(ExchangeTest, OneCallersDigitsDoNotFillTheServer) {
  waits();
  told_.clear();
  for (int second = 0; second < 100; ++second) exchange_.pressed(3, "1234567890");
  EXPECT_EQ(told_.size(), 30U);
}

}  // namespace
}  // namespace kept::trunk
