// The telephone of a small city: what comes of what telephones tell and operators do, over a real
// store. The queue's choice itself is tried in domain/telephone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/open_case.h"
#include "desk/people_away.h"
#include "desk/take_call.h"
#include "desk/telephone/command_failed.h"
#include "desk/telephone/consult_colleague.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using testing::kRosa;
using namespace std::chrono_literals;

class TelephoneTest : public testing::SmallTelephone {};

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
  press("a", "2");
  EXPECT_EQ(call(id).language, "fr");
  EXPECT_EQ(call(id).call.queued_at, before);
  duty(kOren, desk::Duty::ready);
  EXPECT_EQ(call(id).call.state, CallState::waiting) << "Oren speaks English only";
}

/// A city with an emergency centre that can be rung.
class EmergencyTest : public testing::TalkingTelephone {
 protected:
  void SetUp() override {
    TalkingTelephone::SetUp();
    may_dial_911("416 555 0111");
    orders();
  }

  void goes_live() {
    set_up([](desk::TelephoneRow& row) { row.live = true; });
  }
  bool transferred() {
    bool dialled = false;
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto record = desk::record_danger(tx, testing::acting(kOren),
                                              tx.open_interaction(kOren)->id, "911", true);
      if (!record.ok()) return record.error();
      dialled = record->dialled;
      return base::Done{};
    });
    return dialled;
  }
};

TEST_F(EmergencyTest, ACityThatIsNotLiveDialsNoEmergencyNumber) {
  EXPECT_EQ(consult("+1 416 555 0111").error().reason, "call.not_live");
  EXPECT_FALSE(transferred());
  EXPECT_THAT(orders(), IsEmpty());
  goes_live();
  EXPECT_TRUE(transferred());
  EXPECT_THAT(orders(), ElementsAre(desk::Control::consult));
  tell("a", CallEventKind::consulted);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::join)) << "nobody waits for a key";
}

TEST_F(EmergencyTest, TheCentreSeesTheCallersNumberHoweverItIsRung) {
  goes_live();
  ASSERT_TRUE(consult("416 555 0111").ok());
  auto ordered = whole_orders();
  ASSERT_EQ(ordered.size(), 1U);
  EXPECT_EQ(ordered[0].phone, "+14165550111");
  EXPECT_EQ(ordered[0].text, kRosa);
  tell("a", CallEventKind::consulted);
  tell("a", CallEventKind::returned);
  orders();
  EXPECT_TRUE(transferred());
  ordered = whole_orders();
  ASSERT_EQ(ordered.size(), 1U);
  EXPECT_EQ(ordered[0].text, kRosa);
  tell("a", CallEventKind::consulted);
  tell("a", CallEventKind::returned);
  orders();
  ASSERT_TRUE(consult("+14165550160").ok());
  EXPECT_EQ(whole_orders().at(0).text, "") << "anybody else is shown the city's";
}

TEST_F(EmergencyTest, TheCentreIsJoinedWhoeverWasConsultedBefore) {
  goes_live();
  ASSERT_TRUE(consult("+14165550160").ok());
  tell("a", CallEventKind::consulted);
  orders();
  EXPECT_TRUE(transferred());
  EXPECT_THAT(orders(), ElementsAre(desk::Control::back, desk::Control::consult));
  desk::CallEvent gone;
  gone.call = "a";
  gone.kind = CallEventKind::returned;
  gone.callee = "+14165550160";
  ASSERT_TRUE(tell(gone).applied);
  tell("a", CallEventKind::consulted);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::join));
}

TEST_F(EmergencyTest, TheCentreTakesTheColleaguesPlace) {
  goes_live();
  duty(kAmara, desk::Duty::ready);
  ASSERT_TRUE(consult(kAmara).ok());
  ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
  tell("a", CallEventKind::consulted, "amara");
  orders();
  EXPECT_TRUE(transferred());
  EXPECT_THAT(orders(), ElementsAre(desk::Control::back, desk::Control::consult));
  tell("a", CallEventKind::returned, "amara");
  EXPECT_FALSE(call(id_).colleague);
  EXPECT_EQ(call(id_).third, "+14165550111") << "who is still to come";
  tell("a", CallEventKind::consulted);
  EXPECT_THAT(orders(), ElementsAre(desk::Control::join));
  tell("a", CallEventKind::returned);
  ASSERT_TRUE(consult(kAmara).ok());
  EXPECT_TRUE(transferred());
  EXPECT_FALSE(call(id_).colleague) << "nobody is rung for it any more";
  EXPECT_THAT(orders(), ElementsAre(desk::Control::consult));
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
  pass(11min);
  EXPECT_EQ(look<std::optional<base::Instant>>(desk::next_queue_instant),
            testing::noon_of_the_call() + 20min + 1ms);
  pass(1min + 1ms);
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
  hands_on(kOren, id, kAmara);
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

TEST_F(TelephoneTest, WhatWasPassedByWhoHasGoneHomeWaitsAgain) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kAmara, desk::Duty::ready);
  answer(kOren, id, "a");
  hands_on(kOren, id, kAmara);
  duty(kOren, desk::Duty::off);
  ASSERT_TRUE(act(kAmara, desk::decline_call, id).ok());
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  EXPECT_FALSE(call(id).call.agent);
}

TEST_F(TelephoneTest, AnAccountThatIsDisabledIsOffDuty) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  unit([](desk::Transaction& tx) {
    return desk::disable_account(tx, testing::acting(testing::kAda), kOren);
  });
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  EXPECT_EQ(standing(kOren), desk::Standing::off);
}

TEST_F(TelephoneTest, WhoseOperatorIsCutOffIsFirstInLine) {
  duty(kOren, desk::Duty::ready);
  const auto waits_long = rings("b", "+14165550143");
  answer(kOren, waits_long, "b");
  const auto waits = rings("c", "+14165550144");
  ASSERT_TRUE(clock_.set(clock_.now() + 1min).ok());
  tell("b", CallEventKind::unheard);
  EXPECT_EQ(call(waits_long).call.state, CallState::waiting);
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
  EXPECT_EQ(orders().back(), desk::Control::announce);
  duty(kAmara, desk::Duty::ready);
  EXPECT_EQ(call(waits_long).call.agent, kAmara) << "before who has waited longer";
  answer(kAmara, waits_long, "b");
  EXPECT_EQ(call(waits).call.state, CallState::waiting);
  duty(kOren, desk::Duty::ready);
  EXPECT_EQ(standing(kOren), desk::Standing::wrapping_up) << "what they had begun";
}

TEST_F(TelephoneTest, WhoComesBackFirstGoesOnWithTheirConversation) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  const auto talk = call(id).interaction;
  tell("a", CallEventKind::unheard);
  duty(kOren, desk::Duty::ready);
  EXPECT_EQ(standing(kOren), desk::Standing::ringing);
  answer(kOren, id, "a");
  EXPECT_EQ(call(id).interaction, talk);
  EXPECT_EQ(call(id).call.state, CallState::talking);
}

TEST_F(TelephoneTest, WhoPassedACallOnAndIsCutOffDoesNotHaveItBack) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  duty(kAmara, desk::Duty::ready);
  answer(kOren, id, "a");
  hands_on(kOren, id, kAmara);
  tell("a", CallEventKind::unheard);
  EXPECT_EQ(call(id).call.state, CallState::offered);
  ASSERT_TRUE(act(kAmara, desk::decline_call, id).ok());
  EXPECT_EQ(call(id).call.state, CallState::waiting);
}

TEST_F(TelephoneTest, WhoSignsOutOrIsDisabledHearsNobodyAnyMore) {
  duty(kOren, desk::Duty::ready);
  answer(kOren, rings("a"), "a");
  (void)orders();
  unit([](desk::Transaction& tx) { return desk::leave_duty(tx, kOren); });
  EXPECT_THAT(orders(), ElementsAre(desk::Control::silence));
  duty(kAmara, desk::Duty::ready);
  answer(kAmara, rings("b", "+14165550143"), "b");
  (void)orders();
  unit([](desk::Transaction& tx) {
    return desk::disable_account(tx, testing::acting(testing::kAda), kAmara);
  });
  EXPECT_THAT(orders(), ElementsAre(desk::Control::silence));
}

TEST_F(TelephoneTest, WhoWaitsAgainIsCalledBackWhenTheTelephoneIsLost) {
  duty(kOren, desk::Duty::ready);
  const auto id = rings("a");
  answer(kOren, id, "a");
  tell("a", CallEventKind::unheard);
  tell("a", CallEventKind::lost);
  EXPECT_EQ(call(id).call.ending, domain::CallEnding::called_back);
}

TEST_F(TelephoneTest, WhoMustWaitHearsSoAndNoTimeThatNobodyKnows) {
  const auto id = rings("a");
  EXPECT_EQ(call(id).told_at, clock_.now());
  EXPECT_FALSE(call(id).told_wait) << "nobody is on duty";
  EXPECT_THAT(orders(), ElementsAre(desk::Control::announce, desk::Control::announce));
  duty(kOren, desk::Duty::not_ready, "lunch");
  const auto next = rings("b", "+14165550143");
  EXPECT_EQ(call(next).told_wait, std::chrono::seconds(480)) << "second in line, four minutes each";
}

TEST_F(TelephoneTest, CallsAreListedByArrivalPageByPage) {
  // Another's clock: the call that is told of last came first.
  const auto first = rings("a");
  const auto same_instant = rings("c", "+14165550144");
  const auto earlier = arrives("b", "+14165550143", "311", clock_.now() - 1min);
  const auto page = [&](std::optional<domain::CallId> before) {
    return look<std::vector<desk::CallRow>>([&](desk::Reader& reader) {
      desk::CallFilter filter;
      filter.before = before;
      filter.limit = 1;
      return reader.telephone().calls(filter);
    });
  };
  EXPECT_EQ(page({}).at(0).call.id, same_instant);
  EXPECT_EQ(page(same_instant).at(0).call.id, first);
  EXPECT_EQ(page(first).at(0).call.id, earlier);
  EXPECT_THAT(page(earlier), IsEmpty());
}

TEST_F(TelephoneTest, CallsThatBelongToACaseAreListedTogether) {
  duty(kOren, desk::Duty::ready);
  const auto first = rings("a");
  answer(kOren, first, "a");
  domain::CaseId about;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::CaseForm form;
    form.interaction = tx.open_interaction(kOren)->id;
    form.summary = "The fountain";
    const auto opened = desk::open_case(tx, testing::acting(kOren), form);
    if (!opened.ok()) return opened.error();
    about = opened.value();
    return base::Done{};
  });
  duty(kAmara, desk::Duty::ready);
  hands_on(kOren, first, kAmara);
  answer(kAmara, first, "a");
  tell("a", CallEventKind::ended);
  wrap_up(kAmara);
  const auto other = rings("b", "+14165550143");
  tell("b", CallEventKind::abandoned);
  const auto listed = [&](const desk::CallFilter& filter) {
    return look<std::vector<desk::CallRow>>(
        [&](desk::Reader& reader) { return reader.telephone().calls(filter); });
  };
  desk::CallFilter filter;
  filter.about = about;
  ASSERT_EQ(listed(filter).size(), 1U);
  EXPECT_EQ(listed(filter)[0].call.id, first) << "though its last conversation is another";
  const auto number =
      look<std::int64_t>([&](desk::Reader& reader) { return reader.load_case(about).number; });
  EXPECT_THAT(listed(filter)[0].cases, ElementsAre(number));
  filter.inbound = false;
  EXPECT_THAT(listed(filter), IsEmpty());
  EXPECT_EQ(listed({}).size(), 2U);
  filter = {};
  filter.queue = "french";
  EXPECT_THAT(listed(filter), IsEmpty());
  filter.queue = "general";
  filter.ending = domain::CallEnding::abandoned;
  ASSERT_EQ(listed(filter).size(), 1U);
  EXPECT_EQ(listed(filter)[0].call.id, other);
  filter.inbound = false;
  EXPECT_THAT(listed(filter), IsEmpty());
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

TEST_F(TelephoneTest, WhoHeardNoGreetingWaitsAllTheSame) {
  const auto id = arrives("a");
  unit([](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "down");
  });
  EXPECT_EQ(call(id).call.state, CallState::waiting);
}

TEST_F(TelephoneTest, ItRingsAtDepartmentsOnlyWhereTheyAreNamed) {
  duty(testing::kMaya, desk::Duty::ready);
  const auto id = rings("a");
  EXPECT_EQ(call(id).call.state, CallState::waiting);
  set_up([](desk::TelephoneRow& row) { row.operators = {{testing::kMaya, {"en"}, {}}}; });
  pass(1s);
  EXPECT_EQ(call(id).call.agent, testing::kMaya);
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
  tell("x", CallEventKind::held);
  tell("x", CallEventKind::transferred, "amara");
  EXPECT_EQ(call(*receipt.call).call.state, CallState::talking);
  EXPECT_TRUE(
      look<bool>([](desk::Reader& reader) { return reader.open_interaction(kAmara).has_value(); }));
  tell("x", CallEventKind::ended);
  EXPECT_THAT(orders(), IsEmpty()) << "nobody tells it how to queue";
}

TEST_F(TelephoneTest, WhomACentreRingsInVainIsNotReadyUntilItRingsThemAgain) {
  queues_by_itself_ = true;
  duty(kOren, desk::Duty::ready);
  const auto why = [&] {
    return look<std::string>(
        [](desk::Reader& reader) { return reader.telephone().duties().at(0).reason; });
  };
  rings("x");
  tell("x", CallEventKind::offered, "oren");
  tell("x", CallEventKind::declined);
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
  EXPECT_EQ(why(), "declined");
  tell("x", CallEventKind::offered, "oren");
  EXPECT_EQ(standing(kOren), desk::Standing::ringing);
  tell("x", CallEventKind::unanswered);
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
  EXPECT_EQ(why(), "did_not_answer");
  tell("x", CallEventKind::offered, "oren");
  tell("x", CallEventKind::answered, "oren");
  tell("x", CallEventKind::ended);
  wrap_up(kOren);
  EXPECT_EQ(standing(kOren), desk::Standing::ready);
  duty(kOren, desk::Duty::not_ready, "lunch");
  rings("y");
  tell("y", CallEventKind::offered, "oren");
  EXPECT_EQ(why(), "lunch") << "they said so themselves";
}

}  // namespace
}  // namespace kept::store
