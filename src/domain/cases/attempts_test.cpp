#include "domain/cases/attempts.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "domain/cases/ending.h"
#include "domain/promises/keeping.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

constexpr std::initializer_list<const char*> kThreeOnTwoDays{"2026-03-06T11:00", "2026-03-06T13:00",
                                                             "2026-03-09T10:00"};

Result<Done> ended(Decision& d, Resolution resolution = Resolution::answered) {
  return record_outcome(d, {resolution, {}, {}});
}
Result<Done> record_ended(CaseStory& story, Resolution resolution = Resolution::answered) {
  return story.decide([&](Decision& d) { return ended(d, resolution); });
}

/// Nobody answers, at each of these times: for what is owed to Anna first, then for the series.
void tried_in_vain(CaseStory& story, std::initializer_list<const char*> times) {
  for (const char* at : times) {
    story.until(at);
    auto owed = story.owed(DutyKind::contact_attempts);
    if (owed.empty()) owed = story.owed(DutyKind::promise);
    ASSERT_FALSE(owed.empty()) << at;
    const Conversation talk = story.dialled();
    ASSERT_TRUE(story
                    .decide([&](Decision& d) {
                      return record_attempt(d, talk, owed.front().kind, owed.front().id,
                                            AttemptResult::no_answer);
                    })
                    .ok());
  }
}

/// Anna was promised a call, and tried three times on two days.
CaseStory three_in_vain() {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  tried_in_vain(story, kThreeOnTwoDays);
  EXPECT_TRUE(story.owed(DutyKind::contact_attempts).empty());
  return story;
}

/// The outcome is owed to Anna as to anybody who can be reached.
void must_be_told(const CaseStory& story) {
  EXPECT_FALSE(story.state.was_told(kAnna));
  EXPECT_EQ(story.state.state, CaseState::resolved);
  EXPECT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
}

// Rule 3: who rings after all can be reached, and what was tried before tells them nothing.
TEST(Attempts, InVainBeforeAReopeningTellNobodyOfWhatComesAfter) {
  CaseStory story = three_in_vain();
  ASSERT_TRUE(record_ended(story, Resolution::could_not_reach_resident).ok());
  ASSERT_EQ(story.state.close_reason, CloseReason::unreachable);
  ASSERT_TRUE(
      story.decide([](Decision& d) { return reopen(d, ReopenReason::resident_asks, {}); }).ok());
  EXPECT_EQ(refusal(record_ended(story, Resolution::could_not_reach_resident)),
            "outcome.attempts_not_exhausted");
  ASSERT_TRUE(record_ended(story).ok());
  must_be_told(story);
}

TEST(Attempts, InVainBeforeAConversationTellNobodyOfWhatComesAfter) {
  CaseStory asked = three_in_vain();
  const Conversation talk = asked.call();
  ASSERT_TRUE(asked.decide([&](Decision& d) { return not_heard(d, talk, {}); }).ok());
  ASSERT_TRUE(record_ended(asked).ok());
  must_be_told(asked);

  CaseStory promised = three_in_vain();
  promised.promised(promised.call(), promised.promise(kMonday));
  EXPECT_EQ(refusal(record_ended(promised, Resolution::could_not_reach_resident)),
            "outcome.attempts_not_exhausted");
}

// Wrap-up: a machine had answered. Then what was tried before counts as it did.
TEST(Attempts, InVainCountAgainWhenTheConversationReachedAMachine) {
  CaseStory story = three_in_vain();
  const Conversation talk = story.call(kAnna, kOperator, false);
  story.let([&](Decision& d) { contact_was_made(d, talk); });
  story.let(
      [&](Decision& d) { EXPECT_TRUE(withdraw_contact(d, talk, {}, AttemptResult::voicemail)); });
  ASSERT_TRUE(record_ended(story, Resolution::could_not_reach_resident).ok());
  EXPECT_EQ(story.state.close_reason, CloseReason::unreachable);
}

TEST(Attempts, InVainDoNotHideThatSomebodyIsToldOnTheLine) {
  CaseStory story = three_in_vain();
  const Conversation talk = story.call();
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    if (auto recorded = ended(d); !recorded.ok()) return recorded;
                    return tell_resident(d, talk, false);
                  })
                  .ok());
  EXPECT_EQ(story.state.state, CaseState::resolved);
  EXPECT_EQ(story.state.told.back().how, ToldHow::in_interaction);
  EXPECT_EQ(story.owed(DutyKind::follow_up).size(), 1U);
}

// The apology that was given up is no apology for what comes after.
TEST(Attempts, AnApologyThatWasGivenUpIsOwedAnewWhenTheResidentSaysNo) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  tried_in_vain(story, {"2026-03-06T14:30", "2026-03-06T17:30", "2026-03-09T10:00"});
  ASSERT_TRUE(story.owed(DutyKind::apology).empty());
  ASSERT_TRUE(story.state.apologies.front().given_up);
  const Conversation talk = story.call();
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    if (auto recorded = ended(d); !recorded.ok()) return recorded;
                    return tell_resident(d, talk, false);
                  })
                  .ok());
  story.now += hours(1);
  const Conversation check = story.call(kAnna, kOperator, false);
  ASSERT_TRUE(
      story.decide([&](Decision& d) {
             return record_follow_up(d, check, {false, {}, {}, {}});
           })
          .ok());
  EXPECT_EQ(story.owed(DutyKind::apology).size(), 1U);
}

}  // namespace
}  // namespace kept::domain
