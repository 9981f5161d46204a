#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/ports/historic_records.h"
#include "desk/receive_request.h"
#include "desk/record_outcome.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::int64_t kReadingKey = 901;
constexpr domain::ServiceId kPothole{301};
constexpr domain::ServiceId kTree{302};
const domain::Point kHere{43.6532, -79.3832};

class SessionRequestsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(city_
                    ->write([](desk::Transaction& tx) -> base::Result<base::Done> {
                      desk::ServiceRow row;
                      row.id = kPothole;
                      row.code = "pothole";
                      row.name = {"Pothole", "Nid-de-poule"};
                      row.department = testing::kTransportation;
                      row.target = 480min;
                      tx.save(row);
                      row.id = kTree;
                      row.code = "tree";
                      row.type = desk::ServiceType::batch;
                      tx.save(row);
                      tx.save(desk::ApiKeyRow{kReadingKey, "app", "digest", tx.now(), {}, {}});
                      return base::Done{};
                    })
                    .ok());
  }

  desk::ReceivedRequest receive(domain::ServiceId service, domain::Point point = kHere) {
    desk::RequestForm form;
    form.service = service;
    form.description = "A hole.";
    form.address = "1 Elm Street";
    form.point = point;
    form.name = "Rosa Delgado";
    form.email = "rosa@example.org";
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](desk::Transaction& tx) {
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, {kReadingKey, "app", "digest", tx.now(), {}, {}}, form,
                                   mistakes);
    });
    EXPECT_TRUE(received.ok()) << received.error().message;
    return received.value();
  }

  desk::RequestPage list(const std::function<void(desk::RequestFilter&)>& narrow = {}) {
    desk::RequestPage page;
    city_->read([&](desk::Reader& reader) {
      desk::RequestFilter filter;
      filter.opened = {reader.now() - 24h * 90, reader.now()};
      if (narrow) narrow(filter);
      page = reader.requests(filter);
    });
    return page;
  }
  std::optional<std::int64_t> count(const std::function<void(desk::RequestFilter&)>& narrow = {}) {
    std::optional<std::int64_t> count;
    city_->read([&](desk::Reader& reader) {
      desk::RequestFilter filter;
      filter.opened = {reader.now() - 24h * 90, reader.now()};
      if (narrow) narrow(filter);
      count = reader.count_requests(filter);
    });
    return count;
  }
  void save(const std::vector<desk::HistoricRecord>& records) {
    ASSERT_TRUE(city_
                    ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                      (void)tx.historic_writer().save(records);
                      return base::Done{};
                    })
                    .ok());
  }
  /// Made so many minutes ago.
  desk::HistoricRecord record(const std::string& id, int minutes_ago, const std::string& code,
                              domain::Point point = kHere) {
    desk::HistoricRecord record;
    record.source = "before";
    record.source_id = id;
    record.service_code = code;
    record.requested_at = clock_.now() - std::chrono::minutes(minutes_ago);
    record.point = point;
    return record;
  }
  /// Numbers of cases and ids of records, in the order of the list.
  static std::vector<std::string> in_order(const desk::RequestPage& page) {
    std::vector<std::string> all;
    auto record = page.records.begin();
    for (std::size_t i = 0; i <= page.lines.size(); ++i) {
      for (; record != page.records.end() && record->after == i; ++record) {
        all.push_back(record->row.record.id);
      }
      if (i < page.lines.size()) all.push_back(std::to_string(page.lines[i].number));
    }
    return all;
  }
  static void around(desk::RequestFilter& filter, double half) {
    filter.area =
        desk::Area{kHere.lat - half, kHere.lat + half, kHere.lng - half, kHere.lng + half, {}, 0};
  }
  static std::vector<std::int64_t> numbers(const desk::RequestPage& page) {
    std::vector<std::int64_t> numbers;
    for (const desk::RequestLine& line : page.lines) numbers.push_back(line.number);
    return numbers;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
};

TEST_F(SessionRequestsTest, ARequestIsListedWithWhatIsKnownOfIt) {
  const auto received = receive(kPothole);
  const auto page = list();
  ASSERT_EQ(page.lines.size(), 1U);
  const desk::RequestLine& line = page.lines.front();
  EXPECT_EQ(line.number, received.number);
  EXPECT_EQ(line.service, kPothole);
  EXPECT_EQ(line.description, "A hole.");
  EXPECT_EQ(line.place, "1 Elm Street");
  EXPECT_EQ(line.point, kHere);
  EXPECT_EQ(line.api_key, kReadingKey);
  EXPECT_EQ(line.opened_at, clock_.now());
  EXPECT_EQ(line.updated_at, clock_.now());
  EXPECT_EQ(line.target, clock_.now() + 480min);
  EXPECT_FALSE(page.has_more);
  EXPECT_EQ(count(), 1);
}

TEST_F(SessionRequestsTest, AWithheldNumberIsInNoListUntilItIsTold) {
  const auto received = receive(kTree);
  EXPECT_EQ(received.number_from, clock_.now() + desk::kWithholdNumber);
  const auto by_number = [&](desk::RequestFilter& filter) { filter.numbers = {received.number}; };
  EXPECT_THAT(list().lines, IsEmpty());
  EXPECT_THAT(list(by_number).lines, IsEmpty());
  ASSERT_TRUE(clock_.set(received.number_from).ok());
  EXPECT_THAT(numbers(list()), ElementsAre(received.number));
  EXPECT_THAT(numbers(list(by_number)), ElementsAre(received.number));
}

TEST_F(SessionRequestsTest, AnAreaHasItsEdgesAndACircleLeavesItsCornersOut) {
  const auto here = receive(kPothole);
  const auto corner = receive(kPothole, {kHere.lat + 0.0008, kHere.lng + 0.0008});
  const auto within = [&](double half, std::optional<double> radius) {
    return numbers(list([&](desk::RequestFilter& filter) {
      filter.area =
          desk::Area{kHere.lat - half, kHere.lat + half, kHere.lng - half, kHere.lng + half, {}, 0};
      if (radius) {
        filter.area->centre = kHere;
        filter.area->radius = *radius;
      }
    }));
  };
  EXPECT_THAT(within(0, {}), ElementsAre(here.number));
  EXPECT_THAT(within(0.001, {}), ElementsAre(corner.number, here.number));
  EXPECT_THAT(within(0.001, 100), ElementsAre(here.number));  // the corner is 110 m away
  EXPECT_THAT(within(0.001, 112), ElementsAre(corner.number, here.number));
}

TEST_F(SessionRequestsTest, WhatIsOpenOfOneServiceAroundAPlaceIsFoundAmongAllElse) {
  const auto first = receive(kPothole);
  ASSERT_TRUE(clock_.set(clock_.now() + 1h).ok());
  const auto done = receive(kPothole);
  const auto second = receive(kPothole, {kHere.lat + 0.0005, kHere.lng});
  (void)receive(kPothole, {kHere.lat + 0.01, kHere.lng});
  (void)receive(kTree);
  ASSERT_TRUE(city_
                  ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                    desk::OutcomeForm form;
                    form.resolution = domain::Resolution::completed;
                    form.text = "Filled.";
                    const auto ended = desk::record_outcome(tx, testing::acting(testing::kMaya),
                                                            {done.id, {}}, form);
                    if (!ended.ok()) return ended.error();
                    desk::HistoricRecord record;
                    record.source = "old";
                    record.service_code = "pothole";
                    record.requested_at = clock_.now() - 30min;
                    record.point = kHere;
                    for (const char* id : {"OPEN", "OTHER", "CLOSED"}) {
                      record.source_id = id;
                      record.open = record.source_id != "CLOSED";
                      if (record.source_id == "OTHER") record.service_code = "tree";
                      (void)tx.historic_writer().save({record});
                      record.service_code = "pothole";
                    }
                    return base::Done{};
                  })
                  .ok());
  const auto open = [&](desk::RequestFilter& filter) {
    around(filter, 0.001);
    filter.open = true;
    filter.services = std::vector{kPothole};
    filter.codes = std::vector<std::string>{"pothole"};
  };
  const std::vector<std::string> expected{std::to_string(second.number), "OPEN",
                                          std::to_string(first.number)};
  EXPECT_EQ(in_order(list(open)), expected);
  EXPECT_EQ(count(open), 3);
  const auto later = [&](desk::RequestFilter& filter) {
    open(filter);
    filter.opened.from = clock_.now();
  };
  EXPECT_EQ(in_order(list(later)), std::vector<std::string>{std::to_string(second.number)});
}

TEST_F(SessionRequestsTest, WhatIsResolvedChangedLastWhenItWasResolved) {
  const auto received = receive(kPothole);
  ASSERT_TRUE(clock_.set(clock_.now() + 1h).ok());
  const base::Instant resolved = clock_.now();
  ASSERT_TRUE(city_
                  ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                    const auto done = desk::record_outcome(
                        tx, testing::acting(testing::kOren), {received.id, {}},
                        {domain::Resolution::completed, {}, "Filled.", {}, {}, {}});
                    if (!done.ok()) return done.error();
                    return base::Done{};
                  })
                  .ok());
  const auto page = list([](desk::RequestFilter& filter) { filter.open = false; });
  ASSERT_EQ(page.lines.size(), 1U);
  EXPECT_EQ(page.lines.front().updated_at, resolved);
  EXPECT_THAT(list([](desk::RequestFilter& filter) { filter.open = true; }).lines, IsEmpty());
  const auto changed = [&](desk::RequestFilter& filter) { filter.changed = {resolved, resolved}; };
  EXPECT_EQ(list(changed).lines.size(), 1U);
}

TEST_F(SessionRequestsTest, PagesFollowEachOther) {
  std::vector<std::int64_t> newest_first;
  for (int i = 0; i < 5; ++i) newest_first.insert(newest_first.begin(), receive(kPothole).number);
  std::vector<std::int64_t> seen;
  for (std::int64_t skip = 0; skip < 6; skip += 2) {
    const auto page = list([&](desk::RequestFilter& filter) {
      filter.limit = 2;
      filter.skip = skip;
    });
    EXPECT_EQ(page.has_more, skip < 4);
    EXPECT_EQ(count(), 5);
    for (const std::int64_t number : numbers(page)) seen.push_back(number);
  }
  EXPECT_EQ(seen, newest_first);
}

TEST_F(SessionRequestsTest, CasesAndRecordsOfAServiceAreOneList) {
  const auto hole = receive(kPothole);
  save({record("B-1", 30, "pothole"), record("B-2", 20, "tree"), record("B-3", 10, "pothole")});
  const auto potholes = [](desk::RequestFilter& filter) {
    filter.services = {kPothole};
    filter.codes = {"pothole"};
  };
  EXPECT_THAT(in_order(list(potholes)), ElementsAre(std::to_string(hole.number), "B-3", "B-1"));
  EXPECT_EQ(count(potholes), 3);
  const auto of_none = [](desk::RequestFilter& filter) {
    filter.services = std::vector<domain::ServiceId>{};
    filter.codes = {"fountain"};
  };
  EXPECT_THAT(in_order(list(of_none)), IsEmpty());
  const auto of_before = [](desk::RequestFilter& filter) {  // no service of today has this code
    filter.services = std::vector<domain::ServiceId>{};
    filter.codes = {"tree"};
  };
  EXPECT_THAT(in_order(list(of_before)), ElementsAre("B-2"));
}

TEST_F(SessionRequestsTest, OpenOnesOfBothKindsAreOneList) {
  const auto hole = receive(kPothole);
  auto open = record("B-1", 30, "pothole");
  open.open = true;
  save({open, record("B-2", 20, "pothole")});
  const auto is = [](bool wanted) {
    return [wanted](desk::RequestFilter& filter) { filter.open = wanted; };
  };
  EXPECT_THAT(in_order(list(is(true))), ElementsAre(std::to_string(hole.number), "B-1"));
  EXPECT_EQ(count(is(true)), 2);
  EXPECT_THAT(in_order(list(is(false))), ElementsAre("B-2"));
}

TEST_F(SessionRequestsTest, RecordsAreFoundByWhenTheyLastChanged) {
  auto updated = record("updated", 500, "pothole");
  updated.updated_at = clock_.now() - 10min;
  updated.closed_at = clock_.now() - 400min;
  auto closed = record("closed", 500, "pothole");
  closed.closed_at = clock_.now() - 20min;
  auto before = record("before", 500, "pothole");
  before.closed_at = clock_.now() - 40min;
  save({closed, before, updated, record("made", 30, "pothole")});
  const auto changed = [&](desk::RequestFilter& filter) {
    filter.changed = {clock_.now() - 30min, clock_.now()};
  };
  EXPECT_THAT(in_order(list(changed)), ElementsAre("updated", "closed", "made"));
  EXPECT_EQ(count(changed), 3);
}

TEST_F(SessionRequestsTest, APlaceIsFoundInACrowdAndOutsideOfOne) {
  constexpr int kCrowd = 2'001;  // too many to be read whole for so short a page
  std::vector<desk::HistoricRecord> crowd;
  for (int i = 1; i <= kCrowd; ++i) crowd.push_back(record("B-" + std::to_string(i), i, "pothole"));
  const domain::Point away{kHere.lat + 0.1, kHere.lng};
  crowd.push_back(record("away", 5000, "pothole", away));
  save(crowd);
  const auto near = [&](double half, domain::Point centre) {
    return [=](desk::RequestFilter& filter) {
      around(filter, half);
      filter.area->south += centre.lat - kHere.lat;
      filter.area->north += centre.lat - kHere.lat;
      filter.limit = 2;
    };
  };
  const auto page = list(near(0.001, kHere));
  EXPECT_THAT(in_order(page), ElementsAre("B-1", "B-2"));
  EXPECT_TRUE(page.has_more);
  EXPECT_EQ(count(near(0.001, kHere)), kCrowd);
  EXPECT_THAT(in_order(list(near(0.001, away))), ElementsAre("away"));
  EXPECT_THAT(in_order(list(near(0.05, away))), ElementsAre("away"));  // too wide for small cells
  EXPECT_EQ(count(near(0.05, away)), 1);
}

TEST_F(SessionRequestsTest, OfAPlaceOnlyWhatIsOfTheTimeIsFound) {
  save({record("old", 24 * 60 * 100, "pothole"), record("new", 10, "pothole")});
  const auto here = [](desk::RequestFilter& filter) { around(filter, 0.001); };
  EXPECT_THAT(in_order(list(here)), ElementsAre("new"));
}

TEST_F(SessionRequestsTest, RedactionTakesWordsPlaceAndPointAway) {
  const auto received = receive(kPothole);
  ASSERT_TRUE(city_
                  ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                    const domain::Case state = tx.load_case(received.id);
                    tx.redact({*state.reporter}, {state.summary.id, state.place.id, state.point.id},
                              {state.id});
                    return base::Done{};
                  })
                  .ok());
  const auto page = list();
  ASSERT_EQ(page.lines.size(), 1U);
  EXPECT_FALSE(page.lines.front().description);
  EXPECT_FALSE(page.lines.front().place);
  EXPECT_FALSE(page.lines.front().point);
  EXPECT_EQ(testing::read_sql(directory_.path(), "SELECT count(*) FROM case_points"), 0);
}

TEST_F(SessionRequestsTest, VerifySeesAPointThatItsEventsDoNotTell) {
  receive(kPothole);
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
  testing::run_sql(directory_.path(), "UPDATE case_points SET lat = lat + 1");
  EXPECT_THAT(testing::differences(directory_.path(), clock_),
              ElementsAre(::testing::HasSubstr("case_points")));
}

}  // namespace
}  // namespace kept::store
