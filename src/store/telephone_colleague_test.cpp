// An operator asks a colleague to come on the line, over a real store.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/telephone/command_failed.h"
#include "desk/telephone/consult_colleague.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using desk::Control;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kMaya;
using testing::kOren;
using testing::kRosa;
using testing::kSofia;
using namespace std::chrono_literals;

/// Oren talks with Rosa; Amara is ready.
class ColleagueTest : public testing::TalkingTelephone {
 protected:
  void SetUp() override {
    TalkingTelephone::SetUp();
    duty(kAmara, desk::Duty::ready);
    orders();
  }

  base::Result<base::Done> ask(domain::StaffId whom = kAmara) { return consult(whom); }
  /// She has come on the line.
  void comes() {
    ASSERT_TRUE(ask().ok());
    ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
    tell("a", CallEventKind::consulted, "amara");
    orders();
  }
  bool is_told_of_amara(CallEventKind what) {
    desk::CallEvent event;
    event.call = "a";
    event.kind = what;
    event.agent = "amara";
    return tell(event).applied;
  }
  std::vector<desk::CommandRow> commands() {
    return look<std::vector<desk::CommandRow>>(
        [](desk::Reader& reader) { return reader.telephone().commands("test", 100); });
  }
  bool talks(domain::StaffId who) {
    return look<bool>(
        [&](desk::Reader& reader) { return reader.open_interaction(who).has_value(); });
  }

  void closes_account(domain::StaffId who) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      auto row = *tx.staff_member(who);
      auto member = *tx.directory()->find(who);
      row.active = member.active = false;
      tx.save(row, member);
      return base::Done{};
    });
  }
};

TEST_F(ColleagueTest, ItRingsAtTheColleagueAndTheTelephoneTakesThemInOnceTheyAnswer) {
  ASSERT_TRUE(ask().ok());
  EXPECT_EQ(standing(kAmara), desk::Standing::ringing);
  EXPECT_EQ(call(id_).call.state, CallState::talking) << "the caller is not left before";
  EXPECT_EQ(ask().error().reason, "call.has_third");
  rings("b", "+14165550143");
  EXPECT_EQ(call(id_).colleague->staff, kAmara);
  EXPECT_EQ(standing(kAmara), desk::Standing::ringing) << "no other call rings there meanwhile";
  orders();
  ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
  ASSERT_EQ(commands().size(), 1U);
  EXPECT_EQ(commands()[0].control, Control::consult);
  EXPECT_EQ(commands()[0].agent, "oren");
  EXPECT_EQ(commands()[0].colleague, "amara");
  EXPECT_EQ(standing(kAmara), desk::Standing::talking);
  tell("a", CallEventKind::consulted, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::consulting);
  EXPECT_EQ(call(id_).call.agent, kOren);
}

TEST_F(ColleagueTest, WhoeverTakesTheCallOverHasAConversationWithWhoIsSpokenWith) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return desk::identify_caller(tx, testing::acting(kOren), tx.open_interaction(kOren)->id, rosa);
  });
  comes();
  ASSERT_TRUE(act(kOren, desk::complete_transfer, id_).ok());
  EXPECT_EQ(commands()[0].colleague, "amara");
  tell("a", CallEventKind::transferred, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_EQ(call(id_).call.agent, kAmara);
  EXPECT_FALSE(call(id_).colleague);
  const auto hers = look<desk::InteractionRow>(
      [](desk::Reader& reader) { return *reader.open_interaction(kAmara); });
  EXPECT_EQ(hers.contact, rosa);
  EXPECT_EQ(call(id_).interaction, hers.id);
  wrap_up(kOren);
  EXPECT_EQ(call(id_).call.state, CallState::talking) << "Oren's wrap-up does not hang up on them";
  EXPECT_EQ(standing(kOren), desk::Standing::ready);
}

TEST_F(ColleagueTest, AllThreeTalkAndWhoWasAskedLeaves) {
  comes();
  ASSERT_TRUE(act(kOren, desk::join_call, id_).ok());
  tell("a", CallEventKind::joined);
  EXPECT_EQ(act(kAmara, desk::hold_call, id_).error().reason, "call.not_yours");
  orders();
  ASSERT_TRUE(act(kAmara, desk::hang_up, id_).ok());
  EXPECT_THAT(orders(), ElementsAre(Control::back));
  tell("a", CallEventKind::returned, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
  EXPECT_FALSE(talks(kAmara)) << "she has spoken with a colleague only";
}

TEST_F(ColleagueTest, WhoDoesNotComeStaysReadyAndTheCallerIsThere) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(act(kAmara, desk::decline_call, id_).ok());
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
  EXPECT_FALSE(call(id_).colleague);
  ASSERT_TRUE(ask().ok());
  pass(19s);
  EXPECT_TRUE(call(id_).colleague);
  pass(1s);
  EXPECT_FALSE(call(id_).colleague);
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(act(kOren, desk::back_to_caller, id_).ok());
  EXPECT_FALSE(call(id_).colleague);
  ASSERT_TRUE(ask().ok());
  duty(kAmara, desk::Duty::not_ready, "lunch");
  EXPECT_FALSE(call(id_).colleague);
  EXPECT_THAT(orders(), IsEmpty());
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_EQ(ask().error().reason, "call.colleague_not_ready");
  EXPECT_EQ(ask(domain::StaffId{999}).error().reason, "staff.unknown");
}

TEST_F(ColleagueTest, WhomTheTelephoneDoesNotTakeInIsFreeAgain) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
  unit([](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "no_sound");
  });
  orders();
  EXPECT_FALSE(call(id_).colleague);
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
  pass(49s);
  EXPECT_TRUE(call(id_).colleague);
  pass(1s);
  EXPECT_FALSE(call(id_).colleague);
  EXPECT_THAT(orders(), ElementsAre(Control::consult, Control::back)) << "should it have done it";
}

TEST_F(ColleagueTest, ACallerWhoGoesLeavesTheColleagueFree) {
  comes();
  tell("a", CallEventKind::ended);
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
  EXPECT_EQ(standing(kOren), desk::Standing::wrapping_up);
}

TEST_F(ColleagueTest, ACallerWhoHearsTheColleagueGoesOnWithThemWhenTheOperatorIsCutOff) {
  comes();
  ASSERT_TRUE(act(kOren, desk::join_call, id_).ok());
  tell("a", CallEventKind::joined);
  tell("a", CallEventKind::unheard);
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_EQ(call(id_).call.agent, kAmara);
  EXPECT_TRUE(talks(kAmara));
  EXPECT_EQ(standing(kOren), desk::Standing::not_ready);
}

TEST_F(ColleagueTest, WhoSignsOutBesideACallIsTakenOutOfIt) {
  comes();
  unit([](desk::Transaction& tx) { return desk::leave_duty(tx, kAmara); });
  ASSERT_EQ(commands().size(), 1U);
  EXPECT_EQ(commands()[0].control, Control::silence);
  EXPECT_EQ(commands()[0].agent, "amara");
}

TEST_F(ColleagueTest, WhoseAccountIsClosedBesideACallLeavesIt) {
  comes();
  closes_account(kAmara);
  tell("a", CallEventKind::returned, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_FALSE(call(id_).colleague);
}

TEST_F(ColleagueTest, WhomTheTelephoneCannotTakeOutIsNotThereAnyMore) {
  comes();
  ASSERT_TRUE(act(kOren, desk::back_to_caller, id_).ok());
  unit([](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "gone");
  });
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_FALSE(call(id_).colleague);
}

TEST_F(ColleagueTest, WhatIsToldLateOfOneIsNotTakenForAnother) {
  ASSERT_TRUE(ask().ok());
  ASSERT_TRUE(act(kAmara, desk::answer_call, id_).ok());
  const auto late = commands().front();
  pass(50s);  // she was not taken in
  duty(kSofia, desk::Duty::ready);
  ASSERT_TRUE(ask(kSofia).ok());
  unit([&](desk::Transaction& tx) { return desk::command_failed(tx, late, "no_sound"); });
  EXPECT_EQ(call(id_).colleague->staff, kSofia) << "not who could not be taken in";
  EXPECT_FALSE(is_told_of_amara(CallEventKind::third_failed));
  EXPECT_EQ(call(id_).colleague->staff, kSofia);
  ASSERT_TRUE(act(kSofia, desk::answer_call, id_).ok());
  orders();
  EXPECT_FALSE(is_told_of_amara(CallEventKind::consulted));
  EXPECT_EQ(call(id_).colleague->staff, kSofia) << "who has answered since";
  EXPECT_EQ(standing(kSofia), desk::Standing::talking);
  ASSERT_EQ(commands().size(), 1U);
  EXPECT_EQ(commands()[0].control, Control::back) << "she is on the line, unseen";
  EXPECT_EQ(commands()[0].colleague, "amara");
  EXPECT_FALSE(is_told_of_amara(CallEventKind::returned));
  tell("a", CallEventKind::consulted, "sofia");
  EXPECT_FALSE(is_told_of_amara(CallEventKind::returned));
  EXPECT_EQ(call(id_).call.state, CallState::consulting) << "with Sofia";
  EXPECT_EQ(call(id_).colleague->staff, kSofia);
}

TEST_F(ColleagueTest, WhoLeftLateDoesNotTakeWhoIsRungOutside) {
  comes();
  ASSERT_TRUE(act(kAmara, desk::hang_up, id_).ok());
  tell("a", CallEventKind::returned, "amara");
  unit([&](desk::Transaction& tx) {
    return desk::consult(tx, testing::acting(kOren), id_, "+14165550188");
  });
  EXPECT_FALSE(is_told_of_amara(CallEventKind::third_failed));
  EXPECT_EQ(call(id_).third, "+14165550188");
}

TEST_F(ColleagueTest, DepartmentsAreAskedOnlyWhereTheSetUpNamesThem) {
  duty(kMaya, desk::Duty::ready);
  EXPECT_EQ(ask(kMaya).error().reason, "call.colleague_not_ready");
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::TelephoneRow row = *tx.telephone().set_up();
    row.operators.push_back({kMaya, {"en"}, {}});
    tx.telephone_writer().save(row);
    return base::Done{};
  });
  EXPECT_TRUE(ask(kMaya).ok());
}

TEST_F(ColleagueTest, ACallThatLeavesTakesNobodyAlong) {
  comes();
  tell("a", CallEventKind::transferred);
  EXPECT_FALSE(call(id_).colleague);
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
}

TEST_F(ColleagueTest, ACentresOperatorsAskEachOtherOnTheirOwnTelephones) {
  tell("a", CallEventKind::consulted, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::consulting);
  EXPECT_EQ(standing(kAmara), desk::Standing::talking);
  tell("a", CallEventKind::returned, "amara");
  EXPECT_EQ(call(id_).call.state, CallState::talking);
  EXPECT_EQ(standing(kAmara), desk::Standing::ready);
}

}  // namespace
}  // namespace kept::store
