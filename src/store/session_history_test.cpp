// Records of the system that a city had before.
#include "store/session_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using desk::HistoricCounts;
using desk::HistoricRecord;
using desk::Transaction;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

HistoricRecord pothole(const std::string& number) {
  HistoricRecord record;
  record.source = "chicago";
  record.source_id = number;
  record.service_code = "PHF";
  record.service_name = "Pothole in Street Complaint";
  record.open = true;
  record.status_word = "Open";
  record.requested_at = Instant{} + 365 * 24h;
  record.address = "1127 W SCHUBERT AVE";
  record.point = domain::Point{41.93064744689892, -87.6573058309955};
  record.department = "CDOT";
  record.areas = {{"ward", "43"}, {"community area", "7"}};
  record.channel = "Phone Call";
  record.resolution = "Pothole Patched";
  return record;
}

class SessionHistoryTest : public ::testing::Test {
 protected:
  HistoricCounts save(const std::vector<HistoricRecord>& records) {
    const auto counts = desk::write<HistoricCounts>(*store_, [&](Transaction& tx) {
      return Result<HistoricCounts>(tx.historic_writer().save(records));
    });
    return counts.value();
  }

  void make_searchable() {
    const auto done = store_->write([](Transaction& tx) -> Result<Done> {
      while (tx.historic_writer().index_words(2) > 0) {
      }
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  }

  std::vector<HistoricRecord> by_number(const std::string& number) {
    std::vector<HistoricRecord> found;
    store_->read([&](desk::Reader& reader) {
      for (auto& one : reader.historic().by_number(number, 10)) {
        found.push_back(std::move(one.record));
      }
    });
    return found;
  }

  std::vector<std::string> by_words(const std::string& words) {
    std::vector<std::string> numbers;
    store_->read([&](desk::Reader& reader) {
      for (const auto& found : reader.historic().by_words(words, 10)) {
        numbers.push_back(found.record.source_id);
      }
    });
    return numbers;
  }

  testing::TemporaryDirectory place_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> store_ = testing::open_city(place_.path(), clock_);
};

TEST_F(SessionHistoryTest, ARecordComesBackAsItWas) {
  HistoricRecord whole = pothole("18-1");
  whole.open = false;
  whole.updated_at = whole.requested_at + 2h;
  whole.closed_at = whole.requested_at + 1h;
  whole.parent_id = "18-0";
  const HistoricRecord bare = [] {
    HistoricRecord record;
    record.source = "chicago";
    record.source_id = "18-2";
    return record;
  }();
  EXPECT_EQ(save({whole, bare}), (HistoricCounts{2, 0, 0}));
  EXPECT_THAT(by_number("18-1"), ElementsAre(whole));
  EXPECT_THAT(by_number("18-2"), ElementsAre(bare));
  EXPECT_THAT(by_number("18-3"), IsEmpty());
}

TEST_F(SessionHistoryTest, NumbersOfTwoSourcesDoNotMeet) {
  HistoricRecord other = pothole("18-1");
  other.source = "parks";
  EXPECT_EQ(save({pothole("18-1"), other}), (HistoricCounts{2, 0, 0}));
  EXPECT_THAT(by_number("18-1"), ElementsAre(pothole("18-1"), other));
}

TEST_F(SessionHistoryTest, TheSameAgainChangesNothingAndAnotherStateReplaces) {
  save({pothole("18-1"), pothole("18-2")});
  HistoricRecord closed = pothole("18-2");
  closed.open = false;
  closed.status_word = "Completed";
  EXPECT_EQ(save({pothole("18-1"), closed, pothole("18-3")}), (HistoricCounts{1, 1, 1}));
  EXPECT_THAT(by_number("18-2"), ElementsAre(closed));
}

TEST_F(SessionHistoryTest, WhatWasUpdatedEarlierDoesNotReplaceWhatWasUpdatedLater) {
  HistoricRecord earlier = pothole("18-1");
  earlier.updated_at = earlier.requested_at + 1h;
  HistoricRecord later = earlier;
  later.updated_at = earlier.requested_at + 2h;
  later.status_word = "Completed";
  EXPECT_EQ(save({earlier, later}), (HistoricCounts{1, 1, 0}));
  EXPECT_EQ(save({earlier, later}), (HistoricCounts{0, 0, 2}));
  EXPECT_THAT(by_number("18-1"), ElementsAre(later));
}

TEST_F(SessionHistoryTest, ComparingSaysWhatSavingWouldDoAndSavesNothing) {
  save({pothole("18-1"), pothole("18-2")});
  HistoricRecord changed = pothole("18-2");
  changed.address = "elsewhere";
  const std::vector<HistoricRecord> records{pothole("18-1"), changed, pothole("18-3"),
                                            pothole("18-3")};
  desk::ComparedRecords before;
  store_->read([&](desk::Reader& reader) {
    EXPECT_EQ(reader.historic().compare(records, before), (HistoricCounts{1, 1, 2}));
  });
  // The next rows of the same file come after these.
  HistoricRecord again = pothole("18-3");
  again.status_word = "Completed";
  store_->read([&](desk::Reader& reader) {
    EXPECT_EQ(reader.historic().compare({changed, again, again}, before),
              (HistoricCounts{0, 1, 2}));
  });
  EXPECT_THAT(by_number("18-3"), IsEmpty());
  EXPECT_EQ(save(records), (HistoricCounts{1, 1, 2}));
}

TEST_F(SessionHistoryTest, WordsOfServiceAndAddressFindTheNewestFirst) {
  HistoricRecord newer = pothole("18-2");
  newer.requested_at += 24h;
  HistoricRecord elsewhere = pothole("18-3");
  elsewhere.address = "Égout & Lac";
  save({newer, pothole("18-1"), elsewhere});
  EXPECT_THAT(by_words("schubert"), IsEmpty());  // not yet
  make_searchable();
  EXPECT_THAT(by_words("pothole schub"), ElementsAre("18-2", "18-1"));
  EXPECT_THAT(by_words("egout"), ElementsAre("18-3"));
  EXPECT_THAT(by_words("schubert lac"), IsEmpty());
}

TEST_F(SessionHistoryTest, WordsThatWentAreNotFoundAnyMore) {
  save({pothole("18-1"), pothole("18-2")});
  make_searchable();
  HistoricRecord moved = pothole("18-1");
  moved.address = "5400 N WESTERN AVE";
  save({moved});
  EXPECT_THAT(by_words("schubert"), ElementsAre("18-2"));
  EXPECT_THAT(by_words("western"), ElementsAre("18-1"));
  EXPECT_THAT(testing::differences(place_.path(), clock_), IsEmpty());
}

TEST_F(SessionHistoryTest, IndexesThatWereSetAsideAreMadeAsTheyWere) {
  const auto indexes = [&] {
    return testing::read_sql(place_.path(),
                             "SELECT count(*) FROM sqlite_schema WHERE type = 'index' "
                             "AND name IN ('historic_by_time', 'historic_by_cell', "
                             "'historic_by_wide_cell', 'historic_by_service', "
                             "'historic_by_change', 'historic_open', 'historic_open_near', "
                             "'historic_by_source_id')");
  };
  const auto write = [&](void (desk::HistoricWriter::*step)()) {
    const auto done = store_->write([&](Transaction& tx) -> Result<Done> {
      (tx.historic_writer().*step)();
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  };
  ASSERT_EQ(indexes(), 8);
  write(&desk::HistoricWriter::set_indexes_aside);
  EXPECT_EQ(indexes(), 1);  // numbers stay unique
  EXPECT_EQ(save({pothole("18-1"), pothole("18-1")}), (HistoricCounts{1, 0, 1}));
  write(&desk::HistoricWriter::make_indexes);
  EXPECT_EQ(indexes(), 8);
  EXPECT_THAT(testing::differences(place_.path(), clock_), IsEmpty());
  write(&desk::HistoricWriter::set_indexes_aside);
  EXPECT_EQ(indexes(), 8);  // there are records
}

TEST_F(SessionHistoryTest, AnImportsPointGoesOnlyWithItsRows) {
  const auto failed = store_->write([](Transaction& tx) -> Result<Done> {
    (void)tx.historic_writer().save({pothole("18-1")});
    tx.historic_writer().set_import_point({"file", 1, {1, 0, 0}});
    return base::conflict("test.stop", "as if it was killed");
  });
  ASSERT_FALSE(failed.ok());
  EXPECT_THAT(by_number("18-1"), IsEmpty());
  const auto point_of = [&](const std::string& import) {
    std::optional<desk::ImportPoint> point;
    store_->read([&](desk::Reader& reader) { point = reader.historic().import_point(import); });
    return point;
  };
  EXPECT_FALSE(point_of("file"));
  const auto set = [&](std::int64_t rows, HistoricCounts counts) {
    return store_->write([&](Transaction& tx) -> Result<Done> {
      tx.historic_writer().set_import_point({"file", rows, counts});
      return Done{};
    });
  };
  ASSERT_TRUE(set(10, {7, 1, 1}).ok());
  ASSERT_TRUE(set(20, {16, 2, 1}).ok());
  ASSERT_TRUE(point_of("file"));
  EXPECT_EQ(point_of("file")->rows, 20);
  EXPECT_EQ(point_of("file")->counts, (HistoricCounts{16, 2, 1}));
  EXPECT_FALSE(point_of("another"));
}

TEST_F(SessionHistoryTest, AnImportOfPagesRemembersItsPageUntilItIsDone) {
  const auto page = [&] {
    std::optional<desk::ImportPoint> point;
    store_->read([&](desk::Reader& reader) { point = reader.historic().import_point("list"); });
    return point ? point->page : "gone";
  };
  const auto write = [&](const std::function<void(desk::HistoricWriter&)>& step) {
    ASSERT_TRUE(store_
                    ->write([&](Transaction& tx) -> Result<Done> {
                      step(tx.historic_writer());
                      return Done{};
                    })
                    .ok());
  };
  for (const char* address : {"https://example.org/?page=2", "https://example.org/?page=3"}) {
    write([&](auto& writer) { writer.set_import_point({"list", 1, {1, 0, 0}, address}); });
    EXPECT_EQ(page(), address);
  }
  write([](auto& writer) { writer.drop_import_point("list"); });
  EXPECT_EQ(page(), "gone");
  write([](auto& writer) { writer.set_import_point({"list", 1, {1, 0, 0}}); });
  EXPECT_EQ(page(), "");
}

TEST(HistoricDigest, DependsOnEveryField) {
  const HistoricRecord model = pothole("18-1");
  const std::vector<std::function<void(HistoricRecord&)>> changes{
      [](auto& r) { r.source = "x"; },
      [](auto& r) { r.source_id = "x"; },
      [](auto& r) { r.service_code = "x"; },
      [](auto& r) { r.service_name = "x"; },
      [](auto& r) { r.open = false; },
      [](auto& r) { r.status_word = "x"; },
      [](auto& r) { r.requested_at += 1ms; },
      [](auto& r) { r.updated_at = r.requested_at; },
      [](auto& r) { r.closed_at = Instant{}; },
      [](auto& r) { r.address = "x"; },
      [](auto& r) { r.point.reset(); },
      [](auto& r) { r.department = "x"; },
      [](auto& r) { r.areas["ward"] = "44"; },
      [](auto& r) { r.channel = "x"; },
      [](auto& r) { r.parent_id = "x"; },
      [](auto& r) { r.resolution = "x"; },
      [](auto& r) { std::swap(r.service_code, r.service_name); }};
  std::set<std::string> digests{desk::digest_of(model)};
  for (const auto& change : changes) {
    HistoricRecord changed = model;
    change(changed);
    digests.insert(desk::digest_of(changed));
  }
  EXPECT_EQ(digests.size(), changes.size() + 1);
}

}  // namespace
}  // namespace kept::store
