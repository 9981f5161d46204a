#include "domain/cases/messages.h"

#include <gtest/gtest.h>

#include "domain/cases/attempts.h"
#include "domain/cases/clockwork.h"
#include "domain/cases/ending.h"
#include "domain/cases/opening.h"
#include "domain/cases/receiving.h"
#include "domain/cases/rules.h"

namespace kept::domain {
namespace {

using base::Instant;
using namespace std::chrono_literals;

const Instant kWrittenAt = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 14h;
constexpr StaffId kWriter{1};
constexpr ContactId kKarim{2};
constexpr ContactId kFollower{3};
constexpr InteractionId kCall{4};

/// One case of a service whose check is a message, worked on round the clock.
class MessagesTest : public testing::Test {
 protected:
  MessagesTest() {
    OpenCase opening;
    opening.number = 100000011;
    opening.kind = CaseKind::service_request;
    opening.service = ServiceTerms{ServiceId{1}, DepartmentId{1}, 60min, FollowUpPolicy::message};
    opening.reporter = kKarim;
    opening.reporter_reachable = true;
    opening.first_operator = kWriter;
    act([&](Decision& decision) { return open_case(decision, kCall, opening); });
  }

  template <typename Act>
  void act(Act acts) {
    Decision decision(state_, {now_, kWriter, Origin::console, people_, policy_, zone_,
                               [this] { return DutyId{++last_id_}; },
                               [this](ContactId) { return has_address_; }});
    const base::Result<base::Done> done = acts(decision);
    ASSERT_TRUE(done.ok());
    settle(decision);
    state_ = decision.state();
    for (const Breach& breach : check_rules(state_, people_)) ADD_FAILURE() << breach.what;
  }
  void record_outcome_told() {
    act([](Decision& decision) -> base::Result<base::Done> {
      auto recorded = record_outcome(decision, {Resolution::completed, {}, {}});
      if (!recorded.ok()) return recorded;
      return tell_resident(decision, talk(), false);
    });
  }
  void record_outcome_only() {
    act([](Decision& decision) {
      return record_outcome(decision, {Resolution::completed, {}, {}});
    });
  }
  /// Lets the clock do the next thing that is due.
  void next_timer() {
    const Timer timer = timers(state_).at(0);
    now_ = timer.at;
    act([&](Decision& decision) -> base::Result<base::Done> {
      on_timer(decision, timer, {});
      return base::Done{};
    });
  }
  void accepted() {
    act([&](Decision& decision) -> base::Result<base::Done> {
      message_accepted(decision, state_.messages.back().id, {}, now_);
      return base::Done{};
    });
  }
  void failed() {
    act([&](Decision& decision) -> base::Result<base::Done> {
      message_failed(decision, state_.messages.back().id, MessageFailure::refused);
      return base::Done{};
    });
  }
  void bounces() {
    act([&](Decision& decision) { return message_bounced(decision, state_.messages.back().id); });
  }
  [[nodiscard]] base::Result<base::Done> try_bounce() {
    Decision decision(state_, {now_, kWriter, Origin::outbox, people_, policy_,
                               base::TimeZone::utc(), [this] { return DutyId{++last_id_}; },
                               [this](ContactId) { return has_address_; }});
    return message_bounced(decision, state_.messages.back().id);
  }
  [[nodiscard]] Conversation rings() const {
    return {InteractionId{6}, kKarim, kWriter, true, Channel::call, now_};
  }
  void writes() {
    act([&](Decision& decision) -> base::Result<base::Done> {
      receive_update(decision, {ClaimedStatus::open, {8, "text"}, {}, now_});
      return base::Done{};
    });
  }
  static Conversation talk() { return {kCall, kKarim, kWriter, true, Channel::call, kWrittenAt}; }
  static Directory people() {
    auto plan = ShiftPlan::make(base::TimeZone::utc(), {}, {});
    StaffMember member{kWriter, Role::supervisor, true, {}, {}, {}, std::move(plan).value()};
    return Directory({std::move(member)}, {}, Calendar::round_the_clock(base::TimeZone::utc()));
  }

  base::TimeZone zone_ = base::TimeZone::utc();
  Directory people_ = people();
  Policy policy_;
  Instant now_ = kWrittenAt;
  std::int64_t last_id_ = 100;
  bool has_address_ = true;
  Case state_;
};

TEST_F(MessagesTest, NothingIsSentBeforeTheNextHopHasTakenIt) {
  record_outcome_told();
  next_timer();
  ASSERT_EQ(state_.messages.size(), 1U);
  EXPECT_EQ(state_.messages.front().state, MessageState::queued);
  EXPECT_FALSE(state_.open_follow_up()->message_sent);
  EXPECT_TRUE(timers(state_).empty()) << "silence must not count before a message was sent";
  accepted();
  EXPECT_TRUE(state_.open_follow_up()->message_sent);
}

TEST_F(MessagesTest, SilenceAfterAMessageCloses) {
  record_outcome_told();
  next_timer();
  accepted();
  const Instant sent = now_;
  next_timer();
  EXPECT_EQ(state_.close_reason, CloseReason::silence);
  EXPECT_EQ(now_, sent + 5 * 24h);
}

TEST_F(MessagesTest, ACallInVainDoesNotHastenTheSilenceThatCloses) {
  record_outcome_told();
  next_timer();
  accepted();
  const FollowUp waiting = *state_.open_follow_up();
  act([&](Decision& decision) {
    return record_attempt(decision, {InteractionId{5}, kKarim, kWriter, false, Channel::call, {}},
                          DutyKind::follow_up, waiting.id, AttemptResult::no_answer);
  });
  EXPECT_EQ(state_.open_follow_up()->attempts.size(), 1U);
  EXPECT_EQ(state_.open_follow_up()->due, waiting.due);
}

TEST_F(MessagesTest, WithoutAnAddressTheFollowUpIsACall) {
  has_address_ = false;
  record_outcome_told();
  EXPECT_FALSE(state_.open_follow_up()->by_message);
}

TEST_F(MessagesTest, AnAddressThatIsGoneBecomesACall) {
  record_outcome_told();
  has_address_ = false;
  next_timer();
  EXPECT_TRUE(state_.messages.empty());
  EXPECT_FALSE(state_.open_follow_up()->by_message);
  EXPECT_EQ(state_.open_follow_up()->due, now_ + policy_.tell_within);
}

TEST_F(MessagesTest, ARefusedFollowUpBecomesACallOfTheFirstOperator) {
  record_outcome_told();
  next_timer();
  failed();
  const auto owed = obligations(state_);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().kind, DutyKind::follow_up);
  EXPECT_EQ(owed.front().owner, kWriter);
  EXPECT_EQ(owed.front().due, now_ + policy_.tell_within);
}

TEST_F(MessagesTest, AWrittenOutcomeIsToldADayAfterItWasTaken) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  now_ += 1h;
  accepted();
  EXPECT_FALSE(state_.was_told(kKarim));
  const Instant taken = now_;
  next_timer();
  EXPECT_EQ(now_, taken + 24h);
  ASSERT_TRUE(state_.was_told(kKarim));
  EXPECT_EQ(state_.told.front().how, ToldHow::message);
  EXPECT_TRUE(state_.open_follow_up()->by_message);
}

// Whoever follows the case and had no address when the outcome was recorded may be written to
// later.
TEST_F(MessagesTest, AFollowerIsWrittenToOnceAndHoldsNothing) {
  act([](Decision& decision) -> base::Result<base::Done> {
    decision.happen(FollowerAdded{kFollower, {}});
    return base::Done{};
  });
  has_address_ = false;
  record_outcome_only();
  EXPECT_TRUE(state_.messages.empty());
  EXPECT_EQ(waiting_for_outcome(state_), (std::vector<ContactId>{kKarim, kFollower}));
  const auto owed = obligations(state_);
  has_address_ = true;
  act([](Decision& decision) { return tell_in_writing(decision, kFollower); });
  ASSERT_EQ(state_.messages.size(), 1U);
  EXPECT_EQ(state_.messages.front().contact, kFollower);
  EXPECT_EQ(obligations(state_), owed);
  EXPECT_EQ(waiting_for_outcome(state_), std::vector<ContactId>{kKarim});
  failed();
  EXPECT_EQ(obligations(state_), owed);
}

TEST_F(MessagesTest, ARefusedOutcomeLeavesACallSoon) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  failed();
  EXPECT_FALSE(state_.was_told(kKarim));
  const auto owed = obligations(state_);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().kind, DutyKind::contact_attempts);
  EXPECT_EQ(owed.front().due, now_ + policy_.tell_within);
}

// Rule 3: told is a message that was accepted and did not come back within a day.
TEST_F(MessagesTest, AnOutcomeThatComesBackWithinADayIsNotTold) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  accepted();
  now_ += 2h;
  bounces();
  EXPECT_FALSE(state_.was_told(kKarim));
  EXPECT_EQ(state_.state, CaseState::resolved);
  const auto owed = obligations(state_);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().kind, DutyKind::contact_attempts);
  EXPECT_EQ(owed.front().due, now_ + policy_.tell_within);
  for (const Timer& timer : timers(state_)) EXPECT_NE(timer.kind, TimerKind::message_stands);
}

TEST_F(MessagesTest, AnOutcomeThatComesBackLaterIsUntold) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  accepted();
  next_timer();
  ASSERT_TRUE(state_.was_told(kKarim));
  now_ += 1h;
  bounces();
  EXPECT_FALSE(state_.was_told(kKarim));
  const auto owed = obligations(state_);
  EXPECT_TRUE(std::any_of(owed.begin(), owed.end(), [](const Obligation& duty) {
    return duty.kind == DutyKind::contact_attempts && duty.contact == kKarim;
  }));
}

TEST_F(MessagesTest, WhatWasClosedOnSilenceOpensWhenItsQuestionComesBack) {
  record_outcome_told();
  next_timer();
  accepted();
  next_timer();
  ASSERT_EQ(state_.close_reason, CloseReason::silence);
  now_ += 3 * 24h;
  bounces();
  EXPECT_EQ(state_.state, CaseState::open);
  EXPECT_EQ(state_.reopened, 1);
  EXPECT_FALSE(obligations(state_).empty());
}

TEST_F(MessagesTest, AQuestionThatComesBackBecomesACall) {
  record_outcome_told();
  next_timer();
  accepted();
  now_ += 1h;
  bounces();
  ASSERT_NE(state_.open_follow_up(), nullptr);
  EXPECT_FALSE(state_.open_follow_up()->by_message);
  EXPECT_EQ(state_.open_follow_up()->due, now_ + policy_.tell_within);
}

// Rule 4: who rings to say that nobody told them has answered the question that was written.
TEST_F(MessagesTest, WhoHasNotHeardIsNotTakenForSilent) {
  record_outcome_told();
  next_timer();
  accepted();
  now_ += 2 * 24h;
  act([&](Decision& decision) { return not_heard(decision, rings(), {}); });
  EXPECT_EQ(state_.state, CaseState::open);
  EXPECT_EQ(state_.not_heard, 1);
  EXPECT_EQ(state_.follow_ups.front().heard, false);
  const auto owed = obligations(state_);
  EXPECT_TRUE(std::any_of(owed.begin(), owed.end(), [](const Obligation& duty) {
    return duty.kind == DutyKind::apology && duty.contact == kKarim;
  }));
  for (const Timer& timer : timers(state_)) EXPECT_NE(timer.kind, TimerKind::close_on_silence);
}

// It may have gone astray: a person tells them, and the message alone tells nobody any more.
TEST_F(MessagesTest, WhoHasNotHeardIsNotToldByTheMessageUnderWay) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  accepted();
  now_ += 2h;
  act([&](Decision& decision) { return not_heard(decision, rings(), {}); });
  const auto owed = obligations(state_);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().kind, DutyKind::contact_attempts);
  EXPECT_EQ(owed.front().due, now_ + policy_.tell_within);
  for (const Timer& timer : timers(state_)) EXPECT_NE(timer.kind, TimerKind::message_stands);
}

// In the call in which the outcome is told, 'has not heard' was true until then.
TEST_F(MessagesTest, WhoIsToldInTheSameCallHasHeard) {
  record_outcome_told();
  act([&](Decision& decision) { return not_heard(decision, talk(), {}); });
  EXPECT_EQ(state_.state, CaseState::resolved);
  ASSERT_NE(state_.open_follow_up(), nullptr);
  EXPECT_TRUE(state_.open_follow_up()->by_message);
}

// Whoever writes is not silent: what they wrote is for a person to answer.
TEST_F(MessagesTest, AnUpdateEndsTheSilence) {
  record_outcome_told();
  next_timer();
  accepted();
  now_ += 2 * 24h;
  writes();
  ASSERT_NE(state_.open_follow_up(), nullptr);
  EXPECT_FALSE(state_.open_follow_up()->by_message);
  EXPECT_EQ(state_.open_follow_up()->due, now_ + policy_.tell_within);
  for (const Timer& timer : timers(state_)) EXPECT_NE(timer.kind, TimerKind::close_on_silence);
}

TEST_F(MessagesTest, AnUpdateAfterAWrittenOutcomeIsAnsweredByACall) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  accepted();
  now_ += 2h;
  writes();
  const auto owed = obligations(state_);
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().kind, DutyKind::contact_attempts);
  EXPECT_EQ(owed.front().due, now_ + policy_.tell_within);
  for (const Timer& timer : timers(state_)) EXPECT_NE(timer.kind, TimerKind::message_stands);
}

// 'Broken': the evidence was withdrawn, for the mail bounced.
TEST_F(MessagesTest, APromiseThatAMessageKeptIsBrokenWhenItComesBack) {
  act([&](Decision& decision) -> base::Result<base::Done> {
    Promise promise;
    promise.id = decision.next_id();
    promise.beneficiary = kKarim;
    promise.owner = kWriter;
    promise.action = PromisedAction::answer_in_writing;
    promise.channel = Channel::email;
    promise.made_at = now_;
    promise.due.instant = now_ + 4h;
    promise.first_due = promise.due.instant;
    decision.happen(PromiseMade{promise});
    return base::Done{};
  });
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  now_ += 1h;
  accepted();
  ASSERT_EQ(state_.promises.front().state, PromiseState::kept);
  now_ += 5h;
  bounces();
  EXPECT_EQ(state_.promises.front().state, PromiseState::broken);
  EXPECT_EQ(state_.promises.front().broken_reason, BrokenReason::withdrawn);
  EXPECT_EQ(state_.apologies.size(), 1U);
}

TEST_F(MessagesTest, AFollowersMessageThatComesBackHoldsNothing) {
  act([](Decision& decision) -> base::Result<base::Done> {
    decision.happen(JoinedBy{CaseId{9}, kFollower, {}});
    return base::Done{};
  });
  record_outcome_told();
  accepted();
  const auto before = obligations(state_);
  bounces();
  EXPECT_EQ(obligations(state_), before);
}

TEST_F(MessagesTest, WhatComesBackTwiceOrAfterAMonthChangesNothing) {
  record_outcome_told();
  next_timer();
  EXPECT_EQ(try_bounce().error().reason, "message.not_accepted");
  accepted();
  next_timer();
  const Instant sent = state_.messages.back().accepted_at;
  now_ = sent + 30 * 24h + 1ms;
  EXPECT_EQ(try_bounce().error().reason, "message.bounce_too_late");
  now_ = sent + 30 * 24h;
  bounces();
  EXPECT_EQ(try_bounce().error().reason, "message.not_accepted");
}

TEST_F(MessagesTest, FollowersAreSentTheOutcomeAndTheirFailureHoldsNothing) {
  act([](Decision& decision) -> base::Result<base::Done> {
    decision.happen(JoinedBy{CaseId{9}, kFollower, {}});
    return base::Done{};
  });
  record_outcome_told();
  ASSERT_EQ(state_.messages.size(), 1U);
  EXPECT_EQ(state_.messages.front().contact, kFollower);
  const auto before = obligations(state_);
  failed();
  EXPECT_EQ(obligations(state_), before);
}

TEST_F(MessagesTest, AnOutcomeThatWasReopenedIsNotMeantAnyMore) {
  record_outcome_only();
  act([](Decision& decision) { return tell_in_writing(decision, kKarim); });
  act([](Decision& decision) { return reopen(decision, ReopenReason::staff, {}); });
  EXPECT_FALSE(is_still_meant(state_, state_.messages.back()));
}

}  // namespace
}  // namespace kept::domain
