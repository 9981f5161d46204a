#include "domain/cases/teamwork.h"

#include <gtest/gtest.h>

#include "domain/cases/asking.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

using explorer::kGardeners;
using explorer::kParks;

/// A request for the parks, and a question to them.
CaseStory request(std::optional<TeamId> team = {}) {
  CaseStory story;
  OpenCase opening = CaseStory::opening(CaseKind::service_request);
  opening.service = ServiceTerms{ServiceId{1}, kParks, hours(8), FollowUpPolicy::none, team};
  story.open(opening);
  return story;
}

Result<Done> give(CaseStory& story, TeamId team = kGardeners) {
  return story.decide([&](Decision& d) { return give_to_team(d, team); }, kManager);
}
Result<Done> ask(CaseStory& story, DepartmentId department) {
  return story.decide([&](Decision& d) -> Result<Done> {
    const auto asked = ask_department(d, {department, explorer::kText, {}});
    if (!asked.ok()) return asked.error();
    return Done{};
  });
}
StaffId owner_of(const CaseStory& story, DutyKind kind) { return story.owed(kind).front().owner; }

TEST(Teamwork, TheLeadOwesWhatTheDepartmentOwed) {
  CaseStory story = request();
  ASSERT_TRUE(ask(story, kParks).ok());
  const DutyId promise = story.promised(story.call(), story.promise(kMonday, kManager));
  EXPECT_EQ(owner_of(story, DutyKind::target), kManager);
  ASSERT_TRUE(give(story).ok());
  EXPECT_EQ(story.state.team, kGardeners);
  EXPECT_EQ(owner_of(story, DutyKind::target), kDelegate);
  EXPECT_EQ(owner_of(story, DutyKind::ask), kDelegate);
  EXPECT_EQ(story.at(promise).owner, kManager) << "a promise stays whose it is";
  EXPECT_EQ(replay(story.state.id, story.events), story.state);
}

TEST(Teamwork, WhoLeadsTheTeamOfAServiceOwesItFromTheStart) {
  const CaseStory story = request(kGardeners);
  EXPECT_EQ(story.state.team, kGardeners);
  EXPECT_EQ(owner_of(story, DutyKind::target), kDelegate);
}

TEST(Teamwork, ALeadWhoIsAwayIsCovered) {
  CaseStory story = request();
  story.presence.away[explorer::index_of(kDelegate)] = Absence{story.now, story.now + hours(240)};
  ASSERT_TRUE(give(story).ok());
  const Obligation target = story.owed(DutyKind::target).front();
  EXPECT_EQ(target.owner, kManager);
  EXPECT_EQ(target.covering_for, kDelegate);
}

TEST(Teamwork, NobodyIsGivenAComplaintAboutThemselves) {
  CaseStory story;
  OpenCase complaint = CaseStory::opening(CaseKind::complaint);
  complaint.about_staff = kDelegate;
  story.open(complaint);
  ASSERT_TRUE(ask(story, kParks).ok());
  ASSERT_TRUE(give(story).ok());
  EXPECT_EQ(story.state.team, kGardeners);
  EXPECT_NE(owner_of(story, DutyKind::ask), kDelegate);
}

TEST(Teamwork, IsRefusedWhereItMakesNoSense) {
  CaseStory story = request();
  EXPECT_EQ(give(story, TeamId{77}).error().reason, "team.other_department");
  ASSERT_TRUE(give(story).ok());
  EXPECT_EQ(give(story).error().reason, "team.has_it");
  ASSERT_TRUE(ask(story, explorer::kRoads).ok());
  EXPECT_EQ(story.state.team, std::nullopt) << "the case is another department's now";
  EXPECT_EQ(give(story).error().reason, "team.other_department");
}

}  // namespace
}  // namespace kept::domain
