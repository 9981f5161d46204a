// The telephone of a small city: what comes of what telephones tell and operators do, over a real
// store. The queue's choice itself is tried in domain/telephone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/redact_contact.h"
#include "desk/take_call.h"
#include "desk/telephone/command_failed.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/record_call_event.h"
#include "desk/telephone/run_queue.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using testing::kSofia;
using namespace std::chrono_literals;

constexpr const char* kRosa = "+14165550142";

desk::TelephoneRow set_up() {
  desk::TelephoneRow row;
  row.queues = {{"general", {"General", "Général"}, "en", "", "1", {"311"}, 0, false},
                {"french", {"French", "Français"}, "fr", "", "2", {}, 0, false},
                {"relay", {"Relay", "Relais"}, "en", "", "", {"711"}, 0, true}};
  row.reasons = {{"lunch", {"Lunch", "Dîner"}}};
  row.greeting = {"Welcome to 311.", "Bienvenue au 311."};
  return row;
}

class TelephoneTest : public ::testing::Test {
 protected:
  void SetUp() override {
    unit([](desk::Transaction& tx) -> base::Result<base::Done> {
      tx.telephone_writer().save(set_up());
      return base::Done{};
    });
  }

  base::Result<base::Done> try_unit(const desk::Store::Unit& work) { return city_->write(work); }
  void unit(const desk::Store::Unit& work) {
    const auto done = try_unit(work);
    ASSERT_TRUE(done.ok()) << done.error().reason << ": " << done.error().message;
  }

  desk::CallEventReceipt tell(desk::CallEvent event) {
    event.provider = "test";
    if (event.event_id.empty()) event.event_id = std::to_string(++events_);
    if (event.at == base::Instant{}) event.at = clock_.now();
    const auto receipt = desk::write<desk::CallEventReceipt>(*city_, [&](desk::Transaction& tx) {
      return desk::record_call_event(tx, event, queues_by_itself_);
    });
    EXPECT_TRUE(receipt.ok()) << receipt.error().reason;
    return receipt.ok() ? receipt.value() : desk::CallEventReceipt{};
  }

  void tell(const std::string& call, CallEventKind kind, const std::string& agent = {}) {
    desk::CallEvent event;
    event.call = call;
    event.kind = kind;
    event.agent = agent;
    EXPECT_TRUE(tell(event).applied) << call;
  }

  /// Somebody has dialled 311 and heard the greeting.
  domain::CallId rings(const std::string& call, const std::string& caller = kRosa,
                       const std::string& dialled = "311") {
    desk::CallEvent event;
    event.call = call;
    event.kind = CallEventKind::arrived;
    event.caller = caller;
    event.callee = dialled;
    const auto receipt = tell(event);
    tell(call, CallEventKind::queued);
    return *receipt.call;
  }

  void duty(domain::StaffId who, desk::Duty duty, const std::string& reason = {}) {
    unit([&](desk::Transaction& tx) {
      return desk::set_duty(tx, testing::acting(who), duty, reason);
    });
  }

  using Act = base::Result<base::Done> (*)(desk::Transaction&, const desk::Principal&,
                                           domain::CallId);
  base::Result<base::Done> act(domain::StaffId who, Act what, domain::CallId id) {
    return try_unit([&](desk::Transaction& tx) { return what(tx, testing::acting(who), id); });
  }

  /// Answered, and the telephone has joined them.
  void answer(domain::StaffId who, domain::CallId id, const std::string& call) {
    ASSERT_TRUE(act(who, desk::answer_call, id).ok());
    tell(call, CallEventKind::answered);
  }

  void wrap_up(domain::StaffId who) {
    unit([&](desk::Transaction& tx) {
      const auto talk = tx.open_interaction(who);
      return desk::end_call(tx, testing::acting(who), talk->id, "other", "");
    });
  }

  template <typename T>
  T look(const std::function<T(desk::Reader&)>& at) {
    T found{};
    city_->read([&](desk::Reader& reader) { found = at(reader); });
    return found;
  }
  desk::CallRow call(domain::CallId id) {
    return look<desk::CallRow>([&](desk::Reader& reader) { return *reader.telephone().call(id); });
  }
  desk::Standing standing(domain::StaffId who) {
    return look<desk::Standing>([&](desk::Reader& reader) {
      const auto all = desk::standings(reader, who);
      return std::ranges::find_if(all, [&](const auto& one) { return one.duty.staff == who; })
          ->standing;
    });
  }
  /// What the telephone is to do, in order, and has then done.
  std::vector<desk::Control> orders() {
    std::vector<desk::Control> controls;
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      controls.clear();
      for (const auto& command : tx.telephone_writer().commands("test", 100)) {
        controls.push_back(command.control);
        tx.telephone_writer().drop(command);
      }
      return base::Done{};
    });
    return controls;
  }
  void pass(base::Duration time) {
    ASSERT_TRUE(clock_.set(clock_.now() + time).ok());
    unit([](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto moved = desk::run_queue(tx);
      if (!moved.ok()) return moved.error();
      return base::Done{};
    });
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
  bool queues_by_itself_ = false;
  int events_ = 0;
};

TEST_F(TelephoneTest, ACallRingsAtWhoIsReadyAndBecomesAConversation) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  EXPECT_THAT(orders(), ElementsAre(desk::Control::announce));
  EXPECT_EQ(call(id).call.state, CallState::offered);
  EXPECT_EQ(standing(kOren), desk::Standing::ringing);
  answer(kOren, id, "a");
  EXPECT_THAT(orders(), ElementsAre(desk::Control::connect));
  EXPECT_EQ(standing(kOren), desk::Standing::talking);
  const auto talk = look<desk::InteractionRow>(
      [](desk::Reader& reader) { return *reader.open_interaction(kOren); });
  EXPECT_EQ(talk.phone, kRosa);
  EXPECT_EQ(talk.answered_at, clock_.now());
  tell("a", CallEventKind::ended);
  EXPECT_EQ(standing(kOren), desk::Standing::wrapping_up);
  wrap_up(kOren);
  EXPECT_EQ(standing(kOren), desk::Standing::ready);
}

TEST_F(TelephoneTest, NothingRingsWhileSomebodyTalksOrWrapsUp) {
  duty(kOren, desk::Duty::ready);
  answer(kOren, rings("a"), "a");
  const auto second = rings("b", "+14165550143");
  EXPECT_EQ(call(second).call.state, CallState::waiting);
  tell("a", CallEventKind::ended);
  EXPECT_EQ(call(second).call.state, CallState::waiting);
  wrap_up(kOren);
  EXPECT_EQ(call(second).call.state, CallState::offered);
}

TEST_F(TelephoneTest, WhoLetsItRingIsNotReadyAndTheNextOneRings) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kAmara, desk::Duty::ready);
  pass(19s);
  EXPECT_EQ(call(id).call.agent, kOren);
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant), clock_.now() + 1s);
  pass(1s);
  EXPECT_EQ(call(id).call.agent, kAmara);
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
}

TEST_F(TelephoneTest, ADeclinedCallRingsAtTheNext) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kAmara, desk::Duty::ready);
  ASSERT_TRUE(act(kOren, desk::decline_call, id).ok());
  EXPECT_EQ(call(id).call.agent, kAmara);
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
  EXPECT_EQ(act(kOren, desk::answer_call, id).error().reason, "call.not_yours");
}

TEST_F(TelephoneTest, GoingOffDutyLetsItRingElsewhere) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kOren, desk::Duty::not_ready, "lunch");
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  const auto unknown = try_unit([](desk::Transaction& tx) {
    return desk::set_duty(tx, testing::acting(kOren), desk::Duty::not_ready, "nap");
  });
  EXPECT_EQ(unknown.error().pointer, "/reason");
}

TEST_F(TelephoneTest, AnEventCountsOnceAndOneThatComesLateChangesNothing) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::abandoned;
  event.event_id = "same";
  EXPECT_TRUE(tell(event).applied);
  EXPECT_TRUE(tell(event).repeated);
  EXPECT_EQ(call(id).call.ending, domain::CallEnding::abandoned);
  event.event_id = "late";
  event.kind = CallEventKind::answered;
  const auto late = tell(event);
  EXPECT_FALSE(late.applied);
  EXPECT_EQ(late.why_not, "call.ended");
  EXPECT_EQ(look<std::size_t>(
                [&](desk::Reader& reader) { return reader.telephone().events_of(id).size(); }),
            4U);
}

TEST_F(TelephoneTest, EveryCallHasOneEndWhateverIsToldOfItAfterwards) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  wrap_up(kOren);
  EXPECT_THAT(orders(),
              ElementsAre(desk::Control::announce, desk::Control::connect, desk::Control::hang_up));
  const auto ended = call(id).call.ended_at;
  ASSERT_TRUE(clock_.set(clock_.now() + 1min).ok());
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::ended;
  EXPECT_FALSE(tell(event).applied);
  EXPECT_EQ(call(id).call.ended_at, ended);
}

TEST_F(TelephoneTest, ADigitChoosesTheLanguageAndKeepsThePlace) {
  const auto id = rings("a");
  const auto before = call(id).call.queued_at;
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::digit;
  event.digit = "2";
  EXPECT_TRUE(tell(event).applied);
  EXPECT_EQ(call(id).language, "fr");
  EXPECT_EQ(call(id).call.queued_at, before);
  duty(kOren, desk::Duty::ready);
  EXPECT_EQ(call(id).call.state, CallState::waiting) << "Oren speaks English only";
}

TEST_F(TelephoneTest, KeepingThePlaceIsAPromiseToCallBack) {
  duty(kOren, desk::Duty::not_ready, "lunch");
  const auto id = rings("a");
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::digit;
  event.digit = "9";
  EXPECT_TRUE(tell(event).applied);
  const auto kept = call(id);
  EXPECT_EQ(kept.call.ending, domain::CallEnding::called_back);
  ASSERT_TRUE(kept.call_back);
  const auto state =
      look<domain::Case>([&](desk::Reader& reader) { return reader.load_case(*kept.call_back); });
  ASSERT_EQ(state.promises.size(), 1U);
  EXPECT_EQ(state.promises.front().owner, kOren);
  EXPECT_GE(state.promises.front().due.instant, clock_.now() + 10min);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::announce, desk::Control::announce,
                                    desk::Control::announce, desk::Control::hang_up));
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
}

TEST_F(TelephoneTest, AWithheldNumberCannotBeCalledBackAndWaitsOn) {
  const auto id = rings("a", "");
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::digit;
  event.digit = "9";
  EXPECT_TRUE(tell(event).applied);
  EXPECT_EQ(call(id).call.state, CallState::waiting);
}

TEST_F(TelephoneTest, ADialledCallThatIsAnsweredKeepsItsPromiseAndOneInVainIsAnAttempt) {
  domain::CaseId promised;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
    const auto opened = testing::open_promised_case(tx, rosa, "Fountain", "2026-11-24T14:00");
    if (!opened.ok()) return opened.error();
    promised = opened.value();
    return base::Done{};
  });
  duty(kOren, desk::Duty::ready);
  const auto promise = [&] {
    return look<domain::Promise>(
        [&](desk::Reader& reader) { return reader.load_case(promised).promises.front(); });
  };
  const auto dial = [&] {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::CallForm form;
      form.inbound = false;
      form.purpose = desk::Purpose{promised, domain::DutyKind::promise, promise().id};
      const auto talk = desk::start_call(tx, testing::acting(kOren), form);
      if (!talk.ok()) return talk.error();
      return desk::dial(tx, testing::acting(kOren), "test", *tx.interaction(talk.value()));
    });
    const auto up = look<std::vector<desk::CallRow>>(
        [](desk::Reader& reader) { return reader.telephone().calls_up(); });
    return up.front();
  };
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
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
}

TEST_F(TelephoneTest, BusyAndVoicemailAreAttempts) {
  duty(kOren, desk::Duty::ready);
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

TEST_F(TelephoneTest, AnOperatorIsNotRungWithAPromiseComingDue) {
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
    const auto opened = testing::open_promised_case(tx, rosa, "Fountain", "2026-11-24T12:00");
    if (!opened.ok()) return opened.error();
    return base::Done{};
  });
  duty(kOren, desk::Duty::ready);
  pass(8min);  // 11:48, twelve minutes before
  EXPECT_EQ(standing(kOren), desk::Standing::kept_free);
  const auto id = rings("a", "+14165550143");
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant),
            testing::noon_of_the_call() + 20min + 1ms);
  pass(12min + 1ms);
  EXPECT_EQ(call(id).call.state, CallState::offered);
}

TEST_F(TelephoneTest, ACallIsPassedWithWhoIsSpokenWith) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kAmara, desk::Duty::ready);
  answer(kOren, id, "a");
  unit([&](desk::Transaction& tx) {
    return desk::identify_caller(tx, testing::acting(kOren), tx.open_interaction(kOren)->id, rosa);
  });
  unit([&](desk::Transaction& tx) {
    return desk::pass_call(tx, testing::acting(kOren), id, kAmara);
  });
  EXPECT_EQ(standing(kAmara), desk::Standing::ringing);
  EXPECT_EQ(standing(kOren), desk::Standing::talking);
  answer(kAmara, id, "a");
  const auto hers = look<desk::InteractionRow>(
      [](desk::Reader& reader) { return *reader.open_interaction(kAmara); });
  EXPECT_EQ(hers.contact, rosa);
  EXPECT_EQ(standing(kOren), desk::Standing::wrapping_up);
  wrap_up(kOren);
  EXPECT_EQ(call(id).call.state, CallState::talking) << "Oren's wrap-up does not hang up on them";
}

TEST_F(TelephoneTest, AConsultedManagerTakesTheCallerOver) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  unit([&](desk::Transaction& tx) {
    return desk::consult(tx, testing::acting(kOren), id, "416 555 0160");
  });
  EXPECT_EQ(act(kOren, desk::complete_transfer, id).error().reason, "call.no_such_step");
  tell("a", CallEventKind::consulted);
  EXPECT_EQ(call(id).call.state, CallState::consulting);
  ASSERT_TRUE(act(kOren, desk::complete_transfer, id).ok());
  tell("a", CallEventKind::transferred);
  EXPECT_EQ(call(id).call.state, CallState::passed_on);
  EXPECT_EQ(standing(kOren), desk::Standing::wrapping_up);
  tell("a", CallEventKind::ended);
  EXPECT_EQ(call(id).call.ending, domain::CallEnding::hung_up);
}

TEST_F(TelephoneTest, WhatTheTelephoneCannotJoinWaitsAgain) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  orders();
  ASSERT_TRUE(act(kOren, desk::answer_call, id).ok());
  unit([](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "down");
  });
  EXPECT_EQ(call(id).call.state, CallState::offered) << "rings again at who is there";
}

TEST_F(TelephoneTest, NoCallHangsForEver) {
  duty(kOren, desk::Duty::ready);
  const auto joining = rings("a");
  ASSERT_TRUE(act(kOren, desk::answer_call, joining).ok());
  pass(50s);
  EXPECT_EQ(call(joining).call.state, CallState::offered) << "the telephone did not join them";
  ASSERT_TRUE(act(kOren, desk::answer_call, joining).ok());
  tell("a", CallEventKind::answered);
  pass(12h - 1min);
  EXPECT_TRUE(call(joining).call.is_up());
  pass(1min);
  EXPECT_EQ(call(joining).call.ending, domain::CallEnding::lost);
}

TEST_F(TelephoneTest, ACentreThatQueuesByItselfGivesTheSameRows) {
  queues_by_itself_ = true;
  duty(kAmara, desk::Duty::ready);
  desk::CallEvent event;
  event.call = "x";
  event.kind = CallEventKind::offered;
  event.caller = kRosa;
  event.agent = "oren";
  const auto receipt = tell(event);
  EXPECT_EQ(call(*receipt.call).call.agent, kOren);
  tell("x", CallEventKind::answered, "oren");
  EXPECT_TRUE(
      look<bool>([](desk::Reader& reader) { return reader.open_interaction(kOren).has_value(); }));
  tell("x", CallEventKind::transferred, "amara");
  EXPECT_TRUE(
      look<bool>([](desk::Reader& reader) { return reader.open_interaction(kAmara).has_value(); }));
  tell("x", CallEventKind::ended);
  EXPECT_THAT(orders(), IsEmpty()) << "nobody tells it how to queue";
}

TEST_F(TelephoneTest, WhoWaitedWhenTheTelephoneStoppedIsCalledBackInOrder) {
  duty(kOren, desk::Duty::ready);
  const auto talking = rings("a");
  answer(kOren, talking, "a");
  const auto first = rings("b", "+14165550143");
  ASSERT_TRUE(clock_.set(clock_.now() + 1min).ok());
  const auto second = rings("c", "+14165550144");
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto ended = desk::forget_calls(tx, "test");
    if (!ended.ok()) return ended.error();
    EXPECT_EQ(ended.value(), 3);
    return base::Done{};
  });
  EXPECT_EQ(call(talking).call.ending, domain::CallEnding::lost);
  const auto due = [&](domain::CallId id) {
    return look<base::Instant>([&](desk::Reader& reader) {
      return reader.load_case(*reader.telephone().call(id)->call_back).promises.front().due.instant;
    });
  };
  EXPECT_LT(due(first), due(second));
  EXPECT_THAT(orders(), IsEmpty());
}

TEST_F(TelephoneTest, FiguresCountWhatHappened) {
  duty(kOren, desk::Duty::ready);
  const auto answered = rings("a");
  ASSERT_TRUE(clock_.set(clock_.now() + 10s).ok());
  answer(kOren, answered, "a");
  rings("short", "+14165550143");
  tell("short", CallEventKind::abandoned);
  rings("relay", "+14165550144", "711");
  tell("relay", CallEventKind::abandoned);
  rings("long", "+14165550145");
  pass(1min);
  tell("long", CallEventKind::abandoned);
  tell("a", CallEventKind::ended);
  const auto figures = look<std::map<std::string, desk::CallFigures>>([&](desk::Reader& reader) {
    return reader.telephone().call_figures(testing::noon_of_the_call(), clock_.now(), {});
  });
  const desk::CallFigures& general = figures.at("general");
  EXPECT_EQ(general.offered, 3);
  EXPECT_EQ(general.answered, 1);
  EXPECT_EQ(general.within_level, 1);
  EXPECT_EQ(general.wait_ms, 10'000);
  EXPECT_EQ(general.abandoned, 1);
  EXPECT_EQ(general.short_abandoned, 1);
  EXPECT_EQ(general.handled, 1);
  EXPECT_EQ(general.talk_ms, 60'000);
  EXPECT_EQ(figures.at("relay").abandoned, 1) << "setting up a relay call takes its time";
  EXPECT_EQ(figures.at("relay").short_abandoned, 0);
}

TEST_F(TelephoneTest, RedactionTakesTheNumberOutOfTheCalls) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  const auto id = rings("a");
  tell("a", CallEventKind::abandoned);
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "asked for it");
  });
  EXPECT_FALSE(call(id).phone);
}

}  // namespace
}  // namespace kept::store
