// Who else is in a call is part of its record: when they were asked, came, left, or why not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/ports/call_parties.h"
#include "desk/redact_contact.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/command_failed.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/emergency.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using desk::CallPartyRow;
using domain::NotCome;
using domain::PartyKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kMaya;
using testing::kOren;
using testing::kRosa;
using testing::kSofia;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr const char* kInterpreters = "+14165550170";
constexpr const char* kMayasCard = "+14165550100";
constexpr const char* kElsewhere = "+14165550188";

/// Oren talks with Rosa; Amara and Sofia are ready.
class PartiesTest : public testing::TalkingTelephone {
 protected:
  void SetUp() override {
    TalkingTelephone::SetUp();
    set_up([](desk::TelephoneRow& row) {
      row.interpreter = kInterpreters;
      row.live = true;
    });
    may_dial_911("+14165550911");
    duty(kAmara, desk::Duty::ready);
    orders();
  }

  void ask(const std::string& number) { ASSERT_TRUE(consult(number).ok()); }
  void ask(domain::StaffId whom) { ASSERT_TRUE(consult(whom).ok()); }
  void third(CallEventKind what, const std::string& reason = {}) {
    desk::CallEvent event;
    event.call = "a";
    event.kind = what;
    event.reason = reason;
    EXPECT_TRUE(tell(event).applied);
  }
  std::vector<CallPartyRow> parties() {
    return look<std::vector<CallPartyRow>>(
        [&](desk::Reader& reader) { return reader.telephone().parties().parties_of({id_}); });
  }
  CallPartyRow last() { return parties().back(); }
  domain::InteractionId talk() {
    return look<domain::InteractionId>(
        [](desk::Reader& reader) { return reader.open_interaction(kOren)->id; });
  }
  base::Result<base::Done> note(domain::StaffId who, std::int64_t number) {
    return try_unit([&](desk::Transaction& tx) {
      return desk::note_interpreter(tx, testing::acting(who), talk(), {number, "4711", "so"});
    });
  }
};

TEST_F(PartiesTest, AnInterpreterWasAskedCameAndLeft) {
  ask(kInterpreters);
  const auto asked = clock_.now();
  ASSERT_THAT(parties(), SizeIs(1));
  EXPECT_EQ(last().party.kind, PartyKind::interpreter);
  EXPECT_EQ(last().phone, kInterpreters);
  EXPECT_EQ(last().talk, talk());
  EXPECT_FALSE(last().party.answered_at);
  pass(8s);
  third(CallEventKind::consulted);
  third(CallEventKind::joined);
  pass(10min + 1s);
  third(CallEventKind::returned);
  EXPECT_EQ(last().party.asked_at, asked);
  EXPECT_EQ(last().party.answered_at, asked + 8s);
  EXPECT_EQ(last().party.left_at, asked + 8s + 10min + 1s);
  EXPECT_EQ(domain::billed_minutes(last().party, clock_.now()), 11min);
}

TEST_F(PartiesTest, WhoDidNotComeAndWhy) {
  ask(kElsewhere);
  third(CallEventKind::third_failed, "busy");
  EXPECT_EQ(last().party.kind, PartyKind::other);
  EXPECT_EQ(last().party.not_come, NotCome::busy);
  ask(kElsewhere);
  third(CallEventKind::third_failed);
  EXPECT_FALSE(last().party.not_come) << "nobody said why";
  EXPECT_TRUE(last().party.left_at);
  ask(kElsewhere);
  ASSERT_TRUE(act(kOren, desk::back_to_caller, id_).ok());
  third(CallEventKind::third_failed, "no_answer");
  EXPECT_EQ(last().party.not_come, NotCome::taken_back) << "who asked did not wait";
  ask(kElsewhere);
  tell("a", CallEventKind::ended);
  EXPECT_EQ(last().party.not_come, NotCome::call_over);
  EXPECT_THAT(parties(), SizeIs(4));
}

TEST_F(PartiesTest, WhatTheTelephoneCannotDoBringsNobody) {
  ask(kElsewhere);
  unit([&](desk::Transaction& tx) {
    return desk::command_failed(tx, tx.telephone_writer().commands("test", 1).front(), "no port");
  });
  EXPECT_EQ(last().party.not_come, NotCome::failed);
}

TEST_F(PartiesTest, ManagersAreKnownByTheirNumber) {
  ask(kMayasCard);
  EXPECT_EQ(last().party.kind, PartyKind::department);
  EXPECT_FALSE(last().staff) << "whoever picks up there";
  third(CallEventKind::third_failed);
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    auto maya = *tx.staff_member(kMaya);
    maya.phone = "416 555 0166";
    tx.save(maya, *tx.directory()->find(kMaya));
    return base::Done{};
  });
  ask("+14165550166");
  EXPECT_EQ(last().party.kind, PartyKind::department);
  EXPECT_EQ(last().staff, kMaya);
}

TEST_F(PartiesTest, ColleaguesAndSupervisorsAreAskedAtTheirConsoles) {
  ask(kAmara);
  EXPECT_EQ(last().party.kind, PartyKind::colleague);
  EXPECT_EQ(last().staff, kAmara);
  EXPECT_FALSE(last().phone);
  ASSERT_TRUE(act(kAmara, desk::decline_call, id_).ok());
  EXPECT_EQ(last().party.not_come, NotCome::declined);
  ask(kAmara);
  pass(1min);
  EXPECT_EQ(last().party.not_come, NotCome::no_answer);
  duty(kSofia, desk::Duty::ready);
  ask(kSofia);
  EXPECT_EQ(last().party.kind, PartyKind::supervisor);
  ASSERT_TRUE(act(kSofia, desk::answer_call, id_).ok());
  tell("a", CallEventKind::consulted, "sofia");
  EXPECT_EQ(last().party.answered_at, clock_.now());
  pass(2min);
  tell("a", CallEventKind::transferred, "sofia");
  EXPECT_EQ(last().party.left_at, clock_.now()) << "the call is hers, and she no party of it";
}

TEST_F(PartiesTest, AnEmergencyCentreTakesThePlaceOfWhoeverIsThere) {
  ask(kElsewhere);
  third(CallEventKind::consulted);
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    EXPECT_TRUE(
        desk::dial_emergency(tx, testing::acting(kOren), *tx.interaction(talk()), "+14165550911"));
    return base::Done{};
  });
  ASSERT_THAT(parties(), SizeIs(2));
  EXPECT_EQ(parties()[0].party.left_at, clock_.now());
  EXPECT_EQ(last().party.kind, PartyKind::emergency);
  desk::CallEvent gone;
  gone.call = "a";
  gone.kind = CallEventKind::returned;
  gone.callee = kElsewhere;
  EXPECT_TRUE(tell(gone).applied);
  EXPECT_FALSE(last().party.left_at) << "it was the other who left";
  third(CallEventKind::consulted);
  EXPECT_TRUE(last().party.answered_at);
}

TEST_F(PartiesTest, WhoeverIsThereWhenTheCallIsOverLeavesWithIt) {
  ask(kInterpreters);
  third(CallEventKind::consulted);
  pass(3min);
  wrap_up(kOren);
  EXPECT_EQ(last().party.left_at, clock_.now());
}

TEST_F(PartiesTest, ThirdsWhoGoOnWithTheCallerAreThereUntilTheEnd) {
  ask(kInterpreters);
  third(CallEventKind::consulted);
  third(CallEventKind::transferred);
  EXPECT_FALSE(last().party.left_at);
  pass(4min);
  tell("a", CallEventKind::ended);
  EXPECT_EQ(last().party.left_at, clock_.now());
}

TEST_F(PartiesTest, ATelephoneThatWasStartedAnewKnowsOfNobody) {
  ask(kInterpreters);
  third(CallEventKind::consulted);
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto lost = desk::forget_calls(tx, "test");
    if (!lost.ok()) return lost.error();
    return base::Done{};
  });
  EXPECT_TRUE(last().party.left_at);
}

TEST_F(PartiesTest, AContactCentreTellsOfWhomItRangByItself) {
  queues_by_itself_ = true;
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::consulted;
  event.callee = "416 555 0170";
  EXPECT_TRUE(tell(event).applied);
  ASSERT_THAT(parties(), SizeIs(1));
  EXPECT_EQ(last().party.kind, PartyKind::interpreter);
  EXPECT_EQ(last().party.answered_at, clock_.now());
  third(CallEventKind::returned);
  EXPECT_EQ(last().party.left_at, clock_.now());
  tell("a", CallEventKind::consulted, "amara");
  EXPECT_EQ(last().staff, kAmara);
}

TEST_F(PartiesTest, AContactCentreTellsOfWhomItRangByItselfInVain) {
  queues_by_itself_ = true;
  const auto id = rings("b", kElsewhere);
  tell("b", CallEventKind::answered, "amara");
  const auto fails = [&](const std::string& callee, const std::string& agent,
                         const std::string& reason) {
    desk::CallEvent event;
    event.call = "b";
    event.kind = CallEventKind::third_failed;
    event.callee = callee;
    event.agent = agent;
    event.reason = reason;
    return tell(event);
  };
  const auto asked = [&] {
    return look<std::vector<CallPartyRow>>(
        [&](desk::Reader& reader) { return reader.telephone().parties().parties_of({id}); });
  };
  EXPECT_TRUE(fails("416 555 0170", "", "no_answer").applied);
  ASSERT_THAT(asked(), SizeIs(1));
  EXPECT_EQ(asked().back().party.kind, PartyKind::interpreter);
  EXPECT_EQ(asked().back().phone, kInterpreters);
  EXPECT_EQ(asked().back().party.not_come, NotCome::no_answer);
  EXPECT_EQ(asked().back().party.left_at, clock_.now());
  EXPECT_FALSE(asked().back().party.answered_at);
  EXPECT_TRUE(fails("", "sofia", "declined").applied);
  ASSERT_THAT(asked(), SizeIs(2));
  EXPECT_EQ(asked().back().staff, kSofia);
  EXPECT_EQ(asked().back().party.not_come, NotCome::declined);
  EXPECT_EQ(call(id).call.state, domain::CallState::talking) << "the caller was never left";
  EXPECT_EQ(fails("", "", "busy").why_not, "call.no_such_step") << "nobody says who";
  // Late of somebody who was asked here, and taken back.
  unit([&](desk::Transaction& tx) {
    return desk::consult(tx, testing::acting(kAmara), id, kMayasCard);
  });
  ASSERT_TRUE(act(kAmara, desk::back_to_caller, id).ok());
  pass(2s);
  EXPECT_TRUE(fails(kMayasCard, "", "no_answer").applied);
  EXPECT_FALSE(fails(kMayasCard, "", "no_answer").applied);
  EXPECT_THAT(asked(), SizeIs(3));
}

TEST_F(PartiesTest, WhomOurOwnTelephoneRingsWasAskedHere) {
  desk::CallEvent event;
  event.call = "a";
  event.kind = CallEventKind::third_failed;
  event.callee = kElsewhere;
  EXPECT_EQ(tell(event).why_not, "call.no_such_step");
  EXPECT_THAT(parties(), IsEmpty());
}

TEST_F(PartiesTest, WhatAnInterpreterSaysIsNotedByWhoeverTalks) {
  ask(kInterpreters);
  third(CallEventKind::consulted);
  EXPECT_EQ(note(kAmara, 1).error().reason, "interaction.not_yours");
  EXPECT_EQ(note(kOren, 2).error().reason, "party.unknown");
  ASSERT_TRUE(note(kOren, 1).ok());
  EXPECT_EQ(last().interpreter_id, "4711");
  EXPECT_EQ(last().language, "so");
  third(CallEventKind::returned);
  ask(kElsewhere);
  EXPECT_EQ(note(kOren, 2).error().reason, "party.unknown") << "no interpreter";
}

TEST_F(PartiesTest, InterpretersAreCountedInTheTimeInWhichTheyAnswered) {
  const auto figures = [&](base::Instant from, base::Instant until) {
    return look<std::vector<desk::InterpreterFigures>>([&](desk::Reader& reader) {
      return reader.telephone().parties().interpreters(from, until);
    });
  };
  const auto begun = clock_.now();
  // Each to the minute that was begun: none at all, one exactly, and a bit of the second.
  for (const base::Duration there : {base::Duration(0), base::Duration(60s), 60s + 1ms}) {
    ask(kInterpreters);
    third(CallEventKind::consulted);
    pass(there);
    third(CallEventKind::returned);
  }
  ask(kInterpreters);
  third(CallEventKind::consulted);
  ASSERT_TRUE(note(kOren, 4).ok());
  const auto answered = clock_.now();
  pass(4min + 1s);
  const auto all = figures(begun, answered + 1ms);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].language, "");
  EXPECT_EQ(all[0].answered, 3);
  EXPECT_EQ(all[0].minutes, 4min);
  EXPECT_EQ(all[1].language, "so");
  EXPECT_EQ(all[1].minutes, 5min) << "until now: they are there";
  std::chrono::minutes billed{0};
  for (const CallPartyRow& one : parties()) {
    billed += domain::billed_minutes(one.party, clock_.now());
  }
  EXPECT_EQ(all[0].minutes + all[1].minutes, billed);
  EXPECT_THAT(figures(begun, answered), SizeIs(1));
  EXPECT_THAT(figures(answered + 1ms, clock_.now()), IsEmpty());
  third(CallEventKind::returned);
  ask(kElsewhere);
  third(CallEventKind::consulted);
  EXPECT_THAT(figures(answered, clock_.now() + 1s), SizeIs(1)) << "no interpreter";
}

TEST_F(PartiesTest, NumbersAreForgottenWithWhoeverWasSpokenWithAndWithWhoseTheyAre) {
  domain::ContactId rosa;
  domain::ContactId neighbour;
  unit([&](desk::Transaction& tx) {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    neighbour = testing::add_resident(tx, "Karim", kElsewhere);
    return desk::identify_caller(tx, testing::acting(kOren), tx.open_interaction(kOren)->id, rosa);
  });
  ask(kElsewhere);
  third(CallEventKind::third_failed);
  ask(kInterpreters);
  third(CallEventKind::consulted);
  ASSERT_TRUE(note(kOren, 2).ok());
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    tx.remember("oren consult", "key", {"digest", 200, R"({"third":"+14165550188"})"});
    return base::Done{};
  });
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto forget = [&](domain::ContactId who) {
    unit([&](desk::Transaction& tx) {
      return desk::redact_contact(tx, testing::acting(kSofia), who, "asked for it");
    });
  };
  forget(neighbour);
  EXPECT_FALSE(parties()[0].phone);
  EXPECT_EQ(parties()[1].phone, kInterpreters);
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    EXPECT_EQ(tx.remembered("oren consult", "key")->response, R"({"redacted":true})");
    return base::Done{};
  });
  forget(rosa);
  EXPECT_FALSE(parties()[1].phone);
  EXPECT_FALSE(parties()[1].interpreter_id);
  EXPECT_EQ(parties()[1].language, "so") << "what is paid for stays";
  EXPECT_TRUE(parties()[1].party.left_at);
}

TEST_F(PartiesTest, WhoeverIsForgottenInTheirCallWithoutANumberTakesItsInterpreterAlong) {
  const auto id = rings("withheld", "");
  answer(kAmara, id, "withheld");
  domain::ContactId karim;
  unit([&](desk::Transaction& tx) {
    karim = testing::add_resident(tx, "Karim", kElsewhere);
    return desk::identify_caller(tx, testing::acting(kAmara), tx.open_interaction(kAmara)->id,
                                 karim);
  });
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), karim, "asked for it");
  });
  unit([&](desk::Transaction& tx) {
    return desk::consult(tx, testing::acting(kAmara), id, kInterpreters);
  });
  tell("withheld", CallEventKind::consulted);
  tell("withheld", CallEventKind::returned);
  tell("withheld", CallEventKind::ended);
  wrap_up(kAmara);
  const auto left = look<std::vector<CallPartyRow>>(
      [&](desk::Reader& reader) { return reader.telephone().parties().parties_of({id}); });
  ASSERT_THAT(left, SizeIs(1));
  EXPECT_FALSE(left[0].phone);
}

}  // namespace
}  // namespace kept::store
