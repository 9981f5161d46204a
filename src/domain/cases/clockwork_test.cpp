#include "domain/cases/clockwork.h"

#include <gtest/gtest.h>

#include "domain/cases/alerts.h"
#include "domain/cases/covering.h"
#include "domain/cases/ending.h"
#include "domain/people/at_work.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

using base::Instant;
using explorer::index_of;

void move_away(CaseStory& story, StaffId staff, MoveReason reason = MoveReason::away) {
  const Absence absence{story.now, story.now + hours(96)};
  if (reason == MoveReason::disabled) {
    story.presence.disabled.set(index_of(staff));
  } else {
    story.presence.away[index_of(staff)] = absence;
  }
  ASSERT_TRUE(story
                  .decide([&](Decision& d) -> Result<Done> {
                    move_duties(d, staff, absence.from,
                                reason == MoveReason::disabled ? Instant::max() : absence.until,
                                reason);
                    return Done{};
                  })
                  .ok());
}

TEST(Clockwork, RemindsAtHalfAndNineTenthsOfTheWorkingTime) {
  CaseStory story;
  // Friday 10:00 to Monday 14:00 is 14 working hours, across the change of clocks.
  const DutyId id = story.promised(story.open(), story.promise(kMonday, kManager));
  EXPECT_EQ(story.at(id).reminders, (std::vector{story.world.due("2026-03-06T17:00").instant,
                                                 story.world.due("2026-03-09T12:36").instant}));
  story.until("2026-03-09T13:00");
  ASSERT_EQ(story.happened<ReminderSent>().size(), 2U);
  const auto told = alerts(story.state, story.events.back(), story.world.people({}));
  const DutyRef promise{DutyKind::promise, id};
  EXPECT_EQ(told, (std::vector<Alert>{{kManager, "not_yet_confirmed", promise},
                                      {kOperator, "not_yet_confirmed", promise}}));
}

TEST(Clockwork, BreaksTheMomentAfterDueOnceAndTellsThreePeople) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  story.until(kTwo);
  EXPECT_EQ(story.at(id).state, PromiseState::made);
  story.until(kTwo, milliseconds(1));
  EXPECT_EQ(story.at(id).broken_reason, BrokenReason::clock);
  EXPECT_EQ(story.owed(DutyKind::apology).front().owner, kOperator);
  const auto broken = std::find_if(story.events.begin(), story.events.end(), [](const auto& one) {
    return std::holds_alternative<PromiseBroken>(one.what);
  });
  EXPECT_EQ(alerts(story.state, *broken, story.world.people({})).size(), 3U);
  story.until(kMonday);
  EXPECT_EQ(story.happened<PromiseBroken>().size(), 1U);
}

// The operator goes at five, the office at six; then everybody is gone until Monday.
TEST(Clockwork, AnApologyOfTheLastHourIsOwedBySomebodyWhoWorksThen) {
  for (const auto& [promised, owed_on] :
       {std::pair{"2026-03-06T16:30", 6U}, std::pair{"2026-03-06T17:30", 9U}}) {
    CaseStory story;
    story.promised(story.open(), story.promise(promised));
    story.until(promised, milliseconds(1));
    ASSERT_EQ(story.owed(DutyKind::apology).size(), 1U);
    const Obligation apology = story.owed(DutyKind::apology).front();
    const auto& people = story.world.people({});
    EXPECT_EQ(presence_of(people, apology.owner, apology.due).presence, Presence::at_work)
        << promised;
    EXPECT_EQ(story.world.zone().to_local(apology.due).date.day(), std::chrono::day(owed_on));
  }
}

TEST(Clockwork, WhomAComplaintIsAboutHearsNothingOfIt) {
  CaseStory story;
  story.promised(story.open(), story.promise(kTwo));
  story.until(kTwo, milliseconds(1));
  const auto broken = std::find_if(story.events.begin(), story.events.end(), [](const auto& one) {
    return std::holds_alternative<PromiseBroken>(one.what);
  });
  const auto& people = story.world.people({});
  EXPECT_EQ(alerts(story.state, *broken, people).front().to, kOperator);
  story.state.kind = CaseKind::complaint;
  story.state.about_staff = kOperator;
  const auto told = alerts(story.state, *broken, people);
  EXPECT_FALSE(told.empty());
  for (const Alert& alert : told) EXPECT_NE(alert.to, kOperator) << alert.kind;
}

// Rule 9.
TEST(Clockwork, AnOutageIsNamedAndSendsOnlyTheLastMissedReminder) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  const Instant due = story.at(id).due.instant;
  story.now = due + hours(1);
  const Outage outage{due - hours(4), story.now};
  for (const Timer& timer : timers(story.state)) {
    if (timer.at <= story.now) story.take(timer, outage);
  }
  ASSERT_EQ(story.happened<ReminderSent>().size(), 1U);
  EXPECT_EQ(story.happened<ReminderSent>().front().number, 2);
  EXPECT_EQ(story.happened<ReminderSent>().front().skipped, 1);
  EXPECT_EQ(story.at(id).broken_reason, BrokenReason::outage);
}

TEST(Covering, MovesWhatFallsDueInsideToTheDelegateAndBackWhenUntouched) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  move_away(story, kManager);
  EXPECT_EQ(story.at(id).owner, kDelegate);
  EXPECT_EQ(story.at(id).covering_for, kManager);
  story.presence.away[index_of(kManager)].reset();
  story.let([](Decision& d) { bring_back(d, kManager); });
  EXPECT_EQ(story.at(id).owner, kManager);
  EXPECT_FALSE(story.at(id).covering_for);
}

// The delegate's delegate is the manager: the cycle is skipped, and the supervisor covers.
TEST(Covering, SkipsCycles) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo, kManager));
  story.presence.away[index_of(kDelegate)] = Absence{story.now, story.now + hours(96)};
  move_away(story, kManager);
  EXPECT_EQ(story.at(id).owner, kSupervisor);
}

// The operator is off on Tuesdays.
TEST(Covering, WhatIsLateWaitsOverADayOffAndNotForSomebodyWhoIsAbsent) {
  CaseStory story;
  story.promised(story.open(), story.promise(kMonday));
  story.until("2026-03-10T12:00");
  story.let([](Decision& d) { d.happen(NotHeard{kAnna, InteractionId{1}, {}}); });
  EXPECT_EQ(story.owed(DutyKind::promise).front().owner, kOperator);
  story.presence.away[index_of(kOperator)] = Absence{story.now, story.now + hours(96)};
  story.let([](Decision& d) { d.happen(NotHeard{kAnna, InteractionId{1}, {}}); });
  const Obligation late = story.owed(DutyKind::promise).front();
  EXPECT_EQ(late.owner, kSupervisor);
  EXPECT_EQ(late.covering_for, kOperator);
}

TEST(Covering, ADisabledAccountOwesNothingAnyMore) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kMonday, kManager));
  move_away(story, kManager, MoveReason::disabled);
  EXPECT_EQ(story.at(id).owner, kDelegate);
  EXPECT_FALSE(story.at(id).covering_for);
}

}  // namespace
}  // namespace kept::domain
