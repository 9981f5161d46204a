// Requests as they are published.
#include "store/session_open_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/open_data.h"
#include "desk/ports/historic_records.h"
#include "desk/receive_request.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using desk::OpenDataQuery;
using desk::OpenRecord;
using desk::Transaction;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class SessionOpenDataTest : public ::testing::Test {
 protected:
  void SetUp() override {
    change([&](Transaction& tx) {
      tx.save(service("graffiti", 401));
      tx.save(desk::ApiKeyRow{901, "app", "digest", tx.now(), {}, {}});
    });
  }

  static desk::ServiceRow service(const std::string& code, std::int64_t id) {
    desk::ServiceRow row;
    row.id = domain::ServiceId{id};
    row.code = code;
    row.name = {"Graffiti", "Graffitis"};
    row.department = testing::kTransportation;
    row.target = 480min;
    row.is_public = true;
    return row;
  }

  void change(const std::function<void(Transaction&)>& how) {
    ASSERT_TRUE(city_
                    ->write([&](Transaction& tx) -> Result<Done> {
                      how(tx);
                      return Done{};
                    })
                    .ok());
  }
  void change_service(const std::function<void(desk::ServiceRow&)>& how) {
    desk::ServiceRow row = service("graffiti", 401);
    how(row);
    change([&](Transaction& tx) { tx.save(row); });
  }
  void allow_free_text() {
    change([](Transaction& tx) {
      desk::JurisdictionRow row = tx.jurisdiction();
      row.free_text_is_open = true;
      tx.save(row);
    });
  }

  std::string receive(const std::string& description = "Paint on a wall.") {
    desk::RequestForm form;
    form.service = domain::ServiceId{401};
    form.description = description;
    form.address = "1127 Elm Street, unit 4";
    form.point = domain::Point{43.65349, -79.38371};
    form.name = "Rosa Delgado";
    form.email = "rosa@example.org";
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](Transaction& tx) {
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, {901, "app", "digest", tx.now(), {}, {}}, form, mistakes);
    });
    return std::to_string(received.value().number);
  }

  desk::HistoricRecord record(const std::string& number, base::Instant requested) {
    desk::HistoricRecord record;
    record.source = "chicago";
    record.source_id = number;
    record.service_code = "PHF";
    record.service_name = "Pothole";
    record.requested_at = requested;
    record.address = "1127 W SCHUBERT AVE";
    return record;
  }
  void save(const std::vector<desk::HistoricRecord>& records) {
    change([&](Transaction& tx) { (void)tx.historic_writer().save(records); });
  }

  std::vector<OpenRecord> walk(const OpenDataQuery& query = {}) {
    std::vector<OpenRecord> found;
    desk::OpenDataWalk walk(*city_, query);
    while (auto next = walk.next()) found.push_back(*std::move(next));
    return found;
  }
  std::vector<std::string> ids(const OpenDataQuery& query = {}) {
    std::vector<std::string> found;
    for (const OpenRecord& record : walk(query)) found.push_back(record.id);
    return found;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
};

TEST_F(SessionOpenDataTest, ACaseOfAPublicServiceIsToldWithoutItsWordsOrItsReporter) {
  const std::string number = receive();
  const auto found = walk();
  ASSERT_EQ(found.size(), 1U);
  OpenRecord expected;
  expected.id = number;
  expected.open = true;
  expected.channel = "app";
  expected.service_code = "graffiti";
  expected.service_name = "Graffiti";
  expected.address = "1127 Elm Street, unit 4";
  expected.point = domain::Point{43.65349, -79.38371};
  expected.requested_at = clock_.now();
  expected.updated_at = clock_.now();
  expected.system = found.front().system;
  expected.department = found.front().department;
  EXPECT_FALSE(expected.system.empty());
  EXPECT_FALSE(expected.department.empty());
  EXPECT_EQ(found.front(), expected);
}

TEST_F(SessionOpenDataTest, OfAServiceThatIsNotPublicStateServiceAndTimesAreToldAndNoMore) {
  receive();
  desk::HistoricRecord before = record("18-1", clock_.now() - 24h);
  before.service_code = "graffiti";
  before.resolution = "Cleaned.";
  before.point = domain::Point{43.6, -79.3};
  before.areas = {{"ward", "43"}};
  save({before});
  allow_free_text();
  change_service([](desk::ServiceRow& row) { row.is_public = false; });
  const auto found = walk();
  ASSERT_EQ(found.size(), 2U);
  for (const OpenRecord& one : found) {
    OpenRecord bare;
    bare.system = one.system;
    bare.id = one.id;
    bare.open = one.open;
    bare.service_code = "graffiti";
    bare.service_name = one.service_name;
    bare.requested_at = one.requested_at;
    bare.updated_at = one.updated_at;
    EXPECT_EQ(one, bare);
  }
}

TEST_F(SessionOpenDataTest, PlacesAreRoundedToTheBlockWhereTheServiceSaysSo) {
  receive();
  change_service([](desk::ServiceRow& row) { row.place_to_block = true; });
  const auto found = walk();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().address, "11XX Elm Street");
  EXPECT_EQ(found.front().point, (domain::Point{43.653, -79.384}));
}

TEST_F(SessionOpenDataTest, FreeTextIsToldWhereTheCityAllowsItAndTheCheckLetItPass) {
  receive("Paint on a wall.");
  receive("Paint, says Rosa Delgado.");
  desk::HistoricRecord plain = record("18-1", clock_.now() - 24h);
  plain.resolution = "Cleaned.";
  desk::HistoricRecord personal = record("18-2", clock_.now() - 23h);
  personal.resolution = "Call 416 555 0142.";
  save({plain, personal});
  for (const OpenRecord& one : walk()) EXPECT_EQ(one.description + one.notes, "") << one.id;
  allow_free_text();
  std::vector<std::string> texts;
  for (const OpenRecord& one : walk()) texts.push_back(one.description + one.notes);
  EXPECT_THAT(texts, ElementsAre("Cleaned.", "", "Paint on a wall.", ""));
}

TEST_F(SessionOpenDataTest, TheFirstMadeComesFirstWhereverItStandsAndNoneTwice) {
  std::vector<desk::HistoricRecord> records;
  std::vector<std::string> expected;
  // More than two pages at the same instant: the order in which they came decides.
  for (int i = 0; i < 2100; ++i) {
    records.push_back(record("same-" + std::to_string(i), clock_.now()));
    expected.push_back(records.back().source_id);
  }
  save(records);
  save({record("later", clock_.now() + 1h), record("earlier", clock_.now() - 1h)});
  expected.insert(expected.begin(), "earlier");
  expected.push_back(receive());
  ASSERT_TRUE(clock_.set(clock_.now() + 30min).ok());
  expected.push_back(receive());
  expected.emplace_back("later");
  EXPECT_EQ(ids(), expected);
}

TEST_F(SessionOpenDataTest, PagesOfAFewServicesAreInTheOrderOfTime) {
  std::vector<desk::HistoricRecord> records;
  for (int hour = 0; hour < 6; ++hour) {
    records.push_back(record("18-" + std::to_string(hour), clock_.now() - 24h + hour * 1h));
    const char* codes[] = {"PHF", "SGA", "SNOW"};
    records.back().service_code = codes[hour % 3];
  }
  save(records);
  std::vector<std::string> seen;
  std::vector<std::size_t> lengths;
  city_->read([&](desk::Reader& reader) {
    desk::OpenDataPage page;
    do {
      page = reader.open_data().records_after(page.last, clock_.now(), {"PHF", "SNOW"}, 3);
      lengths.push_back(page.rows.size());
      for (const auto& row : page.rows) seen.push_back(row.record.id);
    } while (!page.is_last);
  });
  EXPECT_THAT(seen, ElementsAre("18-0", "18-2", "18-3", "18-5"));
  EXPECT_THAT(lengths, ElementsAre(3U, 1U));
}

TEST_F(SessionOpenDataTest, CasesOfAServiceAreToldInTheOrderOfTime) {
  std::vector<std::string> made;
  for (int i = 0; i < 3; ++i) made.push_back(receive());
  std::vector<std::string> seen;
  city_->read([&](desk::Reader& reader) {
    desk::OpenDataPage page;
    do {
      page = reader.open_data().cases_after(page.last, clock_.now() + 1h,
                                            std::vector{domain::ServiceId{401}}, 2);
      for (const auto& row : page.rows) seen.push_back(row.record.id);
    } while (!page.is_last);
  });
  EXPECT_EQ(seen, made);
}

TEST_F(SessionOpenDataTest, APeriodHasItsFirstInstantAndNotItsLast) {
  const base::Instant noon = clock_.now();
  save({record("18-1", noon - 1ms), record("18-2", noon), record("18-3", noon + 1h)});
  receive();
  OpenDataQuery query;
  query.from = noon;
  query.until = noon + 1h;
  query.services = {"PHF"};
  EXPECT_THAT(ids(query), ElementsAre("18-2"));
  query.services = {"graffiti"};
  EXPECT_EQ(ids(query).size(), 1U);
  query.services = {"none"};
  EXPECT_THAT(ids(query), IsEmpty());
}

TEST_F(SessionOpenDataTest, AWithheldNumberIsNotTold) {
  change_service([](desk::ServiceRow& row) { row.type = desk::ServiceType::batch; });
  const std::string number = receive();
  const std::string before = desk::open_data_version(*city_).data;
  EXPECT_THAT(ids(), IsEmpty());
  ASSERT_TRUE(clock_.set(clock_.now() + desk::kWithholdNumber).ok());
  EXPECT_THAT(ids(), ElementsAre(number));
  EXPECT_NE(desk::open_data_version(*city_).data, before);
}

TEST_F(SessionOpenDataTest, TheVersionChangesWithWhatIsPublishedAndOnlyThen) {
  std::string last = desk::open_data_version(*city_).data;
  const auto is_new = [&] {
    const std::string now = desk::open_data_version(*city_).data;
    return std::exchange(last, now) != now;
  };
  EXPECT_FALSE(is_new());
  receive();
  EXPECT_TRUE(is_new());
  save({record("18-1", clock_.now())});
  EXPECT_TRUE(is_new());
  save({record("18-1", clock_.now())});
  EXPECT_FALSE(is_new());
  desk::HistoricRecord changed = record("18-1", clock_.now());
  changed.address = "elsewhere";
  save({changed});
  EXPECT_TRUE(is_new());
  change_service([](desk::ServiceRow& row) { row.place_to_block = true; });
  EXPECT_TRUE(is_new());
  allow_free_text();
  EXPECT_TRUE(is_new());
}

TEST_F(SessionOpenDataTest, AWalkEndsWhereItIsTold) {
  save({record("18-1", clock_.now())});
  desk::OpenDataWalk walk(*city_, {}, [](base::Instant) { return false; });
  EXPECT_FALSE(walk.next());
  EXPECT_TRUE(walk.was_ended());
}

}  // namespace
}  // namespace kept::store
