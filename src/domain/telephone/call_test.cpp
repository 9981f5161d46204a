#include "domain/telephone/call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::seconds;

constexpr StaffId kOren{1};
constexpr StaffId kAmara{2};
const Instant kNoon{std::chrono::hours(12)};

/// Takes a step that must be possible.
void must(Call& call, CallStep what, Instant at, std::optional<StaffId> agent = std::nullopt) {
  const auto done = step(call, what, at, agent);
  ASSERT_TRUE(done.ok()) << done.error().reason;
}

Call waiting_call() {
  Call call;
  call.id = CallId{7};
  call.arrived_at = kNoon;
  must(call, CallStep::queued, kNoon + seconds(5));
  return call;
}

Call talking_call() {
  Call call = waiting_call();
  must(call, CallStep::offered, kNoon + seconds(10), kOren);
  must(call, CallStep::accepted, kNoon + seconds(12));
  must(call, CallStep::answered, kNoon + seconds(13));
  return call;
}

TEST(CallTest, AnAnsweredCallBelongsToWhoAnsweredIt) {
  const Call call = talking_call();
  EXPECT_EQ(call.state, CallState::talking);
  EXPECT_EQ(call.agent, kOren);
  EXPECT_EQ(call.answered_at, kNoon + seconds(13));
  EXPECT_TRUE(call.occupies());
}

TEST(CallTest, WhatWasLetRingWaitsAgainWithItsPlace) {
  Call call = waiting_call();
  must(call, CallStep::offered, kNoon + seconds(10), kOren);
  must(call, CallStep::unanswered, kNoon + seconds(30));
  EXPECT_EQ(call.state, CallState::waiting);
  EXPECT_FALSE(call.agent);
  EXPECT_EQ(call.queued_at, kNoon + seconds(5));
  EXPECT_THAT(call.passed_by, testing::ElementsAre(kOren));
}

TEST(CallTest, HoldIsAddedUpWhateverItWasFor) {
  Call call = talking_call();
  must(call, CallStep::held, kNoon + seconds(20));
  must(call, CallStep::resumed, kNoon + seconds(25));
  must(call, CallStep::consulted, kNoon + seconds(30));
  must(call, CallStep::joined, kNoon + seconds(37));
  EXPECT_EQ(call.held, seconds(12));
  must(call, CallStep::returned, kNoon + seconds(40));
  must(call, CallStep::held, kNoon + seconds(50));
  end(call, CallEnding::hung_up, kNoon + seconds(53));
  EXPECT_EQ(call.held, seconds(15));
  EXPECT_FALSE(call.held_at);
  EXPECT_EQ(talked(call, kNoon + std::chrono::hours(1)), seconds(40));
}

TEST(CallTest, WhatIsPassedAndNotAnsweredComesBackOnHold) {
  Call call = talking_call();
  must(call, CallStep::offered, kNoon + seconds(20), kAmara);
  EXPECT_EQ(call.agent, kAmara);
  EXPECT_EQ(call.handed_by, kOren);
  must(call, CallStep::unanswered, kNoon + seconds(40));
  EXPECT_EQ(call.state, CallState::held);
  EXPECT_EQ(call.agent, kOren);
  EXPECT_FALSE(call.handed_by);
  must(call, CallStep::resumed, kNoon + seconds(41));
  EXPECT_EQ(call.held, seconds(21));
}

TEST(CallTest, WhatIsSentOnWhileItRingsStillComesBackToWhoPassedIt) {
  Call call = talking_call();
  must(call, CallStep::offered, kNoon + seconds(20), kAmara);
  must(call, CallStep::offered, kNoon + seconds(25), StaffId{3});
  must(call, CallStep::unanswered, kNoon + seconds(45));
  EXPECT_EQ(call.state, CallState::held);
  EXPECT_EQ(call.agent, kOren);
}

TEST(CallTest, WhatIsPassedAndAnsweredIsTheColleagues) {
  Call call = talking_call();
  must(call, CallStep::offered, kNoon + seconds(20), kAmara);
  must(call, CallStep::accepted, kNoon + seconds(22));
  must(call, CallStep::answered, kNoon + seconds(23));
  EXPECT_EQ(call.agent, kAmara);
  EXPECT_FALSE(call.handed_by);
  // The first word was spoken before.
  EXPECT_EQ(call.answered_at, kNoon + seconds(13));
}

TEST(CallTest, WhoseOperatorIsGoneWaitsAndHearsMusicMeanwhile) {
  Call call = talking_call();
  must(call, CallStep::unheard, kNoon + seconds(20));
  EXPECT_EQ(call.state, CallState::waiting);
  EXPECT_FALSE(call.agent);
  EXPECT_EQ(call.queued_at, kNoon + seconds(5));
  EXPECT_THAT(call.passed_by, testing::IsEmpty());
  must(call, CallStep::offered, kNoon + seconds(21), kAmara);
  must(call, CallStep::accepted, kNoon + seconds(24));
  must(call, CallStep::answered, kNoon + seconds(25));
  EXPECT_EQ(call.agent, kAmara);
  EXPECT_EQ(call.answered_at, kNoon + seconds(13));
  EXPECT_EQ(call.held, seconds(5));
}

TEST(CallTest, WhoSpeaksWithAThirdGoesOnWithoutTheOperator) {
  Call call = talking_call();
  must(call, CallStep::consulted, kNoon + seconds(20));
  must(call, CallStep::joined, kNoon + seconds(30));
  must(call, CallStep::unheard, kNoon + seconds(40));
  EXPECT_EQ(call.state, CallState::passed_on);
  EXPECT_FALSE(call.agent);
}

TEST(CallTest, NobodyIsOfferedACallWithoutAName) {
  Call call = waiting_call();
  const auto offered = step(call, CallStep::offered, kNoon + seconds(6));
  ASSERT_FALSE(offered.ok());
  EXPECT_EQ(offered.error().reason, "call.agent_missing");
  EXPECT_EQ(call.state, CallState::waiting);
}

constexpr std::vector<CallStep> all_steps() {
  return {CallStep::queued,     CallStep::offered,  CallStep::declined, CallStep::unanswered,
          CallStep::accepted,   CallStep::answered, CallStep::held,     CallStep::resumed,
          CallStep::consulted,  CallStep::joined,   CallStep::returned, CallStep::transferred,
          CallStep::taken_back, CallStep::unheard};
}

/// What holds of a call whatever was done to it.
void expect_sound(const Call& call) {
  const bool has_somebody = call.state == CallState::offered ||
                            call.state == CallState::connecting ||
                            call.state == CallState::talking || call.state == CallState::held ||
                            call.state == CallState::consulting || call.state == CallState::joined;
  EXPECT_EQ(call.agent.has_value(), has_somebody);
  EXPECT_EQ(call.ended_at.has_value(), call.state == CallState::ended);
  EXPECT_EQ(call.ending.has_value(), call.state == CallState::ended);
  const bool has_spoken = call.state == CallState::talking || call.state == CallState::held ||
                          call.state == CallState::consulting || call.state == CallState::joined ||
                          call.state == CallState::passed_on;
  if (has_spoken) {
    EXPECT_TRUE(call.answered_at.has_value());
  }
  if (call.held_at) {
    EXPECT_LE(call.held, base::Duration(std::chrono::hours(1)));
  }
}

/// Every step, from every call that seven steps lead to: a refused one changes nothing, a taken one
/// leaves a sound call, and each can be ended, once.
void explore(const Call& call, int depth, std::set<CallState>& seen) {
  seen.insert(call.state);
  expect_sound(call);
  if (testing::Test::HasFailure() || depth == 0) return;
  for (const CallStep what : all_steps()) {
    Call next = call;
    const bool begins = what == CallStep::offered || what == CallStep::answered;
    const Instant at = kNoon + seconds(100 - depth);
    const auto done = step(next, what, at, begins ? std::optional(kAmara) : std::nullopt);
    EXPECT_EQ(done.ok(), call_edge(what, call.state) != nullptr);
    if (!done.ok()) {
      EXPECT_EQ(next.state, call.state);
      continue;
    }
    explore(next, depth - 1, seen);
  }
}

TEST(CallTest, EveryPathOfSevenStepsLeavesASoundCall) {
  Call call;
  call.arrived_at = kNoon;
  std::set<CallState> seen;
  explore(call, 7, seen);
  EXPECT_EQ(seen.size(), 9U) << "all states but dialling and ended";
  Call dialled;
  dialled.inbound = false;
  dialled.state = CallState::dialling;
  dialled.agent = kOren;
  must(dialled, CallStep::answered, kNoon);
  explore(dialled, 5, seen);
}

}  // namespace
}  // namespace kept::domain
