#include "domain/cases/partnering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/cases/alerts.h"
#include "domain/cases/ending.h"
#include "domain/cases/opening.h"
#include "domain/cases/rules.h"

namespace kept::domain {
namespace {

using namespace std::chrono_literals;

const base::Instant kSentAt = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 14h;
constexpr StaffId kTaker{1};
constexpr StaffId kWorksOnIt{2};

class PartneringTest : public ::testing::Test {
 protected:
  PartneringTest() {
    OpenCase opening;
    opening.number = 100000011;
    opening.kind = CaseKind::service_request;
    opening.service = ServiceTerms{ServiceId{1}, DepartmentId{1}, 60min, FollowUpPolicy::message};
    opening.first_operator = kTaker;
    act([&](Decision& decision) {
      ASSERT_TRUE(open_case(decision, InteractionId{4}, opening).ok());
    });
  }

  template <typename Act>
  void act(Act acts) {
    Decision decision(state_, {kSentAt, {}, Origin::outbox, people_, policy_, zone_, [this] {
                                 return DutyId{++last_id_};
                               }});
    acts(decision);
    settle(decision);
    state_ = decision.state();
    events_ = decision.events();
    for (const Breach& breach : check_rules(state_, people_)) ADD_FAILURE() << breach.what;
  }

  static StaffMember member(StaffId id, Role role) {
    auto plan = ShiftPlan::make(base::TimeZone::utc(), {}, {});
    return {id, role, true, {}, {}, {}, std::move(plan).value()};
  }
  static Directory people() {
    const Calendar always = Calendar::round_the_clock(base::TimeZone::utc());
    return Directory(
        {member(kTaker, Role::supervisor), member(kWorksOnIt, Role::department_manager)},
        {{DepartmentId{1}, kWorksOnIt, {}, always}}, always);
  }

  Directory people_ = people();
  Policy policy_;
  base::TimeZone zone_ = base::TimeZone::utc();
  Case state_;
  std::vector<EventRecord> events_;
  std::int64_t last_id_ = 0;
};

TEST_F(PartneringTest, ClosedOverThereEndsNothingHere) {
  const auto owed = state_.target;
  ASSERT_TRUE(owed.has_value());
  act([](Decision& decision) {
    sent_to_partner(decision, "power", "1001");
    partner_answered(decision, "power", PartnerStatus::closed, {7, "digest"});
  });
  EXPECT_EQ(state_.state, CaseState::open);
  EXPECT_EQ(state_.target, owed);
  EXPECT_FALSE(state_.outcome.has_value());
}

TEST_F(PartneringTest, WhoeverOwesItHearsWhatIsSaidThere) {
  act([](Decision& decision) { partner_answered(decision, "power", PartnerStatus::closed, {}); });
  EXPECT_THAT(alerts(state_, events_.front(), people_),
              ::testing::UnorderedElementsAre(Alert{kWorksOnIt, "partner_done"},
                                              Alert{kTaker, "partner_done"}));
}

TEST_F(PartneringTest, WhatTheyOpenAgainIsOpenHereAndOwedAndItsDepartmentHears) {
  act([](Decision& decision) {
    ASSERT_TRUE(record_outcome(decision, {Resolution::completed, {}, {}}).ok());
  });
  ASSERT_EQ(state_.state, CaseState::closed);  // there is nobody to tell
  act([](Decision& decision) {
    partner_answered(decision, "power", PartnerStatus::open, {7, "digest"});
    partner_reopened(decision, {});
  });
  EXPECT_EQ(state_.state, CaseState::open);
  EXPECT_FALSE(state_.outcome.has_value());
  ASSERT_TRUE(state_.target.has_value());
  ASSERT_GE(events_.size(), 2U);
  EXPECT_THAT(
      alerts(state_, events_[1], people_),
      ::testing::UnorderedElementsAre(Alert{kWorksOnIt, "reopened"}, Alert{kTaker, "reopened"}));
}

TEST_F(PartneringTest, WhatIsOpenIsNotOpenedAgain) {
  act([](Decision& decision) { partner_reopened(decision, {}); });
  EXPECT_EQ(state_.reopened, 0);
}

TEST_F(PartneringTest, OfWhatIsClosedTheDepartmentHearsWhatTheySay) {
  act([](Decision& decision) {
    ASSERT_TRUE(record_outcome(decision, {Resolution::completed, {}, {}}).ok());
  });
  act([](Decision& decision) { partner_answered(decision, "power", PartnerStatus::open, {}); });
  EXPECT_EQ(state_.state, CaseState::closed);
  EXPECT_THAT(alerts(state_, events_.front(), people_),
              ::testing::UnorderedElementsAre(Alert{kWorksOnIt, "partner_answered"},
                                              Alert{kTaker, "partner_answered"}));
}

TEST_F(PartneringTest, WhatIsNotSentIsToldToWhoeverOwesIt) {
  act([](Decision& decision) {
    partner_not_reached(decision, "power", PartnerFailure::refused, {7, "digest"});
  });
  EXPECT_THAT(alerts(state_, events_.front(), people_),
              ::testing::UnorderedElementsAre(Alert{kWorksOnIt, "partner_not_reached"},
                                              Alert{kTaker, "partner_not_reached"}));
}

}  // namespace
}  // namespace kept::domain
