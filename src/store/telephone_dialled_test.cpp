// Calls that operators make: what comes of them for promises and attempts.
#include <gtest/gtest.h>

#include <algorithm>

#include "desk/contacts.h"
#include "desk/make_promise.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "desk/telephone/command_failed.h"
#include "domain/cases/obligations.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using domain::CallState;
using testing::kOren;
using testing::kRosa;
using testing::kSofia;
using namespace std::chrono_literals;

/// Oren owes Rosa a call by two.
class DialledTest : public testing::SmallTelephone {
 protected:
  void SetUp() override {
    SmallTelephone::SetUp();
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
      const auto opened = testing::open_promised_case(tx, rosa, "Fountain", "2026-11-24T14:00");
      if (!opened.ok()) return opened.error();
      promised_ = opened.value();
      return base::Done{};
    });
    duty(kOren, desk::Duty::ready);
  }

  domain::Promise promise() {
    return look<domain::Promise>(
        [&](desk::Reader& reader) { return reader.load_case(promised_).promises.front(); });
  }

  desk::CallRow dial(domain::DutyKind kind = domain::DutyKind::promise) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto owed = domain::obligations(tx.load_case(promised_));
      const auto duty = std::ranges::find(owed, kind, &domain::Obligation::kind);
      desk::CallForm form;
      form.inbound = false;
      form.purpose = desk::Purpose{promised_, kind, duty->id};
      const auto talk = desk::start_call(tx, testing::acting(kOren), form);
      if (!talk.ok()) return talk.error();
      return desk::dial(tx, testing::acting(kOren), "test", *tx.interaction(talk.value()));
    });
    return look<desk::CallRow>(
        [](desk::Reader& reader) { return reader.telephone().calls_up().front(); });
  }

  domain::DutyId promise_id(desk::Reader& reader) const {
    return reader.load_case(promised_).promises.front().id;
  }

  domain::Case state_of(domain::CaseId id) {
    return look<domain::Case>([&](desk::Reader& reader) { return reader.load_case(id); });
  }

  /// What whoever is talking says of the call afterwards.
  void correct(domain::AttemptResult result) {
    unit([&](desk::Transaction& tx) {
      return desk::record_result(tx, testing::acting(kOren), tx.open_interaction(kOren)->id,
                                 result);
    });
  }

  /// In the call that is up.
  void tells_outcome(domain::CaseId id) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::OutcomeForm form;
      form.resolution = domain::Resolution::answered;
      form.text = "It is mended.";
      form.interaction = tx.open_interaction(kOren)->id;
      const auto told = desk::record_outcome(tx, testing::acting(kOren), {id, {}}, form);
      if (!told.ok()) return told.error();
      return base::Done{};
    });
  }

  domain::CaseId promised_;
};

TEST_F(DialledTest, WhoAnswersKeepsThePromiseAndWhoIsGivenUpIsNoAttempt) {
  const desk::CallRow first = dial();
  EXPECT_EQ(first.phone, kRosa);
  EXPECT_EQ(first.call.state, CallState::dialling);
  ASSERT_TRUE(act(kOren, desk::hang_up, first.call.id).ok());
  tell(first.provider_id, CallEventKind::ended);
  EXPECT_EQ(promise().state, domain::PromiseState::made) << "given up before it rang out";
  wrap_up(kOren);
  const desk::CallRow second = dial();
  tell(second.provider_id, CallEventKind::answered);
  EXPECT_EQ(promise().state, domain::PromiseState::kept);
  EXPECT_EQ(promise().evidence, domain::Evidence::call);
  EXPECT_EQ(testing::differences(directory_.path(), clock_), std::vector<std::string>{});
}

TEST_F(DialledTest, ATelephoneThatDidNotRingBreaksAndCountsNothing) {
  const auto id = dial().call.id;
  unit([](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "down");
  });
  EXPECT_EQ(promise().state, domain::PromiseState::made);
  EXPECT_EQ(call(id).call.ending, domain::CallEnding::lost);
}

TEST_F(DialledTest, APromiseThatWasKeptMeanwhileHoldsNoCallUp) {
  const desk::CallRow call_up = dial();
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::KeptForm form;
    form.contact_at = tx.now();
    const auto kept =
        desk::record_kept(tx, testing::acting(kSofia), {promised_, {}}, promise_id(tx), form);
    if (!kept.ok()) return kept.error();
    return base::Done{};
  });
  tell(call_up.provider_id, CallEventKind::answered);
  EXPECT_EQ(call(call_up.call.id).call.state, CallState::talking);
  tell(call_up.provider_id, CallEventKind::ended);
  wrap_up(kOren);
  EXPECT_EQ(standing(kOren), desk::Standing::ready);
}

TEST_F(DialledTest, AnotherClockMovesNoContactBeforeTheDialling) {
  ASSERT_TRUE(clock_.set(testing::noon_of_the_call() + 1h).ok());
  const desk::CallRow call_up = dial();
  desk::CallEvent event;
  event.call = call_up.provider_id;
  event.kind = CallEventKind::answered;
  event.at = clock_.now() - 30min;
  EXPECT_TRUE(tell(event).applied);
  EXPECT_EQ(call(call_up.call.id).call.answered_at, clock_.now());
}

TEST_F(DialledTest, ItMustRingLongEnoughToBeAnAttempt) {
  const auto no_answer = [&](base::Duration after) {
    const desk::CallRow dialled = dial();
    EXPECT_TRUE(clock_.set(clock_.now() + after).ok());
    desk::CallEvent event;
    event.call = dialled.provider_id;
    event.kind = CallEventKind::failed;
    event.reason = "no_answer";
    EXPECT_TRUE(tell(event).applied);
    wrap_up(kOren);
  };
  no_answer(20s - 1ms);
  EXPECT_EQ(promise().state, domain::PromiseState::made);
  no_answer(20s);
  EXPECT_EQ(promise().state, domain::PromiseState::unreached);
}

TEST_F(DialledTest, WhoAnswersMayWishToHearNoApology) {
  ASSERT_TRUE(clock_.set(testing::noon_of_the_call() + 4h).ok());
  tell(dial().provider_id, CallEventKind::answered);
  EXPECT_TRUE(promise().mended);
  wrap_up(kOren);
  const desk::CallRow sorry = dial(domain::DutyKind::apology);
  tell(sorry.provider_id, CallEventKind::answered);
  const auto answered_at = call(sorry.call.id).call.answered_at;
  ASSERT_FALSE(state_of(promised_).apologies.front().given);
  ASSERT_TRUE(clock_.set(clock_.now() + 1min).ok());
  correct(domain::AttemptResult::refused);
  EXPECT_TRUE(state_of(promised_).apologies.front().given);
  const auto talk = look<desk::InteractionRow>(
      [](desk::Reader& reader) { return *reader.open_interaction(kOren); });
  EXPECT_EQ(talk.answered_at, answered_at);
  EXPECT_EQ(testing::differences(directory_.path(), clock_), std::vector<std::string>{});
}

// Two records turned out to be of one person while Oren had her on the line.
TEST_F(DialledTest, WhatTheyWishIsOnTheRecordThatTheyArePartOfByNow) {
  ASSERT_TRUE(clock_.set(testing::noon_of_the_call() + 4h).ok());
  tell(dial().provider_id, CallEventKind::answered);
  wrap_up(kOren);
  tell(dial(domain::DutyKind::apology).provider_id, CallEventKind::answered);
  unit([&](desk::Transaction& tx) {
    const auto whole = testing::add_resident(tx, "Rosa Delgado", "+14165550199");
    return desk::merge_contact(tx, testing::acting(kOren), *tx.load_case(promised_).reporter,
                               whole);
  });
  correct(domain::AttemptResult::refused);
  EXPECT_TRUE(state_of(promised_).apologies.front().given);
  EXPECT_EQ(testing::differences(directory_.path(), clock_), std::vector<std::string>{});
}

// While he was at it, Oren told the machine what had become of another case.
TEST_F(DialledTest, AMachineIsTakenBackFromEveryCaseThatHeardOfIt) {
  const domain::CaseId other = promised_;
  const auto rosa = *state_of(other).reporter;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto opened = testing::open_promised_case(tx, rosa, "Swing", "2026-11-24T15:00");
    if (!opened.ok()) return opened.error();
    promised_ = opened.value();
    return base::Done{};
  });
  tell(dial().provider_id, CallEventKind::answered);
  tells_outcome(other);
  ASSERT_TRUE(state_of(other).was_told(rosa));
  correct(domain::AttemptResult::voicemail);
  EXPECT_EQ(promise().state, domain::PromiseState::unreached);
  const domain::Case untold = state_of(other);
  EXPECT_FALSE(untold.was_told(rosa));
  ASSERT_NE(untold.open_series(rosa), nullptr) << "somebody is to tell her";
  EXPECT_TRUE(untold.open_series(rosa)->attempts.empty()) << "one call is one attempt";
  EXPECT_EQ(testing::differences(directory_.path(), clock_), std::vector<std::string>{});
}

// What was answered at the check stands, so the call is not taken back from other cases alone.
TEST_F(DialledTest, AFollowUpThatWasAnsweredIsNotPassedOverInSilence) {
  tell(dial().provider_id, CallEventKind::answered);
  tells_outcome(promised_);
  wrap_up(kOren);
  const auto rosa = *state_of(promised_).reporter;
  domain::CaseId other;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto opened = testing::open_promised_case(tx, rosa, "Swing", "2026-11-24T15:00");
    if (!opened.ok()) return opened.error();
    other = opened.value();
    return base::Done{};
  });
  tell(dial(domain::DutyKind::follow_up).provider_id, CallEventKind::answered);
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::FollowUpForm form;
    form.interaction = tx.open_interaction(kOren)->id;
    form.satisfied_with_call = true;
    const auto checked = desk::record_follow_up(tx, testing::acting(kOren), {promised_, {}}, form);
    if (!checked.ok()) return checked.error();
    return base::Done{};
  });
  tells_outcome(other);
  ASSERT_EQ(state_of(promised_).state, domain::CaseState::closed);
  const auto corrected = try_unit([&](desk::Transaction& tx) {
    return desk::record_result(tx, testing::acting(kOren), tx.open_interaction(kOren)->id,
                               domain::AttemptResult::voicemail);
  });
  ASSERT_FALSE(corrected.ok());
  EXPECT_EQ(corrected.error().reason, "interaction.nothing_to_withdraw");
  EXPECT_TRUE(state_of(other).was_told(rosa));
}

TEST_F(DialledTest, WhoIsInACallDialsNoOther) {
  const auto id = rings("a", "+14165550143");
  answer(kOren, id, "a");
  const auto second = try_unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::InteractionRow talk;
    talk.inbound = false;
    talk.phone = kRosa;
    return desk::dial(tx, testing::acting(kOren), "test", talk);
  });
  EXPECT_EQ(second.error().reason, "call.in_another");
}

TEST_F(DialledTest, BusyAndVoicemailAreAttempts) {
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::CallForm form;
    form.inbound = false;
    form.phone = kRosa;
    const auto talk = desk::start_call(tx, testing::acting(kOren), form);
    if (!talk.ok()) return talk.error();
    return desk::dial(tx, testing::acting(kOren), "test", *tx.interaction(talk.value()));
  });
  const auto dialled = look<desk::CallRow>(
      [](desk::Reader& reader) { return reader.telephone().calls_up().front(); });
  desk::CallEvent event;
  event.call = dialled.provider_id;
  event.kind = CallEventKind::failed;
  event.reason = "busy";
  EXPECT_TRUE(tell(event).applied);
  const auto talk = look<desk::InteractionRow>(
      [](desk::Reader& reader) { return *reader.open_interaction(kOren); });
  EXPECT_EQ(talk.result, domain::AttemptResult::busy);
  EXPECT_FALSE(talk.answered_at);
}

}  // namespace
}  // namespace kept::store
