#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "desk/open_case.h"
#include "desk/ports/historic_records.h"
#include "desk/record_outcome.h"
#include "desk/take_call.h"
#include "store/sqlite/migrations.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using desk::Transaction;

/// An open record of the system before, of a service that there is.
domain::ServiceId add_record(Transaction& tx) {
  desk::ServiceRow service;
  service.id = domain::ServiceId{tx.next_id()};
  service.code = "pothole";
  service.department = testing::kTransportation;
  service.target = std::chrono::minutes(480);
  tx.save(service);
  for (const char* number : {"R-1", "R-2", "R-3"}) {
    desk::HistoricRecord record;
    record.source = "old";
    record.source_id = number;
    record.service_code = service.code;
    record.open = true;
    record.requested_at = tx.now() - std::chrono::hours(24);
    EXPECT_EQ(tx.historic_writer().save({record}).created, 1);
  }
  return service.id;
}

Result<domain::CaseId> adopt(Transaction& tx, domain::ServiceId service,
                             const std::string& number) {
  const auto talk = desk::start_call(tx, testing::acting(testing::kOren), {});
  if (!talk.ok()) return talk.error();
  desk::CaseForm form;
  form.interaction = talk.value();
  form.kind = domain::CaseKind::service_request;
  form.summary = "A hole.";
  form.service = service;
  form.place = "1 Elm Street";
  form.adopts = desk::RecordRef{"old", number};
  auto opened = desk::open_case(tx, testing::acting(testing::kOren), form);
  const auto ended = desk::end_call(tx, testing::acting(testing::kOren), talk.value(), "other", "");
  if (!ended.ok()) return ended.error();
  return opened;
}

Result<domain::CaseId> let_go(Transaction& tx, domain::CaseId id) {
  desk::OutcomeForm outcome;
  outcome.resolution = domain::Resolution::entered_in_error;
  outcome.text = "Another hole.";
  return desk::close_case(tx, testing::acting(testing::kOren), {id, {}}, outcome);
}

/// A database of the version before knew of no record that it was let go; its events do.
TEST(RecordMigration, FindsInTheEventsWhatWasLetGoAndWhatWasTakenUpAgain) {
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  auto store = testing::open_city(place.path(), clock);
  domain::ServiceId service;
  const auto write = [&](const auto& unit) {
    const auto done = desk::write<domain::CaseId>(*store, unit);
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().message);
    EXPECT_TRUE(clock.advance(std::chrono::minutes(10)).ok());
    return done.ok() ? done.value() : domain::CaseId{};
  };
  const auto adopted = [&](const char* number) {
    return write([&](Transaction& tx) { return adopt(tx, service, number); });
  };
  const auto mistaken = [&](domain::CaseId id) {
    return write([&](Transaction& tx) { return let_go(tx, id); });
  };
  ASSERT_TRUE(store
                  ->write([&](Transaction& tx) {
                    service = add_record(tx);
                    return Result<Done>(Done{});
                  })
                  .ok());
  mistaken(adopted("R-1"));
  mistaken(adopted("R-1"));
  (void)adopted("R-2");
  const auto again = adopted("R-3");
  mistaken(again);
  write([&](Transaction& tx) {
    return desk::reopen_case(tx, testing::acting(testing::kOren), {again, {}}, "It was right.");
  });
  store.reset();
  const auto rows = [&] {
    return std::vector<std::int64_t>{
        testing::read_sql(place.path(),
                          "SELECT count(*) * 1000 + count(DISTINCT let_go_at) * 10 + "
                          "count(DISTINCT record_id) FROM let_go_records"),
        testing::read_sql(place.path(),
                          "SELECT sum(adopted_at = (SELECT opened_at FROM cases c "
                          "WHERE c.id = a.case_id)) FROM adopted_records a")};
  };
  EXPECT_EQ(rows(), (std::vector<std::int64_t>{2021, 1}));
  testing::run_sql(place.path(),
                   "DROP TABLE let_go_records; UPDATE adopted_records SET adopted_at = "
                   "(SELECT opened_at FROM cases c WHERE c.id = case_id)");
  const auto all = embedded_migrations();
  const auto found = std::ranges::find_if(all, [](const auto& one) { return one.version == 29; });
  testing::run_sql(place.path(), found->sql);
  EXPECT_EQ(rows(), (std::vector<std::int64_t>{2021, 1}));
  EXPECT_THAT(testing::differences(place.path(), clock), ::testing::IsEmpty());
}

}  // namespace
}  // namespace kept::store
