#include "domain/cases/asking.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/cases/alerts.h"
#include "domain/cases/due_times.h"
#include "domain/cases/obligations.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

TEST(Asking, PassesOnceThenASupervisorDecides) {
  CaseStory story;
  story.open();
  const auto ask = [&](Decision& d) -> Result<Done> {
    const auto asked = ask_department(d, {explorer::kParks, {}, {}});
    if (!asked.ok()) return asked.error();
    return Done{};
  };
  ASSERT_TRUE(story.decide(ask).ok());
  EXPECT_EQ(story.state.asks.back().owner, kManager);
  for (const DepartmentId other : {explorer::kRoads, explorer::kParks}) {
    const DutyId id = story.state.asks.back().id;
    ASSERT_TRUE(
        story.decide([&](Decision& d) { return return_ask(d, id, kManager, {}, other); }).ok());
  }
  EXPECT_TRUE(story.owed(DutyKind::ask).empty());
  ASSERT_EQ(story.owed(DutyKind::decision).size(), 1U);
  ASSERT_TRUE(story
                  .decide([](Decision& d) { return decide_department(d, explorer::kRoads, {}); },
                          kSupervisor)
                  .ok());
  EXPECT_EQ(story.state.asks.back().department, explorer::kRoads);
}

TEST(Asking, MoreTimeIsToldToWhoAskedButNotOfHisOwnWriting) {
  CaseStory story;
  story.open();
  const auto ask = [&](Decision& d) -> Result<Done> {
    const auto asked = ask_department(d, {explorer::kParks, {}, {}});
    if (!asked.ok()) return asked.error();
    return Done{};
  };
  ASSERT_TRUE(story.decide(ask).ok());
  const auto alerts_of_more_time = [&](StaffId who, int hours_more) {
    const Ask before = story.state.asks.back();
    EXPECT_TRUE(story
                    .decide(
                        [&](Decision& d) {
                          return extend_ask(d, before.id, kManager, before.due + hours(hours_more));
                        },
                        who)
                    .ok());
    return alerts(story.state, story.events.back(), story.world.people({}));
  };
  EXPECT_EQ(alerts_of_more_time(kManager, 1),
            (std::vector<Alert>{
                {kOperator, "ask_extended", DutyRef{DutyKind::ask, story.state.asks.front().id}}}));
  EXPECT_TRUE(alerts_of_more_time(kOperator, 2).empty());
  EXPECT_EQ(story.happened<AskExtended>().back().said_by, kManager);
}

TEST(Asking, AComplaintNeverReachesWhomItIsAboutNotEvenAsACover) {
  CaseStory story;
  OpenCase complaint = CaseStory::opening(CaseKind::complaint);
  complaint.about_staff = kManager;
  story.open(complaint);
  for (const DepartmentId department : {explorer::kParks, explorer::kRoads}) {
    // The manager covers for the delegate, who answers for the roads.
    story.presence.away[explorer::index_of(explorer::kDelegate)] =
        Absence{story.now, story.now + hours(72)};
    ASSERT_TRUE(story
                    .decide([&](Decision& d) -> Result<Done> {
                      const auto asked = ask_department(d, {department, {}, {}});
                      if (!asked.ok()) return asked.error();
                      return Done{};
                    })
                    .ok());
    EXPECT_EQ(story.state.asks.back().owner, kSupervisor);
  }
}

TEST(Asking, WhileASupervisorDecidesNobodyElseAsksADepartment) {
  CaseStory story;
  story.open();
  const auto ask = [](DepartmentId department) {
    return [department](Decision& d) -> Result<Done> {
      const auto asked = ask_department(d, {department, {}, {}});
      if (!asked.ok()) return asked.error();
      return Done{};
    };
  };
  const auto give_back = [&](Decision& d) {
    return return_ask(d, story.state.asks.back().id, kManager, {}, {});
  };
  ASSERT_TRUE(story.decide(ask(explorer::kParks)).ok());
  ASSERT_TRUE(story.decide(give_back).ok());
  EXPECT_EQ(story.owed(DutyKind::decision).size(), 1U);
  ASSERT_TRUE(story.decide(ask(explorer::kRoads)).ok()) << "the operator knows better";
  EXPECT_TRUE(story.owed(DutyKind::decision).empty());
  ASSERT_TRUE(story.decide(give_back).ok());
  EXPECT_EQ(story.owed(DutyKind::decision).size(), 1U);
  EXPECT_EQ(refusal(story.decide(ask(explorer::kParks))), "ask.supervisor_decides");
}

TEST(Asking, MoreTimeIsLaterThanWhatStandsAndThanNow) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(story
                  .decide([](Decision& d) -> Result<Done> {
                    const auto asked = ask_department(d, {explorer::kRoads, {}, {}});
                    if (!asked.ok()) return asked.error();
                    return Done{};
                  })
                  .ok());
  const Ask ask = story.state.asks.back();
  const auto extend = [&](base::Instant until) {
    return refusal(
        story.decide([&](Decision& d) { return extend_ask(d, ask.id, kManager, until); }));
  };
  EXPECT_EQ(extend(story.now), "ask.due_in_past");
  EXPECT_EQ(extend(ask.due), "ask.not_later");
  EXPECT_EQ(extend(ask.due + milliseconds(1)), "");
}

// "I need until Monday" is reminded of as the first time was: half of the way, and nine tenths.
TEST(Asking, MoreTimeIsRemindedOfToo) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(story
                  .decide([](Decision& d) -> Result<Done> {
                    const auto asked = ask_department(d, {explorer::kParks, {}, {}});
                    if (!asked.ok()) return asked.error();
                    return Done{};
                  })
                  .ok());
  const DutyId id = story.state.asks.back().id;
  story.until("2026-03-06T11:30");
  ASSERT_EQ(story.state.asks.back().reminders_sent, 1);
  const base::Instant until = story.world.due("2026-03-09T10:30").instant;
  ASSERT_TRUE(
      story.decide([&](Decision& d) { return extend_ask(d, id, kManager, until); }, kManager).ok());
  // The office closes at six on Friday and opens at eight on Monday: nine hours are left.
  const std::vector<base::Instant> expected{story.world.due("2026-03-06T16:00").instant,
                                            story.world.due("2026-03-09T09:36").instant};
  EXPECT_EQ(story.state.asks.back().reminders, expected);
  story.until(expected.back());
  const auto sent = story.happened<ReminderSent>();
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(sent.back().number, 2);
}

// What an older program wrote said nothing of reminders, and means what it meant: none.
TEST(Asking, MoreTimeOfAnOlderProgramIsNotRemindedOf) {
  CaseStory story;
  story.open();
  ASSERT_TRUE(story
                  .decide([](Decision& d) -> Result<Done> {
                    const auto asked = ask_department(d, {explorer::kParks, {}, {}});
                    if (!asked.ok()) return asked.error();
                    return Done{};
                  })
                  .ok());
  const Ask ask = story.state.asks.back();
  story.let([&](Decision& d) { d.happen(AskExtended{ask.id, ask.due + hours(24), {}}); });
  EXPECT_TRUE(story.state.asks.back().reminders.empty());
  EXPECT_EQ(replay(story.state.id, story.events), story.state);
}

}  // namespace
}  // namespace kept::domain
