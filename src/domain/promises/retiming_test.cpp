#include "domain/promises/retiming.h"

#include <gtest/gtest.h>

#include "domain/cases/asking.h"
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

/// The city's clocks were to stay behind in summer.
base::ClockRules without_summer() {
  return base::ClockRules::read("America/Toronto -18000").value();
}

int follow(CaseStory& story) {
  int changed = 0;
  story.let([&](Decision& d) { changed = follow_zone_rules(d, without_summer()); }, {});
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

// The explorer's city turns its clocks on Sunday, 8 March: what is due after that was to come an
// hour later on the time line.
TEST(Retiming, WhatElseIsOwedKeepsItsTimeOnTheWallToo) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(
      story
          .decide([&](Decision& d) -> Result<Done> {
            const NewAsk ask{explorer::kParks, explorer::kText, story.world.due(kMonday).instant};
            const auto asked = ask_department(d, ask);
            if (!asked.ok()) return asked.error();
            return Done{};
          })
          .ok());
  EXPECT_EQ(follow(story), 1);
  const Ask& ask = story.state.asks.front();
  EXPECT_EQ(ask.due, story.world.due("2026-03-09T13:00").instant);
  EXPECT_EQ(ask.state, AskState::asked);
  ASSERT_FALSE(ask.reminders.empty());
  EXPECT_LT(ask.reminders.back(), ask.due);
  EXPECT_EQ(replay(story.state.id, story.events), story.state);
}

TEST(Retiming, WhatElseIsOverdueStays) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    const auto asked = ask_department(
                        d, {explorer::kParks, explorer::kText, story.world.due(kMonday).instant});
                    if (!asked.ok()) return asked.error();
                    return Done{};
                  })
                  .ok());
  story.until(kMonday);
  EXPECT_EQ(follow(story), 0);
}

}  // namespace
}  // namespace kept::domain
