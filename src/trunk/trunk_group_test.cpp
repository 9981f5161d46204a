#include "trunk/trunk_group.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Notes what it is asked for.
struct PatientTrunk final : SipTrunk {
  PatientTrunk(std::string label, std::vector<std::string>& notes)
      : name(std::move(label)), said(notes) {}

  void progress(const TrunkCall& call, const std::string&) override { note("progress", call); }
  void answer(const TrunkCall& call, const std::string&) override { note("answer", call); }
  void refuse(const TrunkCall& call, int status) override {
    note("refuse " + std::to_string(status), call);
  }
  TrunkCall dial(const std::string& number, const std::string&, const SoundOffer&) override {
    TrunkCall call = name + std::to_string(++dialled);
    note("dial " + number, call);
    return call;
  }
  void hang_up(const TrunkCall& call) override { note("hang up", call); }
  void note(const std::string& what, const TrunkCall& call) { said.push_back(what + " " + call); }

  std::string name;
  std::vector<std::string>& said;
  TrunkListener* tells = nullptr;
  bool is_up = true;
  int dialled = 0;
};

/// What the exchange hears.
struct Heard final : TrunkListener {
  void invited(const TrunkCall& call, const std::string&, const std::string&,
               const std::string&) override {
    lines.push_back("invited " + call);
  }
  void changed(const TrunkCall& call, const std::string&) override {
    lines.push_back("changed " + call);
  }
  void progressed(const TrunkCall& call, const std::string&) override {
    lines.push_back("progressed " + call);
  }
  void answered(const TrunkCall& call, const std::string&) override {
    lines.push_back("answered " + call);
  }
  void failed(const TrunkCall& call, int status) override {
    lines.push_back("failed " + std::to_string(status) + " " + call);
  }
  void ended(const TrunkCall& call) override { lines.push_back("ended " + call); }
  std::vector<std::string> lines;
};

/// Two trunks, north and south.
class TrunkGroupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (PatientTrunk* trunk : {&north_, &south_}) {
      trunk->tells = &group_.next_listener();
      group_.add(*trunk, [trunk] { return trunk->is_up; });
    }
  }

  TrunkCall dials() { return group_.dial("+15550142", "311", {"offer", "offer6"}); }
  void pass(std::chrono::milliseconds time) {
    ASSERT_TRUE(clock_.set(clock_.now() + time).ok());
    group_.pass_time();
  }

  base::ManualClock clock_{base::Instant(std::chrono::hours(500'000))};
  std::vector<std::string> said_;
  Heard heard_;
  PatientTrunk north_{"north", said_};
  PatientTrunk south_{"south", said_};
  TrunkGroup group_{6s, clock_, heard_};
};

TEST_F(TrunkGroupTest, TheFirstThatIsUpIsTaken) {
  EXPECT_EQ(dials(), "north1");
  north_.is_up = false;
  EXPECT_EQ(dials(), "south1");
  EXPECT_THAT(said_, ElementsAre("dial +15550142 north1", "dial +15550142 south1"));
}

TEST_F(TrunkGroupTest, WhenNoneSeemsUpAllAreTriedInOrder) {
  north_.is_up = south_.is_up = false;
  const auto call = dials();
  north_.tells->failed("north1", 503);
  south_.tells->failed("south1", 408);
  EXPECT_THAT(said_, ElementsAre("dial +15550142 north1", "dial +15550142 south1"));
  EXPECT_THAT(heard_.lines, ElementsAre("failed 408 " + call));
}

TEST_F(TrunkGroupTest, WhatTheFirstCannotTheNextDoesUnderTheSameName) {
  for (const int status : {401, 407, 408, 500, 503, 504}) {
    said_.clear();
    heard_.lines.clear();
    const auto call = dials();
    north_.tells->failed(call, status);
    const TrunkCall second = "south" + std::to_string(south_.dialled);
    south_.tells->progressed(second, "");
    south_.tells->answered(second, "sdp");
    south_.tells->changed(second, "sdp");
    group_.answer(call, "sdp");
    group_.hang_up(call);
    south_.tells->ended(second);
    EXPECT_THAT(said_, ElementsAre("dial +15550142 " + call, "dial +15550142 " + second,
                                   "answer " + second, "hang up " + second));
    EXPECT_THAT(heard_.lines, ElementsAre("progressed " + call, "answered " + call,
                                          "changed " + call, "ended " + call));
  }
}

TEST_F(TrunkGroupTest, BusyUnknownAndUnwillingAreSoOnEveryTrunk) {
  for (const int status : {403, 404, 480, 484, 486, 488, 600, 603}) {
    heard_.lines.clear();
    const auto call = dials();
    north_.tells->failed(call, status);
    EXPECT_THAT(heard_.lines, ElementsAre("failed " + std::to_string(status) + " " + call));
  }
  EXPECT_EQ(south_.dialled, 0);
}

TEST_F(TrunkGroupTest, WhatHasRungIsDialledNowhereElse) {
  const auto call = dials();
  north_.tells->progressed(call, "");
  pass(60s);
  north_.tells->failed(call, 503);
  EXPECT_THAT(heard_.lines, ElementsAre("progressed " + call, "failed 503 " + call));
  EXPECT_EQ(south_.dialled, 0);
}

TEST_F(TrunkGroupTest, ASilentTrunkIsGivenUpForTheNextAndWhatItSaysLaterIsPassedOver) {
  const auto call = dials();
  pass(5900ms);
  EXPECT_EQ(south_.dialled, 0);
  pass(100ms);
  EXPECT_THAT(said_,
              ElementsAre("dial +15550142 north1", "hang up north1", "dial +15550142 south1"));
  north_.tells->progressed("north1", "");
  north_.tells->answered("north1", "");
  EXPECT_EQ(said_.back(), "hang up north1");
  north_.tells->ended("north1");
  EXPECT_THAT(heard_.lines, IsEmpty());
  pass(60s);
  south_.tells->answered("south1", "");
  EXPECT_THAT(heard_.lines, ElementsAre("answered " + call));
}

TEST_F(TrunkGroupTest, WhoeverHangsUpIsNotDialledAgain) {
  const auto call = dials();
  group_.hang_up(call);
  pass(60s);
  north_.tells->failed(call, 503);
  EXPECT_THAT(said_, ElementsAre("dial +15550142 north1", "hang up north1"));
  EXPECT_THAT(heard_.lines, ElementsAre("failed 503 " + call));
}

TEST_F(TrunkGroupTest, CallsComeOverAnyTrunkAndAreAnsweredThere) {
  south_.tells->invited("in7", "+15550100", "311", "offer");
  group_.progress("in7", "early");
  group_.answer("in7", "sdp");
  north_.tells->invited("in8", "+15550100", "311", "offer");
  group_.refuse("in8", 503);
  south_.tells->ended("in7");
  group_.hang_up("in7");
  EXPECT_THAT(said_, ElementsAre("progress in7", "answer in7", "refuse 503 in8"));
  EXPECT_THAT(heard_.lines, ElementsAre("invited in7", "invited in8", "ended in7"));
}

}  // namespace
}  // namespace kept::trunk
