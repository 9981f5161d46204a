#include "domain/cases/receiving.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/cases/alerts.h"
#include "domain/cases/ending.h"
#include "domain/cases/opening.h"
#include "domain/cases/rules.h"

namespace kept::domain {
namespace {

using namespace std::chrono_literals;

const base::Instant kReceivedAt = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 14h;
constexpr StaffId kReceiver{1};
constexpr StaffId kOwner{2};
constexpr InteractionId kForm{4};

/// A request that came from an application; nobody is known who could be told.
class ReceivingTest : public ::testing::Test {
 protected:
  ReceivingTest() {
    OpenCase opening;
    opening.number = 100000011;
    opening.kind = CaseKind::service_request;
    opening.service = ServiceTerms{ServiceId{1}, DepartmentId{1}, 60min, FollowUpPolicy::message};
    opening.first_operator = kReceiver;
    act([&](Decision& decision) { ASSERT_TRUE(open_case(decision, kForm, opening).ok()); });
  }

  template <typename Act>
  void act(Act acts) {
    Decision decision(state_, {now_, {}, Origin::api, people_, policy_, zone_, [this] {
                                 return DutyId{++last_id_};
                               }});
    acts(decision);
    settle(decision);
    state_ = decision.state();
    events_ = decision.events();
    for (const Breach& breach : check_rules(state_, people_)) ADD_FAILURE() << breach.what;
  }
  void receive(ClaimedStatus status, base::Instant written_at = kReceivedAt) {
    act([&](Decision& decision) {
      const int before = decision.state().version;
      EXPECT_EQ(receive_update(decision, {status, {8, "text"}, {}, written_at}), before + 1);
    });
  }
  void complete() {
    act([](Decision& decision) {
      ASSERT_TRUE(record_outcome(decision, {Resolution::completed, {}, {}}).ok());
    });
  }

  static StaffMember member(StaffId id, Role role) {
    auto plan = ShiftPlan::make(base::TimeZone::utc(), {}, {});
    return {id, role, true, {}, {}, {}, std::move(plan).value()};
  }
  static Directory people() {
    const Calendar always = Calendar::round_the_clock(base::TimeZone::utc());
    return Directory(
        {member(kReceiver, Role::supervisor), member(kOwner, Role::department_manager)},
        {{DepartmentId{1}, kOwner, {}, always}}, always);
  }

  base::TimeZone zone_ = base::TimeZone::utc();
  Directory people_ = people();
  Policy policy_;
  base::Instant now_ = kReceivedAt;
  std::int64_t last_id_ = 100;
  Case state_;
  std::vector<EventRecord> events_;
};

TEST_F(ReceivingTest, AClaimEndsNothing) {
  for (const auto status : {ClaimedStatus::closed, ClaimedStatus::fixed, ClaimedStatus::cancelled,
                            ClaimedStatus::duplicate, ClaimedStatus::reopen}) {
    receive(status);
    EXPECT_EQ(state_.state, CaseState::open);
    EXPECT_FALSE(state_.outcome);
    EXPECT_EQ(events_.size(), 1U);
  }
}

TEST_F(ReceivingTest, WhoWorksOnTheCaseAndTheFirstOperatorAreTold) {
  receive(ClaimedStatus::fixed);
  EXPECT_THAT(alerts(state_, events_.front(), people_),
              ::testing::UnorderedElementsAre(Alert{kOwner, "update_received"},
                                              Alert{kReceiver, "update_received"}));
}

TEST_F(ReceivingTest, OnlyReopenOpensWhatHasEnded) {
  complete();
  ASSERT_EQ(state_.state, CaseState::closed);
  for (const auto status : {ClaimedStatus::open, ClaimedStatus::in_progress}) {
    receive(status);
    EXPECT_EQ(state_.state, CaseState::closed);
  }
  receive(ClaimedStatus::reopen);
  EXPECT_EQ(state_.state, CaseState::open);
  EXPECT_EQ(state_.reopened, 1);
  EXPECT_EQ(std::get<CaseReopened>(events_[1].what).reason, ReopenReason::resident_asks);
}

TEST_F(ReceivingTest, ADuplicateStaysJoined) {
  state_.joined_to = CaseId{9};
  state_.state = CaseState::closed;
  Decision decision(state_, {now_, {}, Origin::api, people_, policy_, zone_, [this] {
                               return DutyId{++last_id_};
                             }});
  receive_update(decision, {ClaimedStatus::reopen, {}, {}, kReceivedAt});
  EXPECT_EQ(decision.state().state, CaseState::closed);
}

TEST_F(ReceivingTest, AClockThatIsWrongMakesNoTimeThatCannotBe) {
  now_ = kReceivedAt + 1h;
  receive(ClaimedStatus::open, kReceivedAt + 2h);
  EXPECT_EQ(events_.front().occurred_at, now_);
  receive(ClaimedStatus::open, kReceivedAt - 2h);
  EXPECT_EQ(events_.front().occurred_at, kReceivedAt);
  receive(ClaimedStatus::open, kReceivedAt + 30min);
  EXPECT_EQ(events_.front().occurred_at, kReceivedAt + 30min);
  EXPECT_EQ(events_.front().recorded_at, now_);
}

}  // namespace
}  // namespace kept::domain
