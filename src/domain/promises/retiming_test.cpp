#include "domain/promises/retiming.h"

#include <gtest/gtest.h>

#include "domain/promises/keeping.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

/// A time told when the city's clocks were to stand `late` behind those of today's rules.
NewPromise told_by_other_rules(const CaseStory& story, const char* wall, milliseconds late) {
  NewPromise promise = story.promise(wall, kManager);
  promise.due.instant += late;
  return promise;
}

int follow(CaseStory& story) {
  int changed = 0;
  story.let([&](Decision& d) { changed = follow_zone_rules(d); }, {});
  return changed;
}

TEST(Retiming, TheWallTimeStandsAndItsInstantFollows) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), told_by_other_rules(story, kMonday, hours(1)));
  const base::Instant right = story.world.due(kMonday).instant;
  EXPECT_EQ(follow(story), 1);
  EXPECT_EQ(story.at(id).due, story.world.due(kMonday));
  EXPECT_EQ(story.at(id).first_due, right);
  ASSERT_FALSE(story.at(id).reminders.empty());
  EXPECT_LT(story.at(id).reminders.back(), right);
  EXPECT_EQ(replay(story.state.id, story.events), story.state);
  EXPECT_EQ(follow(story), 0);
  story.until(right);
  EXPECT_EQ(story.at(id).state, PromiseState::made);
  story.until(right + milliseconds(1));
  EXPECT_EQ(story.at(id).state, PromiseState::broken);
}

TEST(Retiming, WhatWasPromisedAtFirstFollowsThroughAMove) {
  CaseStory story;
  const DutyId first = story.promised(story.open(), told_by_other_rules(story, kMonday, hours(1)));
  const Conversation talk = story.call();
  Move later{story.world.due("2026-03-10T09:00"), {}, true};
  later.due.instant += hours(1);
  ASSERT_TRUE(story.decide([&](Decision& d) { return move_promise(d, talk, first, later); }).ok());
  EXPECT_EQ(follow(story), 1);
  const Promise& moved = story.state.promises.back();
  EXPECT_EQ(moved.due, story.world.due("2026-03-10T09:00"));
  EXPECT_EQ(moved.first_due, story.world.due(kMonday).instant);
}

TEST(Retiming, WhatIsOverStaysAsItWas) {
  CaseStory story;
  const NewPromise told = told_by_other_rules(story, kTwo, -hours(1));
  const DutyId kept = story.promised(story.open(), told);
  const DutyId released = story.promised(story.call(), told);
  const Conversation talk = story.call();
  story.let([&](Decision& d) { keep_by_contact(d, kept, talk); });
  ASSERT_TRUE(
      story.decide([&](Decision& d) { return release_promise(d, talk, released, {}); }).ok());
  EXPECT_EQ(follow(story), 0);
}

TEST(Retiming, WhatHasPassedIsNotTakenBack) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), told_by_other_rules(story, kTwo, -hours(1)));
  const base::Instant due = story.at(id).due.instant;
  story.now = due;  // the keeper has not been there yet
  EXPECT_EQ(follow(story), 0);
  EXPECT_EQ(story.at(id).due.instant, due);
}

}  // namespace
}  // namespace kept::domain
