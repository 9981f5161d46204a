#include "keeper/keeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "desk/case_work.h"
#include "desk/people_away.h"
#include "domain/promises/keeping.h"
#include "tests/support/small_city.h"

namespace kept::keeper {
namespace {

using namespace std::chrono_literals;
using base::Done;
using base::Duration;
using base::Instant;
using base::Result;
using desk::Transaction;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Counts how often the store is asked; on a disk that may be full.
class CountingStore final : public desk::Store {
 public:
  explicit CountingStore(desk::Store& store) : store_(store) {}
  Result<Done> write(const Unit& unit) override {
    ++writes;
    if (full) return base::unavailable("store.full", "The disk is full; nothing was stored.");
    return store_.write(unit);
  }
  void read(const std::function<void(desk::Reader&)>& look) override {
    ++reads;
    store_.read(look);
  }
  void watch_clock(ClockWatch watch) override { store_.watch_clock(std::move(watch)); }
  void subscribe(std::function<void(const std::vector<desk::Change>&)> subscriber) override {
    store_.subscribe(std::move(subscriber));
  }
  std::atomic<int> reads{0};
  std::atomic<int> writes{0};
  std::atomic<bool> full{false};

 private:
  desk::Store& store_;
};

/// The wall clock as the keeper sees it. What runs beside it is reckoned from what the same thread
/// read last, for the keeper reads the two one after the other, and time must not pass in between.
class SeenClock : public base::Clock {
 public:
  explicit SeenClock(const base::ManualClock& clock) : clock_(clock), booted_(clock.now()) {}
  [[nodiscard]] Instant now() const override { return seen_ = clock_.now(); }
  [[nodiscard]] Duration since_boot() const { return seen_ - booted_ - Duration(jumped_.load()); }
  /// The wall clock is about to move by so much, and nothing beside it.
  void jump(Duration by) { jumped_ += by.count(); }

 private:
  static thread_local Instant seen_;
  const base::ManualClock& clock_;
  Instant booted_;
  std::atomic<Duration::rep> jumped_{0};
};
thread_local Instant SeenClock::seen_{};

// Promises made at 11:40, due at 12:40; reminders at 12:10 and 12:34.
class KeeperTest : public ::testing::Test {
 protected:
  domain::CaseId promise(desk::Store& store, const std::string& due = "2026-11-24T12:40") {
    const auto opened = desk::write<domain::CaseId>(store, [&](Transaction& tx) {
      const auto contact = testing::add_resident(tx, "Rosa Delgado", "416 555 0142");
      return testing::open_promised_case(tx, contact, "Why is the fountain dry?", due);
    });
    EXPECT_TRUE(opened.ok());
    return opened.value();
  }

  /// As nearly every decision begins.
  void catch_up(domain::CaseId id) {
    const auto done = store_->write([&](Transaction& tx) {
      return desk::act_on_case(tx, testing::acting(testing::kOren), id,
                               [](domain::Decision& decision) { domain::catch_up(decision); });
    });
    EXPECT_TRUE(done.ok());
  }

  /// With the clock that runs beside the wall clock in the test's own hand.
  KeeperOptions options() {
    KeeperOptions options;
    options.since_boot = [this] {
      ++looks_;
      return seen_.since_boot();
    };
    options.report = [this](std::string_view what) { reports_.emplace_back(what); };
    return options;
  }
  /// Time passes as it should.
  void pass(Duration time) { ASSERT_TRUE(clock_.advance(time).ok()); }

  std::int64_t count(const std::string& sql) { return testing::read_sql(place_.path(), sql); }
  std::int64_t events(const std::string& kind) {
    return count("SELECT count(*) FROM events WHERE kind = '" + kind + "'");
  }
  static void wait_until(const std::function<bool()>& true_now) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (!true_now()) {
      ASSERT_LT(std::chrono::steady_clock::now(), deadline) << "it never happened";
      std::this_thread::yield();
    }
  }

  testing::TemporaryDirectory place_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  SeenClock seen_{clock_};
  std::atomic<int> looks_{0};
  std::vector<std::string> reports_;  ///< read after the keeper has stopped
  std::unique_ptr<desk::Store> store_ = testing::open_city(place_.path(), clock_);
};

TEST_F(KeeperTest, EverythingHappensOnceAndAtItsOwnInstant) {
  promise(*store_);
  Keeper keeper(*store_, clock_);
  const auto handled = keeper.advance(clock_, testing::noon_of_the_call() + 60min);
  ASSERT_TRUE(handled.ok());
  EXPECT_EQ(handled.value(), 2);  // at the due instant itself it can still be kept
  EXPECT_EQ(keeper.advance(clock_, clock_.now() + 1ms).value(), 1);
  EXPECT_EQ(events("reminder_sent"), 2);
  EXPECT_EQ(events("promise_broken"), 1);
  EXPECT_EQ(events("apology_owed"), 1);
  EXPECT_EQ(keeper.advance(clock_, clock_.now() + 2h).value(), 1);  // the apology is overdue
  EXPECT_EQ(keeper.advance(clock_, clock_.now() + 48h).value(), 0);
  EXPECT_EQ(events("promise_broken"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM events WHERE origin = 'keeper' AND recorded_at < "
                  "occurred_at"),
            0);
  EXPECT_THAT(testing::differences(place_.path(), clock_), IsEmpty());
}

TEST_F(KeeperTest, TenThousandAtOneInstantAreHandledOnceInOrder) {
  constexpr int kMany = 10'000;
  const auto begun = std::chrono::steady_clock::now();
  testing::multiply_case(*store_, promise(*store_), kMany - 1);
  Keeper keeper(*store_, clock_);
  const Instant reminder = testing::noon_of_the_call() + 30min;
  const auto filled = std::chrono::steady_clock::now();
  const auto handled = keeper.advance(clock_, reminder);
  const auto done = std::chrono::steady_clock::now();
  ASSERT_TRUE(handled.ok()) << handled.error().message;
  EXPECT_EQ(handled.value(), kMany);
  EXPECT_EQ(events("reminder_sent"), kMany);
  EXPECT_EQ(count("SELECT count(DISTINCT case_id) FROM events WHERE kind = 'reminder_sent'"),
            kMany);
  EXPECT_EQ(count("SELECT count(*) FROM (SELECT case_id, lag(case_id, 1, 0) OVER (ORDER BY "
                  "position) AS before FROM events WHERE kind = 'reminder_sent') "
                  "WHERE case_id <= before"),
            0);
  const auto seconds = [](auto from, auto until) {
    return std::chrono::duration<double>(until - from).count();
  };
  std::printf("%d made in %.1f s, handled in %.1f s\n", kMany, seconds(begun, filled),
              seconds(filled, done));
}

TEST_F(KeeperTest, WhatFellDueInAnOutageIsBrokenWithThatReason) {
  promise(*store_);
  {
    Keeper keeper(*store_, seen_, options());
    keeper.start(false);
    wait_until([&] { return count("SELECT count(*) FROM settings WHERE name = 'keeper.seen'"); });
  }
  pass(2h);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return keeper.handled() == 2; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
  EXPECT_EQ(count("SELECT occurred_at FROM events WHERE kind = 'promise_broken'"),
            (testing::noon_of_the_call() + 60min + 1ms).time_since_epoch().count());
  EXPECT_EQ(keeper.last_outage(), 2h);
  ASSERT_EQ(reports_.size(), 1U);
  EXPECT_THAT(reports_[0], HasSubstr("120 minutes"));
  // Two reminders were missed: the last is sent, and says so.
  EXPECT_EQ(events("reminder_sent"), 1);
  EXPECT_EQ(
      count("SELECT json_extract(body, '$.skipped') FROM events WHERE kind = 'reminder_sent'"), 1);
}

TEST_F(KeeperTest, WhatFallsDueWhileItRunsIsBrokenByTheClock) {
  promise(*store_);
  pass(59min + 30s);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return keeper.handled() == 1; });
  pass(31s);
  wait_until([&] { return keeper.handled() == 2; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'clock'"), 1);
}

TEST_F(KeeperTest, WhatFallsDueWhileTheMachineSleepsIsBrokenByAnOutage) {
  promise(*store_);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  pass(3h);  // both clocks: nobody doubts them
  wait_until([&] { return keeper.handled() == 2; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
  EXPECT_EQ(events("reminder_sent"), 1);
}

TEST_F(KeeperTest, WhatFallsDueWhileTheDiskIsFullIsBrokenByAnOutage) {
  promise(*store_);
  pass(59min + 30s);
  CountingStore store(*store_);
  Keeper keeper(store, seen_, options());
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  store.full = true;
  pass(31s);
  wait_until([&] { return keeper.trouble().has_value(); });
  EXPECT_THAT(*keeper.trouble(), HasSubstr("disk is full"));
  const int looks = looks_;
  pass(50s);
  wait_until([&] { return looks_ > looks + 1; });  // in vain, too, and it was there all the time
  store.full = false;
  wait_until([&] { return !keeper.trouble(); });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
  EXPECT_EQ(events("promise_broken"), 1);
  EXPECT_EQ(reports_.size(), 1U);
}

TEST_F(KeeperTest, ThreeDaysDownAreAnOutageOnceTheTimeIsConfirmed) {
  promise(*store_);
  {
    Keeper keeper(*store_, seen_, options());
    keeper.start(false);
    wait_until([&] { return !keeper.trouble(); });
  }
  pass(72h);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return keeper.trouble() && looks_ > 3; });
  EXPECT_EQ(events("promise_broken"), 0);
  keeper.confirm_clock();
  wait_until([&] { return !keeper.trouble(); });
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
  EXPECT_EQ(count("SELECT occurred_at FROM events WHERE kind = 'promise_broken'"),
            (testing::noon_of_the_call() + 60min + 1ms).time_since_epoch().count());
}

TEST_F(KeeperTest, TakesNothingWhileTheClockIsInDoubtUntilItIsConfirmed) {
  promise(*store_);
  pass(25h);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return looks_ > 3; });
  ASSERT_TRUE(keeper.trouble());
  EXPECT_THAT(*keeper.trouble(), HasSubstr("a day after the last event"));
  EXPECT_EQ(keeper.handled(), 0);
  keeper.confirm_clock();
  wait_until([&] { return !keeper.trouble(); });
  EXPECT_EQ(keeper.handled(), 2);
  keeper.stop();
  EXPECT_EQ(events("promise_broken"), 1);
}

TEST_F(KeeperTest, IsNotReadyUntilAllIsPutRightThatFellDueInAStop) {
  constexpr int kMany = 200;  // more than share one unit of work
  testing::multiply_case(*store_, promise(*store_), kMany - 1);
  pass(2h);
  Keeper keeper(*store_, seen_, options());
  EXPECT_TRUE(keeper.trouble()) << "nobody has looked at the clock";
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  EXPECT_EQ(events("promise_broken"), kMany);
}

TEST_F(KeeperTest, AClockThatJumpsBreaksNoPromise) {
  promise(*store_);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  seen_.jump(3h);
  ASSERT_TRUE(clock_.advance(3h).ok());
  wait_until([&] { return keeper.trouble().has_value(); });
  EXPECT_THAT(*keeper.trouble(), HasSubstr("jumped"));
  EXPECT_EQ(keeper.handled(), 0);
  EXPECT_EQ(events("promise_broken"), 0);
  keeper.confirm_clock();
  wait_until([&] { return keeper.handled() == 2; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
}

TEST_F(KeeperTest, WhatIsDoneWhileTheClockIsInDoubtBreaksNoPromise) {
  const auto id = promise(*store_);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  seen_.jump(3h);  // and nothing beside it; the keeper need not have looked
  ASSERT_TRUE(clock_.advance(3h).ok());
  catch_up(id);
  wait_until([&] { return keeper.trouble().has_value(); });
  catch_up(id);
  EXPECT_EQ(events("promise_broken"), 0);
  keeper.confirm_clock();
  wait_until([&] { return keeper.handled() == 2; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
}

TEST_F(KeeperTest, WhoeverIsFasterThanTheKeeperAfterAnOutageBreaksWithThatReason) {
  const auto id = promise(*store_);
  Keeper keeper(*store_, seen_, options());
  keeper.start(false);
  wait_until([&] { return !keeper.trouble(); });
  pass(3h);
  catch_up(id);
  // By either of the two: where the click came first nothing is left for the keeper to take.
  wait_until([&] { return events("promise_broken") == 1; });
  keeper.stop();
  EXPECT_EQ(count("SELECT count(*) FROM promises WHERE broken_reason = 'outage'"), 1);
}

TEST_F(KeeperTest, WhatIsLateMovesWhenItsOwnersAbsenceBegins) {
  promise(*store_);
  const Instant leaves = testing::noon_of_the_call() + 3h;
  ASSERT_TRUE(store_
                  ->write([&](Transaction& tx) -> Result<Done> {
                    const auto oren = testing::acting(testing::kOren);
                    const auto entered = desk::enter_absence(
                        tx, oren, {testing::kOren, leaves, leaves + 14 * 24h, {}});
                    if (!entered.ok()) return entered.error();
                    return Done{};
                  })
                  .ok());
  const auto owed_by = [&](domain::StaffId staff) {
    return count("SELECT count(*) FROM obligations WHERE owner = " + std::to_string(staff.value));
  };
  Keeper keeper(*store_, clock_);
  ASSERT_TRUE(keeper.advance(clock_, leaves - 1ms).ok());
  EXPECT_EQ(owed_by(testing::kOren), 2);  // the broken promise and its apology, both late
  ASSERT_TRUE(keeper.advance(clock_, leaves).ok());
  EXPECT_EQ(owed_by(testing::kOren), 0);
  EXPECT_EQ(owed_by(testing::kSofia), 2);
  ASSERT_TRUE(keeper.advance(clock_, leaves + 20min).ok());
  EXPECT_EQ(events("duty_moved"), 2);
  EXPECT_THAT(testing::differences(place_.path(), clock_), IsEmpty());
}

TEST_F(KeeperTest, ACaseThatCannotBeHandledHoldsUpNobody) {
  promise(*store_);
  testing::run_sql(place_.path(), "INSERT INTO timers VALUES (1, 1, 1, 'remind', 'promise', 7)");
  {
    Keeper keeper(*store_, seen_, options());
    EXPECT_TRUE(keeper.advance(clock_, testing::noon_of_the_call() + 61min).ok());
  }
  EXPECT_EQ(events("promise_broken"), 1);
  ASSERT_EQ(reports_.size(), 1U);
  EXPECT_THAT(reports_[0], HasSubstr("case id 1"));
}

TEST_F(KeeperTest, ATimerThatTheCaseDoesNotKnowGoesAway) {
  const auto id = promise(*store_);
  testing::run_sql(place_.path(), "INSERT INTO timers VALUES (1, 1, " + std::to_string(id.value) +
                                      ", 'overdue', 'ask', 7)");
  Keeper keeper(*store_, clock_);
  EXPECT_EQ(keeper.advance(clock_, clock_.now()).value(), 1);
  EXPECT_EQ(keeper.advance(clock_, clock_.now()).value(), 0);
  EXPECT_THAT(testing::differences(place_.path(), clock_), IsEmpty());
}

TEST_F(KeeperTest, ForgetsFirstAnswersAfterSevenDays) {
  ASSERT_TRUE(store_
                  ->write([](Transaction& tx) -> Result<Done> {
                    tx.remember("scope", "key", {"digest", 201, "{}"});
                    return Done{};
                  })
                  .ok());
  Keeper keeper(*store_, clock_);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 7 * 24h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM idempotency_keys"), 1);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 1h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM idempotency_keys"), 0);
}

TEST_F(KeeperTest, ForgetsWhatWasAskedInVainAfterAYear) {
  ASSERT_TRUE(store_
                  ->write([](Transaction& tx) -> Result<Done> {
                    tx.count_gap("crossing button", "en", {});
                    return Done{};
                  })
                  .ok());
  Keeper keeper(*store_, clock_);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 365 * 24h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM gaps"), 1);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 1h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM gaps"), 0);
}

TEST_F(KeeperTest, ForgetsTheWordsOfAProposalNinetyDaysAfterItWasDecided) {
  const auto propose = [](Transaction& tx, bool is_decided) {
    desk::ProposalRow proposal;
    proposal.id = domain::ProposalId{tx.next_id()};
    proposal.by = testing::kOren;
    proposal.at = tx.now();
    if (is_decided) {
      proposal.state = desk::ProposalState::declined;
      proposal.decided_by = testing::kSofia;
      proposal.decided_at = tx.now();
      desk::AlertRow alert;
      alert.to = testing::kOren;
      alert.at = tx.now();
      alert.kind = "change_declined";
      alert.proposal = proposal.id;
      tx.add(alert);
    }
    tx.save(proposal);
  };
  ASSERT_TRUE(store_
                  ->write([&](Transaction& tx) -> Result<Done> {
                    propose(tx, true);
                    propose(tx, false);
                    return Done{};
                  })
                  .ok());
  Keeper keeper(*store_, clock_);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 90 * 24h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM article_proposals"), 2);
  ASSERT_TRUE(keeper.advance(clock_, clock_.now() + 1h).ok());
  EXPECT_EQ(count("SELECT count(*) FROM article_proposals WHERE state = 'open'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM article_proposals"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM alerts WHERE kind = 'change_declined'"), 0);
}

TEST_F(KeeperTest, AsksTheStoreOnlyWhenAnInstantComes) {
  CountingStore counted(*store_);
  Keeper keeper(counted, seen_, options());
  keeper.start(false);
  wait_until([&] { return looks_ > 3; });  // it has looked at the clocks more than once
  const int reads = counted.reads;
  const int writes = counted.writes;
  promise(*store_);  // due later: nothing to look at yet
  wait_until([&] { return looks_ > 5; });
  EXPECT_EQ(counted.reads, reads);
  EXPECT_EQ(counted.writes, writes);
  pass(30min);  // announced by the commit
  wait_until([&] { return keeper.handled() == 1; });
  EXPECT_GT(counted.reads, reads);
}

}  // namespace
}  // namespace kept::keeper
