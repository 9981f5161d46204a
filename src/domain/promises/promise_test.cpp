#include <gtest/gtest.h>

#include "domain/cases/attempts.h"
#include "domain/cases/ending.h"
#include "domain/promises/keeping.h"
#include "domain/promises/making.h"
#include "domain/promises/transitions.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

Result<Done> contact(CaseStory& story, const Conversation& talk) {
  return story.decide([&](Decision& d) -> Result<Done> {
    contact_was_made(d, talk);
    return Done{};
  });
}
Result<Done> make(CaseStory& story, const Conversation& talk, const NewPromise& what) {
  return story.decide([&](Decision& d) -> Result<Done> {
    const auto made = make_promise(d, talk, what);
    if (!made.ok()) return made.error();
    return Done{};
  });
}
Result<Done> move_to(CaseStory& story, const Conversation& talk, DutyId id, const char* to,
                     StaffId who = kOperator) {
  const Move wanted{story.world.due(to), {}, true};
  return story.decide([&](Decision& d) { return move_promise(d, talk, id, wanted); }, who);
}

TEST(Promise, NeedsAChannelATimeToComeAndAnOwnerWhoIsThere) {
  CaseStory story;
  const Conversation talk = story.open();
  NewPromise nowhere = story.promise(kTwo);
  nowhere.address = {};
  EXPECT_EQ(refusal(make(story, talk, nowhere)), "promise.no_channel");
  EXPECT_EQ(refusal(make(story, talk, story.promise("2026-03-06T10:00"))), "promise.due_in_past");
  EXPECT_EQ(refusal(make(story, talk, story.promise("2026-03-10T14:00"))), "promise.owner_away");
  EXPECT_EQ(refusal(make(story, story.dialled(), story.promise(kTwo))), "interaction.not_answered");
  story.now = story.world.due("2026-03-07T10:00").instant;
  EXPECT_EQ(refusal(make(story, story.call(), story.promise("2026-03-07T12:00", kManager))),
            "promise.no_working_time");
}

TEST(Promise, IsKeptAtItsVeryInstantAndBrokenOneMillisecondLater) {
  for (const bool in_time : {true, false}) {
    CaseStory story;
    const DutyId id = story.promised(story.open(), story.promise(kTwo));
    story.until(kTwo, milliseconds(in_time ? 0 : 1));
    const Conversation talk = story.call(kAnna, kOperator, false);
    ASSERT_TRUE(contact(story, talk).ok());
    EXPECT_EQ(story.at(id).state, in_time ? PromiseState::kept : PromiseState::broken);
    EXPECT_EQ(story.at(id).mended, !in_time);
    EXPECT_EQ(story.at(id).is_late(story.now), !in_time);
    EXPECT_EQ(story.happened<ApologyOwed>().size(), in_time ? 0U : 1U);
    EXPECT_EQ(story.owed(DutyKind::apology).size(), in_time ? 0U : 1U) << "nobody has said it yet";
  }
}

TEST(Promise, IsApologisedForByWhoSaysSoNotByReachingTheResident) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  story.until(kTwo, milliseconds(1));
  const auto sorry = [&](const Conversation& talk) {
    return story.decide([&](Decision& d) { return apologise(d, talk); });
  };
  EXPECT_EQ(refusal(sorry(story.dialled())), "interaction.not_answered");
  EXPECT_EQ(refusal(sorry(story.call(kBen))), "apology.not_owed");
  const Conversation talk = story.call(kAnna, kOperator, false);
  ASSERT_TRUE(contact(story, talk).ok());
  ASSERT_TRUE(sorry(talk).ok());
  EXPECT_TRUE(story.owed(DutyKind::apology).empty());
  EXPECT_EQ(refusal(sorry(talk)), "apology.not_owed");
}

TEST(Promise, IsNotKeptByTheConversationInWhichItWasMade) {
  CaseStory story;
  const Conversation talk = story.open();
  const DutyId id = story.promised(talk, story.promise(kTwo));
  ASSERT_TRUE(contact(story, talk).ok());
  story.let([&](Decision& d) { resident_called(d, talk); });
  EXPECT_EQ(story.at(id).state, PromiseState::made);
}

TEST(Promise, IsKeptWhenTheResidentReachesItsOwnerBeforeDue) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  for (const StaffId reached : {kOperator, kManager}) {
    const Conversation talk = story.call(kAnna, reached);
    story.let([&](Decision& d) { resident_called(d, talk); });
    EXPECT_EQ(story.at(id).state, reached == kManager ? PromiseState::kept : PromiseState::made);
  }
  EXPECT_EQ(story.at(id).evidence, Evidence::resident_call);
}

TEST(Promise, IsHandedOverInAnAnsweredCallOnlyAndThenBothChange) {
  CaseStory story;
  const DutyId first = story.promised(story.open(), story.promise(kTwo));
  story.now += hours(1);
  const NewPromise hers = story.promise(kMonday, kManager);
  const auto hand = [&](const Conversation& talk) {
    return story.decide([&](Decision& d) { return hand_over(d, talk, first, hers); });
  };
  EXPECT_EQ(refusal(hand(story.dialled())), "interaction.not_answered");
  EXPECT_EQ(story.state.promises.size(), 1U);
  EXPECT_EQ(refusal(hand(story.call(kBen))), "promise.other_contact");
  ASSERT_TRUE(hand(story.call(kAnna, kOperator, false)).ok());
  EXPECT_EQ(story.at(first).state, PromiseState::kept);
  EXPECT_EQ(story.state.promises.back().owner, kManager);
  EXPECT_EQ(story.state.promises.back().state, PromiseState::made);
}

TEST(Promise, GivesWayWithoutCountingAsKeptWhenHandedOverInItsOwnConversation) {
  CaseStory story;
  const Conversation talk = story.open();
  const DutyId first = story.promised(talk, story.promise(kTwo));
  const NewPromise hers = story.promise(kMonday, kManager);
  ASSERT_TRUE(story.decide([&](Decision& d) { return hand_over(d, talk, first, hers); }).ok());
  EXPECT_EQ(story.at(first).state, PromiseState::released);
}

TEST(Promise, MovesStrictlyBeforeDueKeepsItsFirstTimeAndTheThirdMoveNeedsASupervisor) {
  CaseStory story;
  DutyId id = story.promised(story.open(), story.promise("2026-03-06T12:00"));
  const base::Instant first_due = story.at(id).due.instant;
  for (const char* to : {"2026-03-06T13:00", kTwo}) {
    ASSERT_TRUE(move_to(story, story.call(), id, to).ok());
    EXPECT_EQ(story.at(id).state, PromiseState::moved);
    id = story.state.promises.back().id;
    EXPECT_EQ(story.at(id).first_due, first_due);
    EXPECT_TRUE(story.at(id).moved_by_resident);
  }
  EXPECT_EQ(refusal(move_to(story, story.call(), id, kMonday)), "promise.move_needs_supervisor");
  story.until(kTwo);
  EXPECT_EQ(refusal(move_to(story, story.call(), id, kMonday, kSupervisor)),
            "promise.too_late_to_move");
  story.now -= milliseconds(1);
  EXPECT_TRUE(move_to(story, story.call(), id, kMonday, kSupervisor).ok());
}

TEST(Promise, IsReleasedByTheResidentAlone) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  const auto release = [&](const Conversation& talk) {
    return story.decide([&](Decision& d) { return release_promise(d, talk, id, {}); });
  };
  EXPECT_EQ(refusal(release(story.call(kBen))), "promise.other_contact");
  EXPECT_TRUE(release(story.call()).ok());
  EXPECT_EQ(story.at(id).state, PromiseState::released);
  EXPECT_EQ(refusal(release(story.call())), "promise.not_live");
}

TEST(Promise, BelievesStaffsWordInTimeAndOnlyShowsItLater) {
  for (const bool in_time : {true, false}) {
    CaseStory story;
    const DutyId id = story.promised(story.open(), story.promise(kTwo));
    const base::Instant said = story.now + hours(1);
    story.until(kTwo, in_time ? -hours(1) : hours(1));
    const auto kept = story.decide([&](Decision& d) {
      return keep_on_word(d, id, {said, kOperator, {}});
    });
    ASSERT_TRUE(kept.ok());
    EXPECT_EQ(story.at(id).state, in_time ? PromiseState::kept : PromiseState::broken);
    if (in_time) continue;
    EXPECT_EQ(story.at(id).claimed_contact_at, said);
    story.let([&](Decision& d) { resident_confirms(d, kAnna); });
    EXPECT_EQ(story.at(id).state, PromiseState::kept);
  }
}

TEST(Promise, RefusesEvidenceFromTheFutureOrFromBeforeItWasMade) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  const auto word = [&](base::Instant at) {
    return story.decide([&](Decision& d) { return keep_on_word(d, id, {at, kOperator, {}}); });
  };
  EXPECT_EQ(refusal(word(story.now + milliseconds(1))), "event.in_future");
  EXPECT_EQ(refusal(word(story.now - milliseconds(1))), "event.before_promise");
}

TEST(Promise, MachineEvidenceRecordedLateKeepsItAfterAll) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  story.until(kTwo);
  const Conversation talk = story.call(kAnna, kOperator, false);
  story.until(kTwo, hours(1));
  ASSERT_EQ(story.at(id).state, PromiseState::broken);
  ASSERT_TRUE(contact(story, talk).ok());
  EXPECT_EQ(story.at(id).state, PromiseState::kept);
  EXPECT_FALSE(story.at(id).is_late(story.now));
}

TEST(Promise, VoicemailByDueMakesItUnreachedAndTheContactPolicyTakesOver) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  const Conversation talk = story.dialled();
  ASSERT_TRUE(story
                  .decide([&](Decision& d) {
                    return record_attempt(d, talk, DutyKind::promise, id, AttemptResult::voicemail);
                  })
                  .ok());
  EXPECT_EQ(story.at(id).state, PromiseState::unreached);
  EXPECT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
}

// Whoever cannot be reached is tried in one series, whatever they are called for.
TEST(Promise, ThatCannotBeKeptEitherGoesOnWithTheSeriesOfTheOneBefore) {
  CaseStory story;
  const Conversation first = story.open();
  for (const auto& what : {story.promise(kTwo), story.promise(kMonday, kManager)}) {
    const DutyId id = story.promised(first, what);
    const Conversation talk = story.dialled();
    EXPECT_TRUE(story
                    .decide([&](Decision& d) {
                      return record_attempt(d, talk, DutyKind::promise, id,
                                            AttemptResult::no_answer);
                    })
                    .ok());
    EXPECT_EQ(story.at(id).state, PromiseState::unreached);
  }
  ASSERT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
  EXPECT_EQ(story.state.series.back().attempts.size(), 2U);
}

// Wrap-up comes after two; the machine had answered before.
TEST(Promise, IsUnreachedByTheCallThatWasInTimeHoweverLateItIsWrappedUp) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  story.until(kTwo);
  Conversation talk = story.dialled();
  story.let([&](Decision& d) { link_call(d, id, talk.id); });
  talk.answered_at = story.now;
  ASSERT_TRUE(contact(story, talk).ok());
  story.until(kTwo, milliseconds(60'000));
  talk.answered_at.reset();
  story.let([&](Decision& d) {
    EXPECT_TRUE(
        withdraw_contact(d, talk, DutyRef{DutyKind::promise, id}, AttemptResult::voicemail));
  });
  EXPECT_EQ(story.at(id).state, PromiseState::unreached);
}

// Unreached is a try on the number that was promised; another number leaves the promise as it is.
TEST(Promise, ATryOnAnotherNumberIsNotedAndLeavesThePromiseLive) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  Conversation talk = story.dialled();
  talk.to_promised_number = false;
  ASSERT_TRUE(story
                  .decide([&](Decision& d) {
                    return record_attempt(d, talk, DutyKind::promise, id, AttemptResult::no_answer);
                  })
                  .ok());
  EXPECT_EQ(story.at(id).state, PromiseState::made);
  EXPECT_TRUE(story.owed(DutyKind::contact_attempts).empty());
  EXPECT_EQ(story.happened<AttemptMade>().size(), 1U);
}

TEST(Promise, ToCallBackNeedsANumber) {
  CaseStory story;
  const Conversation talk = story.open();
  NewPromise told = story.promise(kTwo);
  told.channel = Channel::email;
  const auto make = [&] {
    return refusal(story.decide([&](Decision& d) -> Result<Done> {
      const auto made = make_promise(d, talk, told);
      if (!made.ok()) return made.error();
      return Done{};
    }));
  };
  EXPECT_EQ(make(), "promise.no_number");
  told.action = PromisedAction::answer_in_writing;
  EXPECT_EQ(make(), "");
}

// What an old conversation is said to have told, nobody can know any more.
TEST(Promise, IsNotMadeInAConversationThatIsLongOver) {
  CaseStory story;
  Conversation talk = story.open();
  talk.ended_at = story.now;
  const auto make = [&] {
    return refusal(story.decide([&](Decision& d) -> Result<Done> {
      const auto made = make_promise(d, talk, story.promise(kTwo));
      if (!made.ok()) return made.error();
      return Done{};
    }));
  };
  story.now += story.world.policy().wrap_up + milliseconds(1);
  EXPECT_EQ(make(), "interaction.over");
  story.now -= milliseconds(1);
  EXPECT_EQ(make(), "");
}

// Wrap-up: it was voicemail. What was kept is unreached, and what was told is untold (rule 3).
TEST(Promise, WithdrawnContactTakesBackBothKeepingAndTelling) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  story.now += hours(1);
  Conversation talk = story.dialled();
  story.let([&](Decision& d) { link_call(d, id, talk.id); });
  talk.answered_at = story.now;
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    if (auto done = record_outcome(d, {Resolution::completed, {}, {}}); !done.ok())
                      return done;
                    return tell_resident(d, talk, false);
                  })
                  .ok());
  ASSERT_TRUE(story.state.was_told(kAnna));
  talk.answered_at.reset();
  story.let([&](Decision& d) {
    EXPECT_TRUE(
        withdraw_contact(d, talk, DutyRef{DutyKind::promise, id}, AttemptResult::voicemail));
  });
  EXPECT_EQ(story.at(id).state, PromiseState::unreached);
  EXPECT_FALSE(story.state.was_told(kAnna));
  EXPECT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
}

/// A promise is late, and an operator calls to apologise: somebody, or something, answers.
struct ApologyCall {
  CaseStory story;
  DutyId promise = story.promised(story.open(), story.promise(kTwo));
  DutyId apology;
  Conversation talk;

  /// `besides`: what else is promised before.
  explicit ApologyCall(AttemptResult result, const std::function<void(CaseStory&)>& besides = {}) {
    if (besides) besides(story);
    story.until(kTwo, milliseconds(1));
    apology = story.owed(DutyKind::apology).front().id;
    talk = story.call(kAnna, kOperator, false);
    EXPECT_TRUE(story
                    .decide([&](Decision& d) {
                      return record_attempt(d, talk, DutyKind::apology, apology, result);
                    })
                    .ok());
  }
  void is_withdrawn() {
    talk.answered_at.reset();
    story.let([&](Decision& d) {
      EXPECT_TRUE(
          withdraw_contact(d, talk, DutyRef{DutyKind::apology, apology}, AttemptResult::voicemail));
    });
  }
  void everything_is_owed_and_one_attempt_counts() const {
    EXPECT_EQ(story.owed(DutyKind::apology).size(), 1U);
    EXPECT_EQ(story.owed(DutyKind::promise).size(), 1U) << "the voicemail mended nothing";
    ASSERT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
    EXPECT_EQ(story.state.series.back().attempts.size(), 1U);
  }
};

TEST(Apology, IsWaivedByWhoWillNotHearIt) {
  ApologyCall call(AttemptResult::refused);
  EXPECT_TRUE(call.story.owed(DutyKind::apology).empty());
  EXPECT_TRUE(call.story.happened<ApologyGiven>().empty()) << "nobody has said it";
  call.is_withdrawn();
  call.everything_is_owed_and_one_attempt_counts();
}

TEST(Apology, ThatAMachineAnsweredIsAnAttempt) {
  ApologyCall call(AttemptResult::connected);
  EXPECT_TRUE(call.story.owed(DutyKind::promise).empty());
  call.is_withdrawn();
  call.everything_is_owed_and_one_attempt_counts();
}

// Maya has not called, nor has anybody for her: what she promised for Monday is still hers to keep.
TEST(Apology, ThatAMachineAnsweredLeavesThePromisesOfOthersAsTheyWere) {
  DutyId hers;
  ApologyCall call(AttemptResult::connected, [&](CaseStory& story) {
    hers = story.promised(story.call(), story.promise(kMonday, kManager));
  });
  CaseStory& story = call.story;
  ASSERT_EQ(story.at(hers).state, PromiseState::kept);
  call.is_withdrawn();
  EXPECT_EQ(story.at(hers).state, PromiseState::made);
  ASSERT_EQ(story.owed(DutyKind::contact_attempts).size(), 1U);
  EXPECT_EQ(story.state.series.back().attempts.size(), 1U);
  story.until(kMonday, milliseconds(1));
  EXPECT_EQ(story.at(hers).broken_reason, BrokenReason::clock);
}

// What an older program wrote means what it meant: it said one by one what was owed again.
TEST(Apology, WithdrawnByAnOlderProgramLeavesWhatTheCallKept) {
  DutyId hers;
  ApologyCall call(AttemptResult::connected, [&](CaseStory& story) {
    hers = story.promised(story.call(), story.promise(kMonday, kManager));
  });
  ASSERT_TRUE(call.story
                  .decide([&](Decision& decision) -> Result<Done> {
                    decision.happen(ContactWithdrawn{call.talk.id});
                    return Done{};
                  })
                  .ok());
  EXPECT_EQ(call.story.at(hers).state, PromiseState::kept);
}

// Rule 1: nobody is told of a promise that it was tried in time, when it was not.
TEST(Apology, ThatAMachineAnsweredSavesNoPromiseThatIsLateByTheWrapUp) {
  DutyId hers;
  ApologyCall call(AttemptResult::connected, [&](CaseStory& story) {
    hers = story.promised(story.call(), story.promise("2026-03-06T14:05", kManager));
  });
  call.story.until("2026-03-06T14:06");
  call.is_withdrawn();
  EXPECT_EQ(call.story.at(hers).state, PromiseState::broken);
}

TEST(Apology, ThatWasSaidToAMachineIsOwedAgain) {
  ApologyCall call(AttemptResult::connected);
  ASSERT_TRUE(call.story.decide([&](Decision& d) { return apologise(d, call.talk); }).ok());
  EXPECT_TRUE(call.story.owed(DutyKind::apology).empty());
  call.is_withdrawn();
  call.everything_is_owed_and_one_attempt_counts();
}

// The series is the one from before: what was tried in vain counts on.
TEST(Apology, ASeriesThatAMachineMetGoesOn) {
  ApologyCall call(AttemptResult::no_answer);
  const DutyId series = call.story.owed(DutyKind::contact_attempts).front().id;
  call.talk = call.story.call(kAnna, kOperator, false);
  ASSERT_TRUE(contact(call.story, call.talk).ok());
  EXPECT_TRUE(call.story.owed(DutyKind::contact_attempts).empty());
  call.is_withdrawn();
  ASSERT_EQ(call.story.owed(DutyKind::contact_attempts).size(), 1U);
  EXPECT_EQ(call.story.owed(DutyKind::contact_attempts).front().id, series);
  EXPECT_EQ(call.story.state.series.back().attempts.size(), 2U);
}

TEST(PromiseStates, FollowTheTableAndNothingElse) {
  int allowed = 0;
  for (int from = 0; from <= static_cast<int>(PromiseState::disputed); ++from) {
    for (int to = 0; to <= static_cast<int>(PromiseState::disputed); ++to) {
      allowed += may_become(static_cast<PromiseState>(from), static_cast<PromiseState>(to)) ? 1 : 0;
    }
  }
  EXPECT_EQ(allowed, 13);
  for (const PromiseState never_left :
       {PromiseState::unreached, PromiseState::released, PromiseState::moved}) {
    for (int to = 0; to <= static_cast<int>(PromiseState::disputed); ++to) {
      EXPECT_FALSE(may_become(never_left, static_cast<PromiseState>(to)));
    }
  }
}

}  // namespace
}  // namespace kept::domain
