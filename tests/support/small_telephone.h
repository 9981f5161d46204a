#pragma once

// The telephone of the small city, for tests that tell what telephones tell and do what operators
// do, over a real store.

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "desk/take_call.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/record_call_event.h"
#include "desk/telephone/run_queue.h"
#include "tests/support/small_city.h"

namespace kept::testing {

inline constexpr const char* kRosa = "+14165550142";

inline desk::TelephoneRow telephone_set_up() {
  desk::TelephoneRow row;
  row.queues = {{"general", {"General", "Général"}, "en", "", "1", {"311"}, 0, false},
                {"french", {"French", "Français"}, "fr", "", "2", {}, 0, false},
                {"relay", {"Relay", "Relais"}, "en", "", "", {"711"}, 0, true}};
  row.reasons = {{"lunch", {"Lunch", "Dîner"}}};
  row.greeting = {"Welcome to 311.", "Bienvenue au 311."};
  return row;
}

class SmallTelephone : public ::testing::Test {
 protected:
  void SetUp() override {
    unit([](desk::Transaction& tx) -> base::Result<base::Done> {
      tx.telephone_writer().save(telephone_set_up());
      return base::Done{};
    });
  }

  /// Set up otherwise from now on.
  void set_up(const std::function<void(desk::TelephoneRow&)>& change) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::TelephoneRow row = *tx.telephone().set_up();
      change(row);
      tx.telephone_writer().save(row);
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
      return desk::record_call_event(tx, event, {queues_by_itself_, records_});
    });
    EXPECT_TRUE(receipt.ok()) << receipt.error().reason;
    return receipt.ok() ? receipt.value() : desk::CallEventReceipt{};
  }

  void tell(const std::string& call, desk::CallEventKind kind, const std::string& agent = {}) {
    desk::CallEvent event;
    event.call = call;
    event.kind = kind;
    event.agent = agent;
    EXPECT_TRUE(tell(event).applied) << call;
  }

  /// Somebody has dialled 311 and hears the greeting.
  domain::CallId arrives(const std::string& call, const std::string& caller = kRosa,
                         const std::string& dialled = "311", base::Instant at = {}) {
    desk::CallEvent event;
    event.call = call;
    event.kind = desk::CallEventKind::arrived;
    event.caller = caller;
    event.callee = dialled;
    event.at = at;
    return *tell(event).call;
  }

  /// And has heard it.
  domain::CallId rings(const std::string& call, const std::string& caller = kRosa,
                       const std::string& dialled = "311") {
    const domain::CallId id = arrives(call, caller, dialled);
    tell(call, desk::CallEventKind::queued);
    return id;
  }

  void press(const std::string& call, const std::string& digit) {
    desk::CallEvent event;
    event.call = call;
    event.kind = desk::CallEventKind::digit;
    event.digit = digit;
    EXPECT_TRUE(tell(event).applied) << call;
  }

  void duty(domain::StaffId who, desk::Duty duty, const std::string& reason = {}) {
    unit([&](desk::Transaction& tx) { return desk::set_duty(tx, acting(who), duty, reason); });
  }

  using Act = base::Result<base::Done> (*)(desk::Transaction&, const desk::Principal&,
                                           domain::CallId);
  base::Result<base::Done> act(domain::StaffId who, Act what, domain::CallId id) {
    return try_unit([&](desk::Transaction& tx) { return what(tx, acting(who), id); });
  }

  /// Answered, and the telephone has joined them.
  void answer(domain::StaffId who, domain::CallId id, const std::string& call) {
    ASSERT_TRUE(act(who, desk::answer_call, id).ok());
    tell(call, desk::CallEventKind::answered);
  }

  /// It rings at a colleague who is ready, and whoever talks goes on to the next.
  void hands_on(domain::StaffId who, domain::CallId id, domain::StaffId to) {
    unit([&](desk::Transaction& tx) { return desk::pass_call(tx, acting(who), id, to); });
  }

  void wrap_up(domain::StaffId who) {
    unit([&](desk::Transaction& tx) {
      const auto talk = tx.open_interaction(who);
      return desk::end_call(tx, acting(who), talk->id, "other", "");
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
  /// What the telephone is to do, in order and to the last word, and has then done.
  std::vector<desk::CommandRow> whole_orders() {
    std::vector<desk::CommandRow> commands;
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      commands = tx.telephone_writer().commands("test", 100);
      for (const auto& command : commands) tx.telephone_writer().drop(command);
      return base::Done{};
    });
    return commands;
  }
  /// The same, when only the kind of it matters.
  std::vector<desk::Control> orders() {
    std::vector<desk::Control> controls;
    for (const auto& command : whole_orders()) controls.push_back(command.control);
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

  TemporaryDirectory directory_;
  base::ManualClock clock_{noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = open_city(directory_.path(), clock_);
  bool queues_by_itself_ = false;
  bool records_ = false;
  int events_ = 0;
};

/// Oren talks with Rosa.
class TalkingTelephone : public SmallTelephone {
 protected:
  void SetUp() override {
    SmallTelephone::SetUp();
    duty(kOren, desk::Duty::ready);
    id_ = rings("a");
    answer(kOren, id_, "a");
  }

  /// The centre to which dangers are sent.
  void may_dial_911(const std::string& destination) {
    unit([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::DangerRow danger;
      danger.kind = "911";
      danger.language = "en";
      danger.words = {"fire"};
      danger.destination = destination;
      tx.save(danger);
      return base::Done{};
    });
  }

  base::Result<base::Done> consult(const std::string& number) {
    return try_unit(
        [&](desk::Transaction& tx) { return desk::consult(tx, acting(kOren), id_, number); });
  }
  base::Result<base::Done> consult(domain::StaffId colleague) {
    return try_unit([&](desk::Transaction& tx) {
      return desk::consult_colleague(tx, acting(kOren), id_, colleague);
    });
  }

  domain::CallId id_;
};

}  // namespace kept::testing
