#include "telephony/switchboard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>

#include "desk/telephone/on_duty.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/record_call_event.h"
#include "desk/word_names.h"
#include "tests/support/small_city.h"

namespace kept::telephony {
namespace {

using base::Done;
using base::Result;
using desk::Control;
using domain::CallState;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kOren;
using namespace std::chrono_literals;

/// Notes what it is told, and refuses what it is to refuse.
class NotedProvider final : public desk::TelephoneProvider {
 public:
  [[nodiscard]] std::string name() const override { return "noted"; }
  [[nodiscard]] bool queues_by_itself() const override { return false; }
  [[nodiscard]] Result<Done> carry_out(const desk::CommandRow& command) override {
    const std::scoped_lock lock(mutex_);
    told_.push_back(command.control);
    noted_.notify_all();
    if (refused == command.control) return base::refused("noted.refused", "It will not.");
    if (is_away) return base::unavailable("noted.away", "It does not answer.");
    return Done{};
  }

  std::vector<Control> told() {
    const std::scoped_lock lock(mutex_);
    return told_;
  }
  bool is_told_within(std::size_t count, std::chrono::seconds time) {
    std::unique_lock lock(mutex_);
    return noted_.wait_for(lock, time, [&] { return told_.size() >= count; });
  }

  std::optional<Control> refused;
  bool is_away = false;

 private:
  std::mutex mutex_;
  std::condition_variable noted_;
  std::vector<Control> told_;
};

/// Oren is ready; a caller arrives and is offered to him.
class SwitchboardTest : public ::testing::Test {
 protected:
  void SetUp() override {
    unit([](desk::Transaction& tx) -> Result<Done> {
      desk::TelephoneRow row;
      row.queues = {{"general", {"General", "Général"}, "en", "", "1", {"311"}, 0, false}};
      row.reasons = {{"lunch", {"Lunch", "Repas"}}};
      row.greeting = {"Welcome.", "Bienvenue."};
      tx.telephone_writer().save(row);
      return desk::set_duty(tx, testing::acting(kOren), desk::Duty::ready, "");
    });
  }

  void unit(const desk::Store::Unit& work) {
    const auto done = city_->write(work);
    ASSERT_TRUE(done.ok()) << done.error().reason << ": " << done.error().message;
  }

  void tell(desk::CallEventKind kind) {
    desk::CallEvent event;
    event.provider = "noted";
    event.event_id = std::to_string(++events_);
    event.call = "a";
    event.kind = kind;
    event.caller = "+14165550142";
    event.callee = "311";
    event.at = clock_.now();
    const auto receipt = desk::write<desk::CallEventReceipt>(
        *city_, [&](desk::Transaction& tx) { return desk::record_call_event(tx, event, {}); });
    ASSERT_TRUE(receipt.ok() && receipt->applied);
    call_ = *receipt->call;
  }

  void rings() {
    tell(desk::CallEventKind::arrived);
    tell(desk::CallEventKind::queued);
    ASSERT_EQ(state(), CallState::offered);
  }

  void answer() {
    unit([&](desk::Transaction& tx) {
      return desk::answer_call(tx, testing::acting(kOren), call_);
    });
    ASSERT_EQ(state(), CallState::connecting);
  }

  CallState state() {
    CallState found{};
    city_->read([&](desk::Reader& reader) { found = reader.telephone().call(call_)->call.state; });
    return found;
  }

  int settle() {
    const auto moved = switchboard_.settle();
    EXPECT_TRUE(moved.ok());
    return moved.ok() ? moved.value() : -1;
  }

  void pass(base::Duration time) { ASSERT_TRUE(clock_.advance(time).ok()); }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
  NotedProvider provider_;
  std::vector<std::string> reports_;
  Switchboard switchboard_{
      *city_, clock_, provider_, {[this](const std::string& what) { reports_.push_back(what); }}};
  domain::CallId call_;
  int events_ = 0;
};

TEST_F(SwitchboardTest, CommandsAreCarriedOutOnceAndInOrder) {
  rings();
  answer();
  EXPECT_EQ(settle(), 0);
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce, Control::connect));
  EXPECT_EQ(settle(), 0);
  EXPECT_EQ(provider_.told().size(), 2U);
  EXPECT_EQ(state(), CallState::connecting);
  EXPECT_THAT(reports_, IsEmpty());
}

TEST_F(SwitchboardTest, WhatTheProviderRefusesGoesBackAndIsToldToTheAdministrator) {
  rings();
  settle();
  answer();
  provider_.refused = Control::connect;
  settle();
  EXPECT_THAT(reports_, ElementsAre(HasSubstr("connect: It will not.")));
  EXPECT_NE(state(), CallState::connecting);
}

TEST_F(SwitchboardTest, AnswerThatIsHalfAMinuteOldIsNotTold) {
  rings();
  settle();
  answer();
  pass(30s + 1ms);
  settle();
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce));
  EXPECT_NE(state(), CallState::connecting);
}

TEST_F(SwitchboardTest, AnswerOfAlmostHalfAMinuteAgoIsTold) {
  rings();
  settle();
  answer();
  pass(30s);
  settle();
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce, Control::connect));
}

TEST_F(SwitchboardTest, WhoLetsItRingIsPassedOverWhenTheInstantComes) {
  rings();
  settle();
  ASSERT_EQ(switchboard_.next_instant(), clock_.now() + 20s);
  pass(19s);
  EXPECT_EQ(settle(), 0);
  EXPECT_EQ(state(), CallState::offered);
  pass(1s);
  EXPECT_GT(settle(), 0);
  EXPECT_EQ(state(), CallState::waiting);
}

class MustComeAboutTest : public SwitchboardTest, public ::testing::WithParamInterface<Control> {};

TEST_P(MustComeAboutTest, IsToldUntilTheTelephoneHears) {
  rings();
  settle();
  unit([](desk::Transaction& tx) -> Result<Done> {
    const auto up = tx.telephone_writer().calls_up();
    tx.telephone_writer().add(
        {tx.next_id(), up.front().call.id, "noted", "a", GetParam(), "", "", "", tx.now(), ""});
    return Done{};
  });
  provider_.is_away = true;
  settle();
  settle();
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce, GetParam()));
  provider_.is_away = false;
  pass(2s);
  settle();
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce, GetParam(), GetParam()));
  pass(1min);
  settle();
  EXPECT_EQ(provider_.told().size(), 3U);
}

INSTANTIATE_TEST_SUITE_P(Controls, MustComeAboutTest,
                         ::testing::Values(Control::hang_up, Control::stop_listening),
                         [](const auto& one) { return desk::name_of(one.param); });

TEST_F(SwitchboardTest, NothingIsDueWhileNobodyIsOnTheLine) {
  EXPECT_EQ(switchboard_.next_instant(), std::nullopt);
}

TEST_F(SwitchboardTest, ThreadCarriesOutWhatIsCommitted) {
  switchboard_.start(Switchboard::Time::stands);
  tell(desk::CallEventKind::arrived);
  EXPECT_TRUE(provider_.is_told_within(1, 20s));
  switchboard_.stop();
  EXPECT_THAT(provider_.told(), ElementsAre(Control::announce));
}

}  // namespace
}  // namespace kept::telephony
