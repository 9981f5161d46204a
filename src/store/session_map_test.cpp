// What a map shows, of cases and of records of the time before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/city_map.h"
#include "desk/ports/historic_records.h"
#include "desk/receive_request.h"
#include "desk/record_outcome.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using namespace std::chrono_literals;

constexpr std::int64_t kMapKey = 902;
constexpr domain::ServiceId kLamp{303};
constexpr domain::ServiceId kBranch{304};
constexpr domain::Point kSquare{43.65, -79.38};

class SessionMapTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto done = city_->write([](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::ServiceRow row;
      row.department = testing::kTransportation;
      row.target = 480min;
      for (const auto& [id, code] : {std::pair{kLamp, "lamp"}, std::pair{kBranch, "branch"}}) {
        row.id = id;
        row.code = code;
        tx.save(row);
      }
      tx.save(desk::ApiKeyRow{kMapKey, "app", "digest", tx.now(), {}, {}});
      return base::Done{};
    });
    ASSERT_TRUE(done.ok());
    question_.area = {43.6, 43.7, -79.4, -79.3, {}, 0};
  }

  domain::CaseId receive(domain::ServiceId service, domain::Point point) {
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](desk::Transaction& tx) {
      desk::RequestForm form;
      form.service = service;
      form.description = "It is dark.";
      form.point = point;
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, {kMapKey, "app", "digest", tx.now(), {}, {}}, form,
                                   mistakes);
    });
    return received.value().id;
  }

  void record(const std::string& id, base::Instant at, domain::Point point, bool is_open = false) {
    desk::HistoricRecord row;
    row.source = "old";
    row.source_id = id;
    row.service_code = "lamp";
    row.service_name = "Street lamp";
    row.open = is_open;
    row.requested_at = at;
    row.point = point;
    const auto done = city_->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      static_cast<void>(tx.historic_writer().save({row}));
      return base::Done{};
    });
    ASSERT_TRUE(done.ok());
  }

  /// The services of cases, and the ids of records.
  std::vector<std::string> found() {
    std::vector<std::string> names;
    city_->read([&](desk::Reader& reader) {
      for (const desk::MapPoint& one : reader.map_points(question_).points) {
        names.push_back(one.is_record() ? one.source_id : one.service == kLamp ? "lamp" : "branch");
      }
    });
    return names;
  }

  desk::MapPicture picture(domain::StaffId who, int zoom = 14) {
    desk::MapPicture seen;
    city_->read([&](desk::Reader& reader) {
      seen = desk::map_picture(reader, testing::acting(who), question_, zoom);
    });
    return seen;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
  desk::MapQuestion question_;
};

TEST_F(SessionMapTest, FindsCasesAndRecordsOfTheRectangle) {
  (void)receive(kLamp, kSquare);
  (void)receive(kBranch, {43.71, -79.38});  // north of it
  (void)receive(kBranch, {43.65, -79.29});  // east of it
  record("1", clock_.now() - 24h, kSquare);
  record("2", clock_.now() - 24h, {43.59, -79.38});
  EXPECT_THAT(found(), UnorderedElementsAre("lamp", "1"));
}

TEST_F(SessionMapTest, NarrowsByServiceStateAndPeriod) {
  (void)receive(kLamp, kSquare);
  (void)receive(kBranch, kSquare);
  record("done", clock_.now() - 48h, kSquare);
  record("open", clock_.now() - 24h, kSquare, true);
  question_.open = true;
  EXPECT_THAT(found(), UnorderedElementsAre("lamp", "branch", "open"));
  question_.service = kLamp;
  question_.code = "lamp";
  EXPECT_THAT(found(), UnorderedElementsAre("lamp", "open"));
  question_.open = false;
  EXPECT_THAT(found(), ElementsAre("done"));
  question_.open.reset();
  question_.opened.from = clock_.now() - 24h;
  EXPECT_THAT(found(), UnorderedElementsAre("lamp", "open"));
  question_.opened.until = clock_.now() - 24h;
  EXPECT_THAT(found(), ElementsAre("open"));
}

TEST_F(SessionMapTest, TellsTheSameOfAMapThatIsTooLargeForCells) {
  (void)receive(kLamp, kSquare);
  record("done", clock_.now() - 48h, kSquare);
  for (const domain::Point beyond : {domain::Point{45, -69}, {45, -91}, {39, -80}, {51, -80}}) {
    (void)receive(kBranch, beyond);
  }
  question_.area = {40, 50, -90, -70, {}, 0};
  EXPECT_THAT(found(), UnorderedElementsAre("lamp", "done"));
  question_.open = true;
  EXPECT_THAT(found(), ElementsAre("lamp"));
  question_.open = false;
  EXPECT_THAT(found(), ElementsAre("done"));
  question_.opened.until = clock_.now() - 72h;
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SessionMapTest, OfTooMuchTheNewestIsToldAndSinceWhen) {
  (void)receive(kLamp, kSquare);
  // 60,000 records, one a second after the case; of them the last 50,000 are looked at.
  const base::Instant then = clock_.now();
  testing::run_sql(
      directory_.path(),
      "INSERT INTO historic_records (jurisdiction_id, source, source_id, digest, service_code, "
      "service_name, open, status_word, requested_at, address, lat, lng, cell, wide_cell, "
      "department, areas, channel, parent_id, resolution) "
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) "
      "SELECT 1, 'old', CAST(i AS TEXT), '', 'lamp', '', 0, '', " +
          std::to_string(then.time_since_epoch().count()) +
          " + i * 1000, '', 43.65, -79.38, 1, 1, '', '{}', '', '', '' FROM n");
  question_.area = {40, 50, -90, -70, {}, 0};
  city_->read([&](desk::Reader& reader) {
    const auto seen = reader.map_points(question_);
    EXPECT_EQ(seen.points.size(), 50'000U);  // not the case, which is older than what is told
    EXPECT_EQ(seen.since, then + 10'001s);
    question_.opened.from = then + 20'000s;
    const auto later = reader.map_points(question_);
    EXPECT_EQ(later.points.size(), 40'001U);
    EXPECT_FALSE(later.since);
  });
}

TEST_F(SessionMapTest, ACaseThatIsDoneIsNotOpen) {
  const auto id = receive(kLamp, kSquare);
  const auto outcome = desk::write<domain::CaseId>(*city_, [&](desk::Transaction& tx) {
    desk::OutcomeForm form;
    form.resolution = domain::Resolution::completed;
    form.text = "It shines.";
    return desk::record_outcome(tx, testing::acting(testing::kMaya), {id, {}}, form);
  });
  ASSERT_TRUE(outcome.ok()) << outcome.error().message;
  EXPECT_EQ(picture(testing::kOren).count, 1);
  EXPECT_EQ(picture(testing::kOren).open, 0);
}

TEST_F(SessionMapTest, WhoDoesNotSeeResidentsIsToldSquaresAndNotWhereInThem) {
  (void)receive(kLamp, kSquare);
  record("1", clock_.now() - 24h, kSquare);
  const auto of_311 = picture(testing::kOren);
  EXPECT_EQ(of_311.points.size(), 2U);
  EXPECT_THAT(of_311.cells, IsEmpty());
  EXPECT_EQ(picture(testing::kMaya).points.size(), 2U);  // her department's

  const auto of_administrator = picture(testing::kAda, desk::kClosestZoom);
  ASSERT_EQ(of_administrator.points.size(), 1U);
  EXPECT_EQ(of_administrator.points[0].source_id, "1");
  ASSERT_EQ(of_administrator.cells.size(), 1U);
  const desk::MapCell cell = of_administrator.cells[0];
  EXPECT_EQ(cell.count, 1);
  EXPECT_DOUBLE_EQ(cell.middle.lat, (cell.area.south + cell.area.north) / 2);
  EXPECT_GT(cell.area.north - cell.area.south, 0.0035);  // 400 m

  // By asking for a corner of the square without the point, nobody learns where in it that is.
  question_.area = {
      cell.area.south, cell.area.south + 0.0001, cell.area.west, cell.area.west + 0.0001, {}, 0};
  EXPECT_EQ(picture(testing::kOren).count, 0);
  EXPECT_EQ(picture(testing::kAda).count, 1);
}

TEST_F(SessionMapTest, ManyPointsAreToldAsSquares) {
  for (std::size_t i = 0; i <= desk::kMapPoints; ++i) {
    record(std::to_string(i), clock_.now(), {43.65, -79.38 + static_cast<double>(i) * 1e-7});
  }
  const auto seen = picture(testing::kOren, 10);
  EXPECT_THAT(seen.points, IsEmpty());
  ASSERT_EQ(seen.cells.size(), 1U);
  EXPECT_EQ(seen.cells[0].count, static_cast<std::int64_t>(desk::kMapPoints) + 1);
}

}  // namespace
}  // namespace kept::store
