// `verify` finds what was wrong on the way to a state that looks right: histories that hold
// together event by event, and tell of a rule that was broken.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "desk/ask_department.h"
#include "desk/keep_time.h"
#include "desk/open_case.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Result;
using desk::Transaction;
using domain::CaseId;
using domain::ContactId;
using domain::InteractionId;
using std::chrono::minutes;
using testing::acting;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kAmara;
using testing::kMaya;
using testing::kOren;

struct Forgery {
  const char* sql;
  const char* finding;
};

constexpr Forgery kForgeries[] = {
    {"UPDATE events SET body = json_set(body, '$.promise', 0) WHERE kind = 'apology_owed'",
     "rule 1: a promise was broken, and nobody owed an apology for it"},
    {"UPDATE events SET body = json_set(body, '$.contact', 999) WHERE kind = 'apology_owed'",
     "rule 4: a resident had not heard, and nobody owed an apology for it"},
    {"UPDATE events SET body = json_set(body, '$.contact_at', "
     "json_extract(body, '$.contact_at') - 86400000) WHERE kind = 'promise_kept'",
     "rule 5: a promise was kept by a contact from before it was made"},
    {"UPDATE events SET body = json_set(body, '$.subject', 'disputed_promise') "
     "WHERE kind = 'decision_owed'",
     "rule 1: a department returned it, and nobody decided where it goes"},
    {"UPDATE events SET body = json_set(body, '$.promise.owner', 999) WHERE kind = 'promise_made'",
     "rule 2: an obligation is owned by nobody who works here"},
    {"UPDATE events SET body = json_set(body, '$.promises', json('[]')) WHERE kind = 'joined_by'",
     "rule 1: a promise stayed with a duplicate, or came changed to the survivor"},
    {"UPDATE events SET body = json_set(body, '$.promises[0].owner', 102) "
     "WHERE kind = 'joined_by'",
     "rule 1: a promise stayed with a duplicate, or came changed to the survivor"},
    {"UPDATE events SET body = json_remove(body, '$.follower') WHERE kind = 'joined_by'",
     "rule 3: whoever reported a duplicate does not hear of the survivor"},
    {"UPDATE events SET body = json_set(body, '$.survivor', 999999) WHERE kind = 'joined_to'",
     "rule 1: one case was joined to another, and only one of them knows of it"},
    {"UPDATE events SET body = json_set(body, '$.duplicate', 999999) WHERE kind = 'joined_by'",
     "rule 1: one case was joined to another, and only one of them knows of it"},
};

/// Steps of a small city's day, each a unit of work with a minute of its own.
class Day {
 public:
  explicit Day(const fs::path& directory) : store_(testing::open_city(directory, clock_)) {}

  /// What is due on the way happens at its own instant, as the keeper does it.
  void wait_until(base::Instant instant) {
    for (auto due = due_until(instant); !due.empty(); due = due_until(instant)) {
      EXPECT_TRUE(clock_.set(std::max(clock_.now(), due.front().timer.at)).ok());
      const auto kept = store_->write(
          [&](Transaction& tx) { return desk::keep_time(tx, due.front(), std::nullopt); });
      if (!kept.ok()) throw std::runtime_error(kept.error().message);
    }
    EXPECT_TRUE(clock_.set(instant).ok());
  }

  ContactId resident(const char* name, const char* phone) {
    return step<ContactId>([&](Transaction& tx) -> Result<ContactId> {
      return testing::add_resident(tx, name, phone);
    });
  }
  /// With a promise by Oren.
  CaseId promised(ContactId resident, const char* due) {
    return step<CaseId>([&](Transaction& tx) {
      return testing::open_promised_case(tx, resident, "When was the pipe replaced?", due);
    });
  }
  InteractionId call_from(ContactId resident, domain::StaffId answers = kOren) {
    return step<InteractionId>([&](Transaction& tx) {
      desk::CallForm form;
      form.contact = resident;
      return desk::start_call(tx, acting(answers), form);
    });
  }
  /// Oren calls back for the promise, and is answered.
  InteractionId call_back(CaseId id) {
    const auto talk = step<InteractionId>([&](Transaction& tx) {
      desk::CallForm form;
      form.inbound = false;
      form.purpose =
          desk::Purpose{id, domain::DutyKind::promise, tx.load_case(id).promises.front().id};
      return desk::start_call(tx, acting(kOren), form);
    });
    step<Done>([&](Transaction& tx) {
      return desk::record_result(tx, acting(kOren), talk, domain::AttemptResult::connected);
    });
    return talk;
  }
  void hang_up(InteractionId talk) {
    step<Done>(
        [&](Transaction& tx) { return desk::end_call(tx, acting(kOren), talk, "other", ""); });
  }

  template <typename T>
  T step(const std::function<Result<T>(Transaction&)>& act) {
    wait_until(clock_.now() + minutes(1));
    auto done = desk::write<T>(*store_, act);
    if (!done.ok()) throw std::runtime_error(done.error().message);
    return std::move(done).value();
  }

  [[nodiscard]] const base::Clock& clock() const { return clock_; }

 private:
  std::vector<desk::TimerRow> due_until(base::Instant instant) {
    std::vector<desk::TimerRow> due;
    store_->read([&](desk::Reader& reader) { due = reader.due_timers(instant, 1); });
    return due;
  }

  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> store_;
};

/// Nobody keeps it, and it is broken by the clock.
void break_one(Day& day) {
  day.promised(day.resident("Lena Vogel", "416 555 0163"), "2026-11-24T12:10");
  day.wait_until(testing::noon_of_the_call() + minutes(40));
}

/// Kept by a call in which the outcome is told; then she says that nobody told her.
void deny_one(Day& day) {
  const auto rosa = day.resident("Rosa Delgado", "416 555 0142");
  const auto id = day.promised(rosa, "2026-11-25T12:00");
  const auto told = day.call_back(id);
  day.step<CaseId>([&](Transaction& tx) {
    desk::OutcomeForm outcome;
    outcome.text = "In 1987.";
    outcome.interaction = told;
    return desk::record_outcome(tx, acting(kOren), {id, {}}, outcome);
  });
  day.hang_up(told);
  const auto denied = day.call_from(rosa);
  day.step<CaseId>([&](Transaction& tx) {
    return desk::record_follow_up(tx, acting(kOren), {id, {}}, {denied, false, {}, {}, ""});
  });
  day.hang_up(denied);
}

void return_one(Day& day) {
  const auto talk = day.call_from(day.resident("Karim Haddad", "416 555 0177"));
  const auto id = day.step<CaseId>([&](Transaction& tx) {
    desk::CaseForm form;
    form.interaction = talk;
    form.summary = "Who owns the fence?";
    form.ask = desk::AskForm{testing::kTransportation, "Is it ours?", {}};
    return desk::open_case(tx, acting(kOren), form);
  });
  day.hang_up(talk);
  day.step<CaseId>([&](Transaction& tx) {
    return desk::return_ask(tx, acting(kMaya), {id, {}}, tx.load_case(id).asks.front().id,
                            {{}, "It is not ours.", {}});
  });
}

void join_one(Day& day) {
  const auto mina = day.resident("Mina Sato", "416 555 0121");
  const auto survivor =
      day.promised(day.resident("Paul Martin", "416 555 0110"), "2026-11-26T12:00");
  const auto duplicate = day.promised(mina, "2026-11-27T12:00");
  // Were it Oren who answered, her call would keep what he promised.
  const auto talk = day.call_from(mina, kAmara);
  day.step<CaseId>([&](Transaction& tx) {
    return desk::join_case(tx, acting(kAmara), {duplicate, {}}, survivor, talk);
  });
}

TEST(VerifyHistory, NamesTheRuleThatAHistoryBroke) {
  const testing::TemporaryDirectory city;
  base::ManualClock clock(testing::noon_of_the_call());
  {
    Day day(city.path());
    break_one(day);
    deny_one(day);
    return_one(day);
    join_one(day);
    ASSERT_TRUE(clock.set(day.clock().now()).ok());
  }
  ASSERT_THAT(testing::differences(city.path(), clock), IsEmpty());
  for (const Forgery& forgery : kForgeries) {
    SCOPED_TRACE(forgery.sql);
    const testing::TemporaryDirectory copy;
    fs::copy(city.path() / "kept311.db", copy.path() / "kept311.db");
    testing::run_sql(copy.path(), "DROP TRIGGER events_are_append_only_update");
    testing::run_sql(copy.path(), forgery.sql);
    EXPECT_THAT(testing::differences(copy.path(), clock), Contains(HasSubstr(forgery.finding)));
  }
}

}  // namespace
}  // namespace kept::store
