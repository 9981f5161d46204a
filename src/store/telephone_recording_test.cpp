// Recordings of calls and who hears them: off unless the city has it, told to callers, never
// dropped by halves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/redact_contact.h"
#include "desk/take_call.h"
#include "desk/telephone/command_failed.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/recording.h"
#include "store/verify.h"
#include "tests/support/small_telephone.h"

namespace kept::store {
namespace {

using desk::CallEventKind;
using desk::Control;
using desk::HearingReason;
using desk::RecordingState;
using desk::Standing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kOren;
using testing::kRosa;
using testing::kSofia;
using ::testing::Not;
using namespace std::chrono_literals;

constexpr const char* kName = "AAAAAAAAAAAAAAAAAAAAAA";
constexpr const char* kOtherName = "BBBBBBBBBBBBBBBBBBBBBB";

/// A city that records the first of its queues.
class RecordingTest : public testing::SmallTelephone {
 protected:
  void SetUp() override {
    SmallTelephone::SetUp();
    records_ = true;
    set_up([](desk::TelephoneRow& row) {
      row.queues.front().recorded = true;
      row.recording.announcement = {"This call may be recorded.", "Peut-être enregistré."};
      row.listening = true;
    });
    duty(kOren, desk::Duty::ready);
  }

  domain::CallId talks(const std::string& call = "a") {
    const auto id = rings(call);
    answer(kOren, id, call);
    return id;
  }
  bool tell_recording(const std::string& call, CallEventKind kind, const std::string& name = {},
                      const std::string& reason = {}) {
    desk::CallEvent event;
    event.call = call;
    event.kind = kind;
    event.recording = name;
    event.reason = reason;
    return tell(event).applied;
  }
  domain::CallId recorded(const std::string& call = "a", const std::string& name = kName) {
    const auto id = talks(call);
    EXPECT_TRUE(tell_recording(call, CallEventKind::recording, name));
    return id;
  }
  void pass_to_amara(domain::CallId id) {
    duty(kAmara, desk::Duty::ready);
    hands_on(kOren, id, kAmara);
    orders();
    answer(kAmara, id, "a");
  }
  std::vector<desk::RecordingRow> recordings(domain::CallId id) {
    return look<std::vector<desk::RecordingRow>>(
        [&](desk::Reader& reader) { return reader.recordings().recordings(id); });
  }
  std::string hear(domain::StaffId who, desk::RecordingId id) {
    std::string reason;
    (void)try_unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto heard =
          desk::hear_recording(tx, testing::acting(who), id, HearingReason::complaint);
      reason = heard.ok() ? "" : heard.error().reason;
      if (!heard.ok()) return heard.error();
      return base::Done{};
    });
    return reason;
  }
  void complains_of_sofia(domain::CallId id) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::CaseForm form;
      form.interaction = *call(id).interaction;
      form.kind = domain::CaseKind::complaint;
      form.summary = "She was rude";
      form.about_staff = kSofia;
      const auto opened = desk::open_case(tx, testing::acting(kOren), form);
      if (!opened.ok()) return opened.error();
      return base::Done{};
    });
  }
  std::string listen(domain::StaffId who, domain::CallId id) {
    const auto done = try_unit([&](desk::Transaction& tx) {
      return desk::listen_to_call(tx, testing::acting(who), id, HearingReason::training);
    });
    return done.ok() ? "" : done.error().reason;
  }
};

TEST_F(RecordingTest, ACallerIsToldAfterTheGreetingAndRecordedOnceSomebodyAnswers) {
  const auto id = rings("a");
  EXPECT_THAT(orders(), ElementsAre(Control::announce, Control::tell_of_recording));
  answer(kOren, id, "a");
  EXPECT_THAT(orders(), Contains(Control::record));
  EXPECT_FALSE(call(id).recording);
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kName));
  EXPECT_EQ(call(id).recording, RecordingState::running);
  const auto kept = recordings(id).front();
  EXPECT_EQ(kept.interaction, call(id).interaction);
  EXPECT_EQ(kept.keep_until - kept.started_at, std::chrono::days(90));
  tell("a", CallEventKind::ended);
  EXPECT_EQ(desk::state_of(call(id)), RecordingState::ended);
}

TEST_F(RecordingTest, IsOffUnlessTheQueueAndTheTelephoneHaveIt) {
  const auto relay = rings("relay", kRosa, "711");
  answer(kOren, relay, "relay");
  EXPECT_THAT(orders(), Not(Contains(Control::record)));
  tell("relay", CallEventKind::ended);
  wrap_up(kOren);
  records_ = false;
  talks("elsewhere");
  const auto ordered = orders();
  EXPECT_THAT(ordered, Not(Contains(Control::record)));
  EXPECT_THAT(ordered, Not(Contains(Control::tell_of_recording)));
}

TEST_F(RecordingTest, WhoChoosesAnotherLanguageIsToldInIt) {
  set_up([](desk::TelephoneRow& row) { row.queues[1].recorded = true; });
  arrives("a");
  (void)orders();
  press("a", "2");
  unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto commands = tx.telephone_writer().commands("test", 10);
    EXPECT_EQ(commands.size(), 1U);
    EXPECT_EQ(commands.front().control, Control::tell_of_recording);
    EXPECT_EQ(commands.front().text, "Peut-être enregistré.");
    return base::Done{};
  });
}

TEST_F(RecordingTest, AnOperatorPausesItAndLetsItGoOn) {
  const auto id = talks();
  EXPECT_EQ(act(kOren, desk::pause_recording, id).error().reason, "recording.none");
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kName));
  (void)orders();
  EXPECT_TRUE(act(kOren, desk::pause_recording, id).ok());
  EXPECT_THAT(orders(), ElementsAre(Control::pause_recording));
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_paused));
  EXPECT_EQ(call(id).recording, RecordingState::paused);
  // A pause that is pressed before the resumption has come about is no less wanted.
  EXPECT_TRUE(act(kOren, desk::resume_recording, id).ok());
  EXPECT_TRUE(act(kOren, desk::pause_recording, id).ok());
  EXPECT_THAT(orders(), ElementsAre(Control::resume_recording, Control::pause_recording));
  EXPECT_EQ(act(kAmara, desk::pause_recording, id).error().reason, "call.not_yours");
}

TEST_F(RecordingTest, ALossIsShownAndTheCallGoesOn) {
  const auto id = recorded();
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_failed, "", "disk"));
  EXPECT_EQ(call(id).recording, RecordingState::failed);
  EXPECT_EQ(call(id).call.state, domain::CallState::talking);
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto other = talks("b");
  EXPECT_TRUE(tell_recording("b", CallEventKind::recording_failed, "", "not_told"));
  EXPECT_EQ(call(other).recording, RecordingState::not_told);
  EXPECT_EQ(hear(kSofia, recordings(other).front().id), "recording.unknown");
}

TEST_F(RecordingTest, ATelephoneCannotNameAFileElsewhere) {
  talks();
  for (const char* name : {"../../secret.key.of.ours", "short", "AAAAAAAAAAAAAAAAAAAA/A"}) {
    desk::CallEvent event;
    event.provider = "test";
    event.event_id = name;
    event.call = "a";
    event.kind = CallEventKind::recording;
    event.recording = name;
    event.at = clock_.now();
    const auto told = try_unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto receipt = desk::record_call_event(tx, event, {false, true});
      if (!receipt.ok()) return receipt.error();
      return base::Done{};
    });
    EXPECT_EQ(told.ok() ? "" : told.error().pointer, "/recording") << name;
  }
}

TEST_F(RecordingTest, WhoTakesTheCallOverHasARecordingOfTheirOwn) {
  const auto id = recorded();
  pass_to_amara(id);
  EXPECT_THAT(orders(), Contains(Control::record));
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kOtherName));
  const auto both = recordings(id);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].state, RecordingState::ended);
  EXPECT_NE(both[0].interaction, both[1].interaction);
}

TEST_F(RecordingTest, HearingIsForSupervisorsAndKept) {
  const auto id = recorded();
  const auto recording = recordings(id).front().id;
  EXPECT_EQ(hear(kSofia, recording), "recording.running");
  tell("a", CallEventKind::ended);
  EXPECT_EQ(hear(kOren, recording), "permission.role");
  // Who looks after the accounts reads who heard what, and hears nothing.
  EXPECT_TRUE(desk::may(domain::Role::administrator, desk::Action::read_hearings));
  EXPECT_FALSE(desk::may(domain::Role::administrator, desk::Action::hear_calls));
  EXPECT_EQ(hear(kSofia, recording), "");
  const auto heard = look<std::vector<desk::HearingRow>>(
      [](desk::Reader& reader) { return reader.recordings().hearings({}, 10); });
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_EQ(heard[0].staff, kSofia);
  EXPECT_EQ(heard[0].recording, recording);
  EXPECT_EQ(heard[0].reason, HearingReason::complaint);
  const auto opens = [&](domain::StaffId who) {
    return look<bool>([&](desk::Reader& reader) {
      return desk::recording_heard(reader, testing::acting(who), recording, heard[0].id).ok();
    });
  };
  EXPECT_TRUE(opens(kSofia));
  EXPECT_FALSE(opens(kOren));
  pass(1h + 1ms);
  EXPECT_FALSE(opens(kSofia));
}

TEST_F(RecordingTest, AComplaintIsKeptFromTheEarsOfWhomItIsAbout) {
  const auto id = recorded();
  const auto recording = recordings(id).front();
  complains_of_sofia(id);
  tell("a", CallEventKind::ended);
  EXPECT_EQ(hear(kSofia, recording.id), "recording.unknown");
  EXPECT_FALSE(look<bool>(
      [&](desk::Reader& reader) { return desk::may_hear(reader, testing::acting(kSofia), id); }));
}

TEST_F(RecordingTest, WhatIsPausedStaysSoForWhomeverTakesTheCallOver) {
  const auto id = recorded();
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_paused));
  orders();
  tell("a", CallEventKind::transferred, "amara");
  EXPECT_THAT(orders(), ElementsAre(Control::record_paused));
  EXPECT_EQ(recordings(id).front().state, RecordingState::ended);
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_failed, {}, "disk"));
  const auto kept = recordings(id);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(std::ranges::find(kept, kName, &desk::RecordingRow::name)->state, RecordingState::ended)
      << "what failed is the next one";
}

TEST_F(RecordingTest, APauseOutlivesPassingTheCallOn) {
  const auto id = recorded();
  EXPECT_TRUE(act(kOren, desk::pause_recording, id).ok());
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_paused));
  pass_to_amara(id);
  EXPECT_THAT(orders(), ElementsAre(Control::connect, Control::record_paused));
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kOtherName));
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_paused));
  EXPECT_EQ(call(id).recording, RecordingState::paused);
  // It is hers to let it go on, and to pass on so.
  EXPECT_TRUE(act(kAmara, desk::resume_recording, id).ok());
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_resumed));
  orders();
  tell("a", CallEventKind::transferred, "oren");
  EXPECT_THAT(orders(), ElementsAre(Control::record));
}

TEST_F(RecordingTest, APauseThatTheTelephoneHasNotToldYetIsNoLessWanted) {
  const auto id = recorded();
  EXPECT_TRUE(act(kOren, desk::pause_recording, id).ok());
  pass_to_amara(id);
  EXPECT_THAT(orders(), ElementsAre(Control::connect, Control::record_paused));
}

TEST_F(RecordingTest, APauseOutlivesTheOperatorWhoIsCutOff) {
  const auto id = recorded();
  EXPECT_TRUE(act(kOren, desk::pause_recording, id).ok());
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording_paused));
  duty(kAmara, desk::Duty::ready);
  tell("a", CallEventKind::unheard);
  EXPECT_EQ(recordings(id).front().state, RecordingState::ended);
  orders();
  answer(kAmara, id, "a");
  EXPECT_THAT(orders(), ElementsAre(Control::connect, Control::record_paused));
}

TEST_F(RecordingTest, IsNotKeptLongerThanTheCitySays) {
  set_up([](desk::TelephoneRow& row) { row.recording.days = 2; });
  const auto id = recorded();
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto dropped = [&] {
    int count = 0;
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      count = tx.recording_writer().drop_old(tx.now(), 10);
      return base::Done{};
    });
    return count;
  };
  pass(48h - 1ms);
  EXPECT_EQ(dropped(), 0);
  pass(1ms);
  EXPECT_EQ(dropped(), 1);
  EXPECT_EQ(hear(kSofia, recordings(id).front().id), "recording.gone");
  const auto files = look<std::vector<desk::RecordingRow>>(
      [](desk::Reader& reader) { return reader.recordings().files_to_remove(10); });
  ASSERT_EQ(files.size(), 1U);
  EXPECT_EQ(files[0].name, kName);
}

TEST_F(RecordingTest, WhoIsForgottenIsNotHeardAnyMore) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  const auto named = recorded("a", kName);
  unit([&](desk::Transaction& tx) {
    const auto talk = tx.open_interaction(kOren);
    return desk::identify_caller(tx, testing::acting(kOren), talk->id, rosa);
  });
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto unnamed = recorded("b", kOtherName);
  tell("b", CallEventKind::ended);
  wrap_up(kOren);
  const auto other = rings("c", "+14165550177");
  answer(kOren, other, "c");
  EXPECT_TRUE(tell_recording("c", CallEventKind::recording, "CCCCCCCCCCCCCCCCCCCCCC"));
  tell("c", CallEventKind::ended);
  wrap_up(kOren);
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "request");
  });
  EXPECT_TRUE(recordings(named).front().dropped_at);
  EXPECT_TRUE(recordings(unnamed).front().dropped_at);
  EXPECT_FALSE(recordings(other).front().dropped_at);
}

TEST_F(RecordingTest, WhoIsForgottenIsNotHeardWhereTheirNameWasNotKnownYet) {
  domain::ContactId rosa;
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    rosa = testing::add_resident(tx, "Rosa", kRosa);
    return base::Done{};
  });
  const auto id = rings("a", "");
  answer(kOren, id, "a");
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kName));
  duty(kAmara, desk::Duty::ready);
  hands_on(kOren, id, kAmara);
  answer(kAmara, id, "a");
  EXPECT_TRUE(tell_recording("a", CallEventKind::recording, kOtherName));
  unit([&](desk::Transaction& tx) {
    const auto talk = tx.open_interaction(kAmara);
    return desk::identify_caller(tx, testing::acting(kAmara), talk->id, rosa);
  });
  tell("a", CallEventKind::ended);
  wrap_up(kAmara);
  unit([&](desk::Transaction& tx) {
    return desk::redact_contact(tx, testing::acting(kSofia), rosa, "request");
  });
  const auto both = recordings(id);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_TRUE(both[0].dropped_at);
  EXPECT_TRUE(both[1].dropped_at);
}

TEST_F(RecordingTest, ASupervisorListensAndTheOperatorSeesIt) {
  const auto id = talks();
  EXPECT_EQ(listen(kSofia, id), "hearing.off_duty");
  duty(kSofia, desk::Duty::ready);
  EXPECT_EQ(listen(kOren, id), "permission.role");
  (void)orders();
  EXPECT_EQ(listen(kSofia, id), "");
  EXPECT_THAT(orders(), ElementsAre(Control::listen));
  EXPECT_EQ(call(id).listener, kSofia);
  EXPECT_EQ(standing(kSofia), Standing::listening);
  rings("b");
  EXPECT_EQ(standing(kSofia), Standing::listening);  // is not rung
  tell("a", CallEventKind::ended);
  pass(0ms);
  EXPECT_EQ(standing(kSofia), Standing::ringing);
}

TEST_F(RecordingTest, WhomAComplaintInItIsAboutListensToNoCall) {
  set_up([](desk::TelephoneRow& row) { row.queues.front().recorded = false; });
  const auto id = talks();
  duty(kSofia, desk::Duty::ready);
  complains_of_sofia(id);
  EXPECT_EQ(listen(kSofia, id), "call.unknown");
  EXPECT_FALSE(call(id).listener);
}

TEST_F(RecordingTest, WhomAComplaintIsAboutHearsNoMoreOfTheCallInWhichItIsMade) {
  const auto id = talks();
  duty(kSofia, desk::Duty::ready);
  ASSERT_EQ(listen(kSofia, id), "");
  orders();
  complains_of_sofia(id);
  EXPECT_FALSE(call(id).listener);
  EXPECT_THAT(orders(), ElementsAre(Control::stop_listening));
  EXPECT_EQ(standing(kSofia), Standing::ready);
}

TEST_F(RecordingTest, WhomAComplaintIsAboutHearsNoMoreOfTheCallInWhichItIsTakenUpAgain) {
  const auto before = talks();
  complains_of_sofia(before);
  const auto about = look<domain::CaseId>([&](desk::Reader& reader) {
    return reader.telephone().cases_in(*reader.telephone().call(before)->interaction).front();
  });
  tell("a", CallEventKind::ended);
  wrap_up(kOren);
  const auto id = rings("b", "+14165550188");
  answer(kOren, id, "b");
  duty(kSofia, desk::Duty::ready);
  ASSERT_EQ(listen(kSofia, id), "");
  orders();
  unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
    const auto rosa = testing::add_resident(tx, "Rosa", kRosa);
    const auto talk = *call(id).interaction;
    auto named = desk::identify_caller(tx, testing::acting(kOren), talk, rosa);
    if (!named.ok()) return named;
    const auto noted = desk::record_not_heard(tx, testing::acting(kOren), {about, {}}, talk, "");
    if (!noted.ok()) return noted.error();
    return base::Done{};
  });
  EXPECT_FALSE(call(id).listener);
  EXPECT_THAT(orders(), Contains(Control::stop_listening));
}

TEST_F(RecordingTest, ListeningEndsWhenItIsWantedOrCannotBegin) {
  const auto id = talks();
  duty(kSofia, desk::Duty::not_ready, "lunch");
  EXPECT_EQ(listen(kSofia, id), "");
  EXPECT_EQ(listen(kSofia, id), "hearing.taken");
  EXPECT_TRUE(act(kSofia, desk::stop_listening, id).ok());
  EXPECT_FALSE(call(id).listener);
  EXPECT_EQ(act(kSofia, desk::stop_listening, id).error().reason, "hearing.none");
  EXPECT_EQ(listen(kSofia, id), "");
  const auto fails_for = [&](const std::string& agent) {
    unit([&](desk::Transaction& tx) {
      desk::CommandRow command;
      command.id = tx.next_id();
      command.call = id;
      command.provider = "test";
      command.control = Control::listen;
      command.agent = agent;
      return desk::command_failed(tx, command, "agent.no_sound");
    });
  };
  fails_for("oren");  // of an earlier one
  EXPECT_TRUE(call(id).listener);
  (void)orders();
  fails_for("sofia");
  EXPECT_FALSE(call(id).listener);
  EXPECT_THAT(orders(), ElementsAre(Control::stop_listening));  // in case it was only slow
}

TEST_F(RecordingTest, WhoListensDialsNobodyMeanwhile) {
  const auto id = talks();
  duty(kSofia, desk::Duty::ready);
  EXPECT_EQ(listen(kSofia, id), "");
  const auto dials = try_unit([](desk::Transaction& tx) -> base::Result<base::Done> {
    desk::InteractionRow talk;
    talk.id = domain::InteractionId{tx.next_id()};
    talk.staff = kSofia;
    talk.phone = kRosa;
    talk.inbound = false;
    return desk::dial(tx, testing::acting(kSofia), "test", talk);
  });
  EXPECT_EQ(dials.error().reason, "call.in_another");
}

TEST_F(RecordingTest, WhoGoesOffDutyListensNoMore) {
  const auto id = talks();
  duty(kSofia, desk::Duty::ready);
  EXPECT_EQ(listen(kSofia, id), "");
  (void)orders();
  duty(kSofia, desk::Duty::off);
  EXPECT_FALSE(call(id).listener);
  EXPECT_THAT(orders(), ElementsAre(Control::stop_listening));
}

TEST_F(RecordingTest, WhoseOperatorIsGoneIsNotRecordedNorListenedTo) {
  const auto id = recorded();
  duty(kSofia, desk::Duty::not_ready, "lunch");
  EXPECT_EQ(listen(kSofia, id), "");
  tell("a", CallEventKind::unheard);
  EXPECT_FALSE(call(id).listener);
  EXPECT_EQ(recordings(id).front().state, RecordingState::ended);
}

TEST_F(RecordingTest, ACityThatListensToNobodyRefusesIt) {
  set_up([](desk::TelephoneRow& row) { row.listening = false; });
  const auto id = talks();
  duty(kSofia, desk::Duty::ready);
  EXPECT_EQ(listen(kSofia, id), "hearing.not_here");
}

}  // namespace
}  // namespace kept::store
