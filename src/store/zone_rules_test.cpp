// What becomes of all that is owed when a zone's rules change, over a real store (rule 6). The
// small city's clocks stand at UTC; they were to stand an hour before it by the rules that it had.
#include <gtest/gtest.h>

#include "desk/ask_department.h"
#include "desk/edit_knowledge.h"
#include "desk/follow_zone_rules.h"
#include "desk/people_away.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using desk::Reader;
using desk::Transaction;
using testing::acting;
using testing::kAmara;
using testing::kOren;
using testing::kSofia;
using namespace std::chrono_literals;

/// A store that is gone after so many units of work.
class FailingStore final : public desk::Store {
 public:
  FailingStore(desk::Store& store, int writes) : store_(store), left_(writes) {}

  base::Result<base::Done> write(const Unit& unit) override {
    if (left_-- <= 0) return base::unavailable("store.gone", "It was killed.");
    return store_.write(unit);
  }
  void read(const std::function<void(Reader&)>& look) override { store_.read(look); }
  void watch_clock(ClockWatch watch) override { store_.watch_clock(std::move(watch)); }
  void subscribe(std::function<void(const std::vector<desk::Change>&)> subscriber) override {
    store_.subscribe(std::move(subscriber));
  }

 private:
  desk::Store& store_;
  int left_;
};

class ZoneRulesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    EXPECT_EQ(follow(), 0);
    cases_ = {asked("One"), asked("Two")};
    unit([](Transaction& tx) -> base::Result<base::Done> {
      tx.set_setting("clocks.rules", "UTC 3600");
      return base::Done{};
    });
  }

  void unit(const desk::Store::Unit& work) {
    const auto done = city_->write(work);
    ASSERT_TRUE(done.ok()) << done.error().reason << ": " << done.error().message;
  }
  int follow() { return desk::follow_zone_rules(*city_).value(); }

  domain::CaseId asked(const std::string& summary) {
    domain::CaseId id;
    unit([&](Transaction& tx) -> base::Result<base::Done> {
      const auto resident = testing::add_resident(tx, "Rosa", "+14165550142");
      id = testing::open_promised_case(tx, resident, summary, "2026-11-24T18:00").value();
      const auto answered = desk::ask_department(tx, acting(kOren), {id, {}},
                                                 {testing::kTransportation, "Do we know?", kDue});
      return answered.ok() ? base::Result<base::Done>(base::Done{}) : answered.error();
    });
    return id;
  }

  domain::Case state(domain::CaseId id) {
    std::optional<domain::Case> found;
    city_->read([&](Reader& reader) { found = reader.load_case(id); });
    return *found;
  }
  base::Instant ask_due(domain::CaseId id) { return state(id).asks.front().due; }

  const base::Instant kDue = testing::noon_of_the_call() + 30h;
  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
  std::vector<domain::CaseId> cases_;
};

TEST_F(ZoneRulesTest, WhatIsOwedKeepsItsTimeOnTheWall) {
  EXPECT_EQ(follow(), 2);
  for (const auto id : cases_) {
    EXPECT_EQ(ask_due(id), kDue + 1h);
    // A promise keeps the words that were told, which were by today's rules.
    EXPECT_EQ(state(id).promises.front().due.wall, "2026-11-24T18:00");
  }
  EXPECT_EQ(follow(), 0);
  EXPECT_EQ(testing::differences(directory_.path(), clock_), std::vector<std::string>{});
}

TEST_F(ZoneRulesTest, AnInterruptedRunGoesOnWhereItStopped) {
  // Before the first case, between the two, and before what was entered.
  for (const int writes : {0, 1, 1}) {
    FailingStore killed(*city_, writes);
    const auto done = desk::follow_zone_rules(killed);
    ASSERT_FALSE(done.ok());
    EXPECT_EQ(done.error().reason, "store.gone");
  }
  EXPECT_EQ(follow(), 0) << "both were done before the last was killed";
  for (const auto id : cases_) EXPECT_EQ(ask_due(id), kDue + 1h);
}

TEST_F(ZoneRulesTest, WhatWasEnteredForATimeToComeFollows) {
  const base::Instant now = clock_.now();
  unit([&](Transaction& tx) -> base::Result<base::Done> {
    const auto away = desk::enter_absence(tx, acting(kAmara), {kAmara, now - 1h, now + 48h, {}});
    if (!away.ok()) return away.error();
    const auto open_ended =
        desk::enter_absence(tx, acting(kOren), {kOren, now + 24h, base::Instant::max(), {}});
    if (!open_ended.ok()) return open_ended.error();
    const auto notice = desk::post_notice(
        tx, acting(kSofia), {{"A main broke.", "Une conduite a cédé."}, {}, {}, now + 5h});
    return notice.ok() ? base::Result<base::Done>(base::Done{}) : notice.error();
  });
  follow();
  city_->read([&](Reader& reader) {
    const auto amara = reader.absences(kAmara).front();
    EXPECT_EQ(amara.from, now - 1h);
    EXPECT_EQ(amara.until, now + 49h);
    const auto oren = reader.absences(kOren).front();
    EXPECT_EQ(oren.from, now + 25h);
    EXPECT_EQ(oren.until, base::Instant::max());
    EXPECT_EQ(reader.notices().front().until, now + 6h);
  });
}

}  // namespace
}  // namespace kept::store
