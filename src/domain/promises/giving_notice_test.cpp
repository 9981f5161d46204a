#include "domain/promises/giving_notice.h"

#include <gtest/gtest.h>

#include "domain/cases/alerts.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

/// The manager has promised to call by two.
struct HerPromise {
  CaseStory story;
  DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));

  Result<Done> needs(base::Instant until) {
    return story.decide([&](Decision& d) { return want_more_time(d, id, kManager, until); },
                        kManager);
  }
  Result<Done> declines(StaffId who = kManager) {
    return story.decide([&](Decision& d) { return decline_promise(d, id, who, explorer::kText); },
                        who);
  }
  [[nodiscard]] DutyRef as_duty() const { return {DutyKind::promise, id}; }
  std::vector<Alert> told_of_last_but(std::size_t later) {
    return alerts(story.state, story.events[story.events.size() - 1 - later],
                  story.world.people(story.presence));
  }
};

TEST(GivingNotice, MoreTimeIsToldToTheFirstOperatorAndMovesNothing) {
  HerPromise hers;
  const base::Instant due = hers.story.at(hers.id).due.instant;
  ASSERT_TRUE(hers.needs(due + hours(2)).ok());
  EXPECT_EQ(hers.story.at(hers.id).time_wanted, due + hours(2));
  EXPECT_EQ(hers.story.at(hers.id).due.instant, due);
  EXPECT_EQ(hers.story.at(hers.id).owner, kManager);
  EXPECT_EQ(hers.told_of_last_but(0),
            (std::vector<Alert>{{kOperator, "more_time_wanted", hers.as_duty()}}));
  hers.story.until(kTwo, milliseconds(1));
  EXPECT_EQ(hers.story.at(hers.id).state, PromiseState::broken);
}

TEST(GivingNotice, MoreTimeMeansALaterTimeWithinReach) {
  HerPromise hers;
  const base::Instant due = hers.story.at(hers.id).due.instant;
  EXPECT_EQ(refusal(hers.needs(due)), "promise.not_later");
  EXPECT_EQ(refusal(hers.needs(due + std::chrono::days(3 * 366))), "promise.due_too_far");
  hers.story.until(kTwo, milliseconds(1));
  EXPECT_EQ(refusal(hers.needs(due + hours(2))), "promise.too_late_to_move");
}

TEST(GivingNotice, AMoveWithTheResidentSettlesTheWish) {
  HerPromise hers;
  ASSERT_TRUE(hers.needs(hers.story.at(hers.id).due.instant + hours(2)).ok());
  const Conversation talk = hers.story.call();
  const Move wanted{hers.story.world.due("2026-03-06T16:00"), {}, false};
  ASSERT_TRUE(
      hers.story.decide([&](Decision& d) { return move_promise(d, talk, hers.id, wanted); }).ok());
  EXPECT_EQ(hers.story.state.promises.back().time_wanted, std::nullopt);
}

TEST(GivingNotice, WhatIsNotTheirsTheFirstOperatorOwesByTheSameTime) {
  HerPromise hers;
  ASSERT_TRUE(hers.declines().ok());
  const auto owed = hers.story.owed(DutyKind::promise);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().owner, kOperator);
  EXPECT_EQ(owed.front().due, hers.story.world.due(kTwo).instant);
  EXPECT_TRUE(hers.story.at(hers.id).declined);
  const auto told = hers.told_of_last_but(1);
  EXPECT_NE(
      std::find(told.begin(), told.end(), Alert{kOperator, "promise_declined", hers.as_duty()}),
      told.end());
}

TEST(GivingNotice, TheFirstOperatorsOwnGoesToASupervisor) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  ASSERT_TRUE(
      story.decide([&](Decision& d) { return decline_promise(d, id, kOperator, explorer::kText); })
          .ok());
  EXPECT_EQ(story.owed(DutyKind::promise).front().owner, kSupervisor);
}

TEST(GivingNotice, WhatIsOverNobodyDeclines) {
  HerPromise hers;
  const Conversation talk = hers.story.call();
  ASSERT_TRUE(
      hers.story.decide([&](Decision& d) { return release_promise(d, talk, hers.id, {}); }).ok());
  EXPECT_EQ(refusal(hers.declines()), "promise.not_live");
  EXPECT_EQ(refusal(hers.needs(hers.story.now + hours(9))), "promise.not_live");
}

}  // namespace
}  // namespace kept::domain
