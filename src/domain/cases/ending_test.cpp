#include "domain/cases/ending.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/cases/alerts.h"
#include "domain/cases/attempts.h"
#include "domain/cases/due_times.h"
#include "domain/cases/following.h"
#include "domain/cases/workflow.h"
#include "domain/promises/keeping.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

NewOutcome outcome(Resolution resolution = Resolution::information_not_held) {
  return {resolution, {}, {}};
}
Result<Done> record(CaseStory& story, Resolution resolution = Resolution::information_not_held) {
  return story.decide([&](Decision& d) { return record_outcome(d, outcome(resolution)); });
}
Result<Done> tell(CaseStory& story, const Conversation& talk, bool waived = false) {
  return story.decide([&](Decision& d) { return tell_resident(d, talk, waived); });
}
Result<Done> check(CaseStory& story, const Conversation& talk, bool heard) {
  return story.decide([&](Decision& d) { return record_follow_up(d, talk, {heard, {}, {}, {}}); });
}
Result<Done> close(CaseStory& story, Resolution resolution, std::optional<Conversation> talk) {
  return story.decide([&](Decision& d) { return close_directly(d, outcome(resolution), talk); });
}
Result<JoinedBy> join_to(CaseStory& story, const Case& survivor, const Conversation& talk) {
  Result<JoinedBy> taken = base::conflict("", "");
  const auto joined = story.decide([&](Decision& d) -> Result<Done> {
    taken = join(d, survivor, talk);
    if (!taken.ok()) return taken.error();
    return Done{};
  });
  EXPECT_EQ(joined.ok(), taken.ok());
  return taken;
}

/// A case with an outcome that Anna heard, and so with a follow-up; a promise makes it a person's.
CaseStory told() {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  story.now += hours(1);
  EXPECT_TRUE(record(story).ok());
  EXPECT_TRUE(tell(story, story.call(kAnna, kOperator, false)).ok());
  return story;
}
Case standing() {
  Case survivor;
  survivor.id = CaseId{7};
  survivor.number = 7;
  survivor.first_operator = kOperator;
  return survivor;
}

TEST(Ending, ResolvedIsOwedUntilToldThenChecked) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  ASSERT_TRUE(record(story).ok());
  EXPECT_EQ(story.state.state, CaseState::resolved);
  EXPECT_EQ(story.owed(DutyKind::promise).size(), 1U);
  story.now += hours(1);
  ASSERT_TRUE(tell(story, story.call(kAnna, kOperator, false)).ok());
  ASSERT_EQ(story.owed(DutyKind::follow_up).size(), 1U);
  const Conversation talk = story.call();
  ASSERT_TRUE(check(story, talk, true).ok());
  EXPECT_EQ(story.state.close_reason, CloseReason::told_and_checked);
  const auto done = std::find_if(story.events.begin(), story.events.end(), [](const auto& one) {
    return std::holds_alternative<FollowUpDone>(one.what);
  });
  ASSERT_NE(done, story.events.end());
  EXPECT_EQ(std::get<FollowUpDone>(done->what).interaction, talk.id);
}

// Two working days after Friday is Tuesday, when the first operator is off: the supervisor covers.
TEST(Ending, TheFollowUpFallsToTheCoverWhenTheFirstOperatorIsOff) {
  const CaseStory story = told();
  const Obligation follow_up = story.owed(DutyKind::follow_up).front();
  EXPECT_EQ(follow_up.owner, kSupervisor);
  EXPECT_EQ(follow_up.covering_for, kOperator);
}

/// When the check is due after an outcome that was told at this time of a Monday.
std::string check_due_after(const std::string& told_at) {
  CaseStory story;
  OpenCase opening = CaseStory::opening();
  opening.service = ServiceTerms{ServiceId{1}, explorer::kRoads, {}, FollowUpPolicy::person};
  story.open(opening);
  story.now = story.world.due("2026-03-09T" + told_at).instant;
  EXPECT_TRUE(record(story).ok());
  EXPECT_TRUE(tell(story, story.call()).ok());
  return due_at(story.world.zone(), story.owed(DutyKind::follow_up).front().due).wall;
}

// The first operator works from nine to five; the city's calendar opens at eight, closes at six.
TEST(Ending, TheFollowUpIsDueWhenItsOwnerHasHadTimeToCall) {
  EXPECT_EQ(check_due_after("13:05"), "2026-03-11T13:05");
  EXPECT_EQ(check_due_after("06:30"), "2026-03-11T10:00");
  EXPECT_EQ(check_due_after("17:40"), "2026-03-11T17:00");
}

// Rule 4: the check comes after the telling, in a conversation of its own.
TEST(Ending, TheCheckIsNotTheCallInWhichTheOutcomeWasTold) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  ASSERT_TRUE(record(story).ok());
  const Conversation earlier = story.call();
  story.now += hours(1);
  const Conversation telling = story.call(kAnna, kOperator, false);
  ASSERT_TRUE(tell(story, telling).ok());
  EXPECT_EQ(refusal(check(story, telling, true)), "follow_up.with_the_telling");
  EXPECT_EQ(refusal(check(story, earlier, true)), "follow_up.with_the_telling");
  EXPECT_EQ(refusal(check(story, story.call(), true)), "");
}

TEST(Ending, NothingIsToldInAConversationWithSomebodyElse) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  ASSERT_TRUE(record(story).ok());
  EXPECT_EQ(refusal(tell(story, story.call(kBen, kOperator, false))), "interaction.other_contact");
  EXPECT_FALSE(story.state.was_told(kBen));
}

TEST(Ending, NothingIsToldInAConversationThatIsLongOver) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  ASSERT_TRUE(record(story).ok());
  Conversation talk = story.call(kAnna, kOperator, false);
  talk.ended_at = story.now;
  story.now += story.world.policy().wrap_up + milliseconds(1);
  EXPECT_EQ(refusal(tell(story, talk)), "interaction.over");
  EXPECT_EQ(refusal(tell(story, story.call(kAnna, kOperator, false))), "");
}

TEST(Ending, ADenialReopensDisputesWhatTheSystemSawAndOwesAnApology) {
  CaseStory story = told();
  ASSERT_TRUE(check(story, story.call(), false).ok());
  EXPECT_EQ(story.state.state, CaseState::open);
  EXPECT_EQ(story.state.promises.front().state, PromiseState::disputed);
  EXPECT_EQ(story.owed(DutyKind::decision).size(), 1U);
  EXPECT_EQ(story.owed(DutyKind::apology).size(), 1U);
  for (const bool kept : {false, true}) {
    CaseStory copy = story;
    const DutyId id = story.state.promises.front().id;
    ASSERT_TRUE(
        copy.decide([&](Decision& d) { return decide_dispute(d, id, kept, {}); }, kSupervisor)
            .ok());
    EXPECT_EQ(copy.at(id).state, kept ? PromiseState::kept : PromiseState::broken);
    EXPECT_TRUE(copy.owed(DutyKind::decision).empty());
  }
}

TEST(Ending, ADenialBreaksWhatRestedOnStaffsWord) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  story.now += hours(1);
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    if (auto done = record_outcome(d, outcome()); !done.ok()) return done;
                    return told_on_word(d, kOperator, d.now());
                  })
                  .ok());
  ASSERT_EQ(story.at(id).state, PromiseState::kept);
  story.until(kMonday);
  ASSERT_TRUE(check(story, story.call(), false).ok());
  EXPECT_EQ(story.at(id).state, PromiseState::broken);
  EXPECT_EQ(story.at(id).broken_reason, BrokenReason::resident_denies);
}

// Until she says otherwise herself: then somebody was in touch after all, and it stays broken.
TEST(Ending, StaffsWordDoesNotUndoADenial) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kMonday));
  const auto told_on_words = [&] {
    return story.decide([&](Decision& d) -> Result<Done> {
      if (auto done = record_outcome(d, outcome()); !done.ok()) return done;
      return told_on_word(d, kOperator, d.now());
    });
  };
  ASSERT_TRUE(told_on_words().ok());
  ASSERT_TRUE(check(story, story.call(), false).ok());
  ASSERT_TRUE(told_on_words().ok());
  EXPECT_EQ(story.at(id).state, PromiseState::broken);
  EXPECT_EQ(story.at(id).claimed_contact_at, story.now);
  ASSERT_TRUE(story.at(id).is_owed());
  story.let([&](Decision& d) { resident_confirms(d, kAnna); });
  EXPECT_EQ(story.at(id).state, PromiseState::broken);
  EXPECT_TRUE(story.at(id).mended);
}

// Rule 2: what a denial brings back is not owed by who has left since.
TEST(Ending, ADeniedPromiseOfSomebodyWhoLeftFallsToTheCover) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    if (auto done = record_outcome(d, outcome()); !done.ok()) return done;
                    return told_on_word(d, kOperator, d.now());
                  })
                  .ok());
  story.presence.disabled.set(explorer::index_of(kManager));
  story.until(kMonday);
  ASSERT_TRUE(check(story, story.call(), false).ok());
  EXPECT_TRUE(story.at(id).is_owed());
  EXPECT_NE(story.at(id).owner, kManager);
}

// Another resident's promise, made later, does not hide the one that is denied.
TEST(Ending, ADenialFindsTheDeniersOwnLastPromise) {
  CaseStory story;
  const DutyId annas = story.promised(story.open(), story.promise(kTwo));
  story.promised(story.call(kBen), story.promise(kTwo));
  story.now += hours(1);
  ASSERT_TRUE(record(story).ok());
  for (const ContactId contact : {kAnna, kBen}) {
    ASSERT_TRUE(tell(story, story.call(contact, kOperator, false)).ok());
  }
  ASSERT_TRUE(check(story, story.call(), false).ok());
  EXPECT_EQ(story.at(annas).state, PromiseState::disputed);
}

// Rule 4 holds for every outcome anew: a check from before the reopening does not count.
TEST(Ending, AReopenedCaseIsCheckedAgain) {
  CaseStory story = told();
  ASSERT_TRUE(check(story, story.call(), true).ok());
  ASSERT_TRUE(
      story.decide([](Decision& d) { return reopen(d, ReopenReason::resident_asks, {}); }).ok());
  ASSERT_TRUE(record(story).ok());
  ASSERT_TRUE(tell(story, story.call()).ok());
  EXPECT_EQ(story.state.state, CaseState::resolved);
  EXPECT_EQ(story.owed(DutyKind::follow_up).size(), 1U);
}

TEST(Ending, ClosesOnTheLineOnlyWithTheReporterThere) {
  CaseStory story;
  const Conversation talk = story.open();
  EXPECT_EQ(refusal(close(story, Resolution::answered, {})), "interaction.missing");
  EXPECT_EQ(refusal(close(story, Resolution::answered, story.dialled())),
            "interaction.not_answered");
  EXPECT_EQ(refusal(close(story, Resolution::answered, story.call(kBen))),
            "interaction.other_contact");
  EXPECT_EQ(refusal(close(story, Resolution::completed, talk)), "case.not_direct");
  EXPECT_EQ(refusal(close(story, Resolution::passed_on, talk)), "case.not_direct");
  ASSERT_TRUE(close(story, Resolution::answered, talk).ok());
  EXPECT_EQ(story.state.close_reason, CloseReason::direct);
  EXPECT_TRUE(story.state.was_told(kAnna));
}

// Rule 3: who gave no name with the case, but holds a promise on it, is told on the line.
TEST(Ending, TellsWhoeverIsOnTheLineOfACaseWithoutReporter) {
  for (const bool joins : {false, true}) {
    CaseStory story;
    OpenCase nameless = CaseStory::opening();
    nameless.reporter.reset();
    nameless.reporter_reachable = false;
    story.promised(story.open(nameless), story.promise(kTwo));
    story.now += hours(1);
    const Conversation talk = story.call();
    story.let([&](Decision& d) { contact_was_made(d, talk); });
    Case survivor;
    survivor.id = CaseId{77};
    const auto closed = story.decide([&](Decision& d) -> Result<Done> {
      if (!joins) return close_directly(d, outcome(Resolution::answered), talk);
      const auto taken = join(d, survivor, talk);
      return taken.ok() ? Result<Done>(Done{}) : Result<Done>(taken.error());
    });
    ASSERT_TRUE(closed.ok());
    EXPECT_TRUE(story.state.was_told(kAnna));
  }
}

TEST(Ending, DoesNotCloseOverAPromiseNorOverSomebodyElseWhoWaits) {
  CaseStory story;
  const Conversation talk = story.open();
  story.promised(talk, story.promise(kTwo));
  EXPECT_EQ(refusal(close(story, Resolution::answered, talk)), "case.still_owed");
  EXPECT_EQ(refusal(close(story, Resolution::entered_in_error, {})), "case.still_owed");

  CaseStory both;
  both.open();
  both.promised(both.call(kBen), both.promise(kTwo));
  both.now += hours(1);
  const Conversation with_ben = both.call(kBen);
  both.let([&](Decision& d) { contact_was_made(d, with_ben); });
  EXPECT_EQ(refusal(close(both, Resolution::answered, both.call())), "case.others_must_hear");
}

TEST(Ending, AComplimentIsPassedOnAndItsGiverToldSo) {
  CaseStory story;
  OpenCase compliment = CaseStory::opening(CaseKind::compliment);
  compliment.about_staff = kManager;
  const Conversation talk = story.open(compliment);
  const auto told = alerts(story.state, story.events.front(), story.world.people({}));
  EXPECT_EQ(told, (std::vector<Alert>{{kManager, "compliment"}, {kSupervisor, "compliment"}}));
  EXPECT_EQ(refusal(close(story, Resolution::passed_on, {})), "interaction.missing");
  ASSERT_TRUE(close(story, Resolution::passed_on, talk).ok());
  EXPECT_TRUE(story.state.was_told(kAnna));
}

TEST(Ending, AComplimentFromANumberThatNobodyCanCallForgetsNobodyElse) {
  CaseStory story;
  OpenCase compliment = CaseStory::opening(CaseKind::compliment);
  compliment.reporter_reachable = false;
  story.open(compliment);
  const DutyId id = story.promised(story.call(kBen), story.promise(kTwo));
  story.let([&](Decision& d) { EXPECT_TRUE(keep_on_word(d, id, {d.now(), kOperator, {}}).ok()); });
  EXPECT_EQ(refusal(close(story, Resolution::passed_on, {})), "case.others_must_hear");
  ASSERT_TRUE(close(story, Resolution::passed_on, story.call(kBen)).ok());
  ASSERT_EQ(story.state.told.size(), 2U);
  EXPECT_EQ(story.state.told[0].contact, kBen);
  EXPECT_EQ(story.state.told[0].how, ToldHow::in_interaction);
  EXPECT_EQ(story.state.told[1].contact, kAnna);
  EXPECT_EQ(story.state.told[1].how, ToldHow::no_channel);
}

TEST(Ending, WithNobodyToCallTheCaseClosesWithItsOutcome) {
  CaseStory story;
  OpenCase anonymous = CaseStory::opening();
  anonymous.reporter.reset();
  anonymous.reporter_reachable = false;
  story.open(anonymous);
  ASSERT_TRUE(record(story).ok());
  EXPECT_EQ(story.state.close_reason, CloseReason::nobody_to_tell);
}

TEST(Ending, HearingMayBeWaivedInAConversation) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(record(story).ok());
  ASSERT_TRUE(tell(story, story.call(), true).ok());
  EXPECT_EQ(story.state.told.front().how, ToldHow::waived);
}

TEST(Ending, CouldNotReachOnlyAfterThreeTriesOnTwoDaysInTwoParts) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  const auto attempt = [&](DutyKind kind, DutyId duty) {
    const Conversation talk = story.dialled();
    return story.decide(
        [&](Decision& d) { return record_attempt(d, talk, kind, duty, AttemptResult::no_answer); });
  };
  ASSERT_TRUE(attempt(DutyKind::promise, id).ok());
  for (const char* at : {"2026-03-06T13:00", "2026-03-09T10:00"}) {
    EXPECT_EQ(refusal(record(story, Resolution::could_not_reach_resident)),
              "outcome.attempts_not_exhausted");
    story.until(at);
    const DutyId series = story.owed(DutyKind::contact_attempts).front().id;
    ASSERT_TRUE(attempt(DutyKind::contact_attempts, series).ok());
  }
  ASSERT_TRUE(record(story, Resolution::could_not_reach_resident).ok());
  EXPECT_EQ(story.state.close_reason, CloseReason::unreachable);
}

// Calling each time when it is due must lead to an end, whatever the time of the first attempt.
TEST(Ending, AttemptsFallIntoAnotherPartOfTheDayWhileTooFewWereTried) {
  for (const char* first : {"2026-03-06T11:00", "2026-03-06T13:30", "2026-03-06T17:30"}) {
    CaseStory story;
    const DutyId id = story.promised(story.open(), story.promise(kMonday));
    story.until(first);
    const auto attempt = [&](DutyKind kind, DutyId duty) {
      const Conversation talk = story.dialled();
      return story.decide([&](Decision& d) {
        return record_attempt(d, talk, kind, duty, AttemptResult::no_answer);
      });
    };
    ASSERT_TRUE(attempt(DutyKind::promise, id).ok());
    for (int tries = 0; tries < 3 && !story.owed(DutyKind::contact_attempts).empty(); ++tries) {
      const Obligation series = story.owed(DutyKind::contact_attempts).front();
      story.until(series.due);
      ASSERT_TRUE(attempt(DutyKind::contact_attempts, series.id).ok());
    }
    EXPECT_TRUE(record(story, Resolution::could_not_reach_resident).ok()) << first;
  }
}

// A late promise and its apology can be given up too, but only by the same policy.
TEST(Ending, WhoCannotBeReachedAfterABrokenPromiseIsGivenUpByThePolicy) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  for (const char* at : {"2026-03-06T14:30", "2026-03-06T17:30", "2026-03-09T10:00"}) {
    story.until(at);
    ASSERT_EQ(story.owed(DutyKind::apology).size(), 1U);
    const Conversation talk = story.dialled();
    ASSERT_TRUE(story
                    .decide([&](Decision& d) {
                      return record_attempt(d, talk, DutyKind::promise, id,
                                            AttemptResult::voicemail);
                    })
                    .ok());
  }
  EXPECT_TRUE(story.owed(DutyKind::apology).empty());
  EXPECT_TRUE(story.owed(DutyKind::promise).empty());
  EXPECT_TRUE(story.at(id).is_late(story.now));
  ASSERT_TRUE(record(story, Resolution::could_not_reach_resident).ok());
  EXPECT_EQ(story.state.state, CaseState::closed);
}

TEST(Joining, MovesPromisesUnchangedAndMakesTheResidentAFollower) {
  CaseStory story;
  const Conversation talk = story.open();
  story.promised(talk, story.promise(kTwo));
  const Promise promise = story.state.promises.front();
  const auto taken = join_to(story, standing(), talk);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken.value().promises, std::vector{promise});
  EXPECT_EQ(taken.value().follower, kAnna);
  EXPECT_EQ(story.state.close_reason, CloseReason::joined);
  EXPECT_TRUE(story.state.was_told(kAnna));
}

TEST(Joining, TakesAlongWhoFollowedTheDuplicate) {
  CaseStory story;
  OpenCase opening = CaseStory::opening(CaseKind::service_request);
  opening.service = ServiceTerms{ServiceId{1}, explorer::kRoads, hours(8), FollowUpPolicy::none};
  const Conversation talk = story.open(opening);
  const Conversation other = story.call(kBen);
  ASSERT_TRUE(story.decide([&](Decision& d) { return follow(d, other); }).ok());
  const auto taken = join_to(story, standing(), talk);
  ASSERT_TRUE(taken.ok());
  CaseStory survivor;
  survivor.open();
  survivor.let([&](Decision& d) { d.happen(taken.value()); });
  EXPECT_EQ(survivor.state.followers, (std::vector{kAnna, kBen}));
}

// Whoever was promised an answer waits for it still, however well that promise was kept.
TEST(Joining, TakesAlongWhoeverWasPromisedAnAnswer) {
  CaseStory story;
  const Conversation talk = story.open();
  const DutyId id = story.promised(story.call(kBen), story.promise(kTwo));
  story.let([&](Decision& d) { EXPECT_TRUE(keep_on_word(d, id, {d.now(), kOperator, {}}).ok()); });
  const auto taken = join_to(story, standing(), talk);
  ASSERT_TRUE(taken.ok());
  EXPECT_EQ(taken.value().follower, kAnna);
  EXPECT_EQ(taken.value().followers, std::vector{kBen});
}

// Its outcome is written already, and whoever came now would never hear of it.
TEST(Joining, NeedsACaseThatIsOpen) {
  for (const CaseState state : {CaseState::resolved, CaseState::closed}) {
    CaseStory story;
    const Conversation talk = story.open();
    Case survivor = standing();
    survivor.state = state;
    const auto taken = join_to(story, survivor, talk);
    ASSERT_FALSE(taken.ok());
    EXPECT_EQ(taken.error().reason, "join.not_open");
  }
}

TEST(Joining, NeedsTheResidentAndASurvivorThatIsNoDuplicate) {
  CaseStory story;
  const Conversation talk = story.open();
  EXPECT_EQ(join_to(story, standing(), story.dialled()).error().reason, "interaction.not_answered");
  EXPECT_EQ(join_to(story, standing(), story.call(kBen)).error().reason,
            "interaction.other_contact");
  Case duplicate = standing();
  duplicate.joined_to = CaseId{8};
  EXPECT_EQ(join_to(story, duplicate, talk).error().reason, "join.into_duplicate");
  story.let([](Decision& d) { d.happen(JoinedBy{CaseId{9}, kBen, {}}); });
  EXPECT_EQ(join_to(story, standing(), talk).error().reason, "join.stands");
}

TEST(Joining, LosesNothingThatIsOwedToSomebodyElse) {
  CaseStory story;
  story.open();
  story.promised(story.call(kBen), story.promise(kTwo));
  story.until(kTwo, milliseconds(1));
  EXPECT_EQ(join_to(story, standing(), story.call()).error().reason, "join.still_owed");
}

TEST(CaseStates, FollowTheTableAndNothingElse) {
  int allowed = 0;
  for (int from = 0; from <= 2; ++from) {
    for (int to = 0; to <= 2; ++to) {
      allowed += may_become(static_cast<CaseState>(from), static_cast<CaseState>(to)) ? 1 : 0;
    }
  }
  EXPECT_EQ(allowed, 5);
  EXPECT_FALSE(may_become(CaseState::closed, CaseState::resolved));
}

}  // namespace
}  // namespace kept::domain
