#include "domain/telephone/call_party.h"

#include <gtest/gtest.h>

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kAsked{std::chrono::hours(12)};

CallParty interpreter() { return {PartyKind::interpreter, kAsked, {}, {}, {}}; }

TEST(CallPartyTest, EachMinuteThatWasBegunIsBilledFromTheAnswerOn) {
  CallParty party = interpreter();
  answers(party, kAsked + seconds(40));
  EXPECT_EQ(billed_minutes(party, kAsked + seconds(40)), minutes(1)) << "who has answered costs";
  leaves(party, kAsked + seconds(40) + minutes(7));
  EXPECT_EQ(billed_minutes(party, kAsked + minutes(60)), minutes(7)) << "seven whole ones";
  party.left_at = *party.left_at + seconds(1);
  EXPECT_EQ(billed_minutes(party, kAsked + minutes(60)), minutes(8));
}

TEST(CallPartyTest, WhoeverNeverAnsweredCostsNothing) {
  CallParty party = interpreter();
  EXPECT_EQ(billed_minutes(party, kAsked + minutes(5)), minutes(0));
  leaves(party, kAsked + minutes(1), NotCome::no_answer);
  EXPECT_EQ(billed_minutes(party, kAsked + minutes(5)), minutes(0));
  EXPECT_EQ(party.not_come, NotCome::no_answer);
}

TEST(CallPartyTest, WhyTheyDidNotComeIsSaidOfNobodyWhoWasThere) {
  CallParty party = interpreter();
  answers(party, kAsked + seconds(5));
  leaves(party, kAsked + seconds(9), NotCome::call_over);
  EXPECT_FALSE(party.not_come);
}

TEST(CallPartyTest, WhatWasSaidFirstIsWhyTheyDidNotCome) {
  CallParty party = interpreter();
  party.not_come = NotCome::taken_back;
  leaves(party, kAsked + seconds(9), NotCome::busy);
  EXPECT_EQ(party.not_come, NotCome::taken_back);
}

TEST(CallPartyTest, AnotherClockTurnsNothingAround) {
  CallParty party = interpreter();
  answers(party, kAsked - seconds(3));
  EXPECT_EQ(party.answered_at, kAsked);
  leaves(party, kAsked - seconds(2));
  EXPECT_EQ(party.left_at, kAsked);
}

}  // namespace
}  // namespace kept::domain
