#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "desk/follow_case.h"
#include "desk/receive_request.h"
#include "desk/record_outcome.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::int64_t kKey = 901;
constexpr domain::ServiceId kRoadHole{301};
constexpr domain::ServiceId kOldTree{302};
// One metre to the north is 1 / 111195 degrees.
constexpr double kMetre = 1.0 / 111'195;
constexpr domain::Point kCorner{43.6532, -79.3832};

domain::Point north(double metres) { return {kCorner.lat + metres * kMetre, kCorner.lng}; }

class SessionPlacesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(city_
                    ->write([](desk::Transaction& tx) -> base::Result<base::Done> {
                      desk::ServiceRow row;
                      row.name = {"Service", "Service"};
                      row.department = testing::kTransportation;
                      row.target = 480min;
                      for (const auto& [id, code] :
                           {std::pair{kRoadHole, "pothole"}, std::pair{kOldTree, "tree"}}) {
                        row.id = id;
                        row.code = code;
                        tx.save(row);
                      }
                      tx.save(desk::ApiKeyRow{kKey, "app", "digest", tx.now(), {}, {}});
                      return base::Done{};
                    })
                    .ok());
  }

  domain::CaseId receive(domain::ServiceId service, domain::Point point) {
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](desk::Transaction& tx) {
      desk::RequestForm form;
      form.service = service;
      form.description = "A hole.";
      form.address = "1 Elm Street";
      form.point = point;
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, {kKey, "app", "digest", tx.now(), {}, {}}, form, mistakes);
    });
    EXPECT_TRUE(received.ok());
    return received.value().id;
  }

  std::vector<desk::NearbyCase> nearby(double radius, base::Instant since = {}, int limit = 5) {
    std::vector<desk::NearbyCase> found;
    city_->read([&](desk::Reader& reader) {
      found = reader.nearby({kRoadHole, kCorner, radius, since, limit});
    });
    return found;
  }
  static std::vector<domain::CaseId> ids(const std::vector<desk::NearbyCase>& cases) {
    std::vector<domain::CaseId> all;
    for (const desk::NearbyCase& one : cases) all.push_back(one.id);
    return all;
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
};

TEST_F(SessionPlacesTest, FindsOpenRequestsOfTheServiceNearestFirst) {
  const auto far = receive(kRoadHole, north(140));
  const auto close = receive(kRoadHole, north(-20));
  (void)receive(kRoadHole, north(151));
  (void)receive(kOldTree, kCorner);
  const auto found = nearby(150);
  EXPECT_THAT(ids(found), ElementsAre(close, far));
  EXPECT_NEAR(found.at(0).metres, 20, 0.01);
  EXPECT_NEAR(found.at(1).metres, 140, 0.01);
  EXPECT_EQ(found.at(0).summary, "A hole.");
  EXPECT_EQ(found.at(0).place, "1 Elm Street");
  EXPECT_EQ(found.at(0).opened_at, clock_.now());
}

TEST_F(SessionPlacesTest, MetresAreTheSameEastAndNorth) {
  // 100 m to the east at 43.6532 degrees: cos(43.6532°) = 0.723547
  const double degrees = 100 * kMetre / 0.723547;
  const auto east = receive(kRoadHole, {kCorner.lat, kCorner.lng + degrees});
  EXPECT_THAT(ids(nearby(101)), ElementsAre(east));
  EXPECT_THAT(nearby(99), IsEmpty());
}

TEST_F(SessionPlacesTest, LooksNoFurtherBackAndTellsNoMoreThanAsked) {
  (void)receive(kRoadHole, kCorner);
  ASSERT_TRUE(clock_.set(clock_.now() + 48h).ok());
  const auto second = receive(kRoadHole, north(10));
  const auto third = receive(kRoadHole, north(20));
  EXPECT_THAT(ids(nearby(150, clock_.now() - 24h)), ElementsAre(second, third));
  EXPECT_EQ(nearby(150, {}, 2).size(), 2U);
}

TEST_F(SessionPlacesTest, EachServiceSaysHowFarAroundAndHowFarBack) {
  const auto old = receive(kRoadHole, north(10));
  ASSERT_TRUE(clock_.set(clock_.now() + 24h * 10).ok());
  const auto close = receive(kRoadHole, north(30));
  const auto far = receive(kRoadHole, north(120));
  const auto tree = receive(kOldTree, north(120));
  const auto offered = [&](domain::ServiceId service, std::optional<double> metres = {}) {
    std::vector<desk::NearbyCase> found;
    city_->read([&](desk::Reader& reader) {
      found = desk::open_nearby(reader, testing::acting(testing::kOren), service, kCorner, metres);
    });
    return ids(found);
  };
  EXPECT_THAT(offered(kRoadHole), ElementsAre(old, close, far));
  const auto narrow = [&](std::optional<int> metres, std::optional<int> days) {
    ASSERT_TRUE(city_
                    ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                      const auto services = tx.services();
                      desk::ServiceRow row =
                          *std::ranges::find(services, kRoadHole, &desk::ServiceRow::id);
                      row.nearby_metres = metres;
                      row.nearby_days = days;
                      tx.save(row);
                      return base::Done{};
                    })
                    .ok());
  };
  narrow(40, {});
  EXPECT_THAT(offered(kRoadHole), ElementsAre(old, close));
  EXPECT_THAT(offered(kOldTree), ElementsAre(tree));                     // as far as any
  EXPECT_THAT(offered(kRoadHole, 150.0), ElementsAre(old, close, far));  // who asks further
  narrow({}, 9);
  EXPECT_THAT(offered(kRoadHole), ElementsAre(close, far));
  narrow(40, 10);
  EXPECT_THAT(offered(kRoadHole), ElementsAre(old, close));  // ten days belong to ten days
}

TEST_F(SessionPlacesTest, WhatIsDoneIsNoLongerThere) {
  const auto done = receive(kRoadHole, kCorner);
  const auto outcome = desk::write<domain::CaseId>(*city_, [&](desk::Transaction& tx) {
    desk::OutcomeForm form;
    form.resolution = domain::Resolution::completed;
    form.text = "It was filled.";
    return desk::record_outcome(tx, testing::acting(testing::kMaya), {done, {}}, form);
  });
  ASSERT_TRUE(outcome.ok()) << outcome.error().message;
  EXPECT_THAT(nearby(150), IsEmpty());
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
}

TEST_F(SessionPlacesTest, PlacesAreFoundByKeyCursorAndDistance) {
  const auto save = [&](desk::PlaceRow row) {
    ASSERT_TRUE(city_
                    ->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
                      if (!row.id) row.id = domain::PlaceId{tx.next_id()};
                      tx.save(row);
                      return base::Done{};
                    })
                    .ok());
  };
  save({{}, "addresses", "a1", desk::PlaceKind::address, "1 Elm Street", north(30)});
  save({{}, "crossings", "c1", desk::PlaceKind::intersection, "Elm Street and Third", north(-10)});
  std::optional<desk::PlaceRow> elm;
  city_->read([&](desk::Reader& reader) {
    elm = reader.place_by_key("addresses", "a1");
    ASSERT_TRUE(elm);
    EXPECT_EQ(elm->name, "1 Elm Street");
    EXPECT_FALSE(reader.place_by_key("crossings", "a1"));
    const auto near = reader.places_near(kCorner, 50, 5);
    ASSERT_EQ(near.size(), 2U);
    EXPECT_EQ(near[0].place.key, "c1");
    EXPECT_NEAR(near[1].metres, 30, 0.01);
    EXPECT_EQ(reader.places_near(kCorner, 29, 5).size(), 1U);
    EXPECT_EQ(reader.places({elm->id}).size(), 1U);
  });
  elm->dropped = true;
  save(*elm);
  city_->read([&](desk::Reader& reader) {
    EXPECT_EQ(reader.places_near(kCorner, 50, 5).size(), 1U);
    const auto changed = reader.places_since(elm->cursor, 10);
    ASSERT_EQ(changed.size(), 2U);
    EXPECT_EQ(changed.back().key, "a1");  // what changed last comes last
    EXPECT_TRUE(changed.back().dropped);
  });
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
}

}  // namespace
}  // namespace kept::store
