#include "domain/cases/history_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "domain/cases/ending.h"
#include "domain/cases/following.h"
#include "tests/support/case_story.h"

namespace kept::domain {
namespace {

constexpr CaseId kDuplicate{5};
constexpr CaseId kSurvivor{7};

std::vector<std::string> said(const std::vector<Breach>& breaches) {
  std::vector<std::string> all;
  for (const Breach& breach : breaches) all.push_back(breach.what);
  return all;
}

/// A request of Anna's that Ben follows is joined to Ben's own, in which Anna had no part.
class Joined : public ::testing::Test {
 protected:
  static OpenCase request() {
    OpenCase opening = CaseStory::opening(CaseKind::service_request);
    opening.service = ServiceTerms{ServiceId{1}, explorer::kRoads, hours(8), FollowUpPolicy::none};
    return opening;
  }
  void SetUp() override {
    OpenCase of_others = request();
    of_others.reporter = ContactId{99};
    survivor.open(of_others);
    survivor.state.id = kSurvivor;
    const Conversation talk = duplicate.open(request());
    const Conversation other = duplicate.call(kBen);
    ASSERT_TRUE(duplicate.decide([&](Decision& d) { return follow(d, other); }).ok());
    ASSERT_TRUE(duplicate
                    .decide([&](Decision& d) -> Result<Done> {
                      const auto joined = join(d, survivor.state, talk);
                      if (!joined.ok()) return joined.error();
                      taken = joined.value();
                      return Done{};
                    })
                    .ok());
    taken.duplicate = kDuplicate;
  }
  std::vector<std::string> found() {
    survivor.let([&](Decision& d) { d.happen(taken); });
    return said(check_joining({kDuplicate, duplicate.events}, {kSurvivor, survivor.events}));
  }

  CaseStory duplicate;
  CaseStory survivor;
  JoinedBy taken;
};

TEST_F(Joined, IsFineAsTheProgramDoesIt) { EXPECT_EQ(found(), std::vector<std::string>{}); }

TEST_F(Joined, LeavesNoFollowerBehind) {
  taken.followers->clear();
  EXPECT_EQ(found(),
            std::vector<std::string>{"whoever followed a duplicate does not hear of the survivor"});
}

TEST_F(Joined, MayHaveLeftFollowersBehindWhenAnOlderProgramDidIt) {
  taken.followers.reset();
  EXPECT_EQ(found(), std::vector<std::string>{});
}

TEST_F(Joined, LeadsToNoDuplicate) {
  survivor.let([&](Decision& d) { d.happen(JoinedTo{CaseId{8}, 8}); });
  EXPECT_EQ(found(),
            std::vector<std::string>{"a case was joined to one that was a duplicate itself"});
}

/// On its way when the promise was made, and taken by the next hop afterwards.
TEST(HistoryRules, LetAMessageKeepWhatWasPromisedWhileItWasOnItsWay) {
  CaseStory story;
  const DutyId id = story.promised(story.open(), story.promise(kTwo));
  const base::Instant before = story.now - hours(1);
  for (const auto& [evidence, breaches] :
       {std::pair{Evidence::message, 0U}, std::pair{Evidence::staff_word, 1U}}) {
    CaseStory kept = story;
    kept.let([&](Decision& d) { d.happen(PromiseKept{id, evidence, before, {}, {}, {}}); });
    EXPECT_EQ(check_history({kept.state.id, kept.events}).size(), breaches);
  }
}

/// Broken, kept by what was confirmed after all, and denied: the first apology is still owed.
TEST(HistoryRules, AcceptsAnApologyThatStandsFromBefore) {
  CaseStory story;
  const Conversation talk = story.open();
  const DutyId id = story.promised(talk, story.promise(kTwo));
  story.until(kTwo, milliseconds(1));
  story.now += hours(1);
  story.let([&](Decision& d) {
    d.happen(PromiseKept{id, Evidence::staff_word, story.at(id).due.instant, {}, {}, {}});
  });
  story.now += hours(1);
  story.let([&](Decision& d) { d.happen(PromiseBroken{id, BrokenReason::resident_denies}); });
  EXPECT_EQ(said(check_history({story.state.id, story.events})), std::vector<std::string>{});
}

}  // namespace
}  // namespace kept::domain
