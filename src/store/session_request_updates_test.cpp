#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/receive_request.h"
#include "desk/receive_update.h"
#include "desk/record_outcome.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::int64_t kAppKey = 901;
constexpr domain::ServiceId kHole{301};
const domain::Point kCityHall{43.6532, -79.3832};

class SessionRequestUpdatesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    write([](desk::Transaction& tx) {
      desk::ServiceRow row;
      row.id = kHole;
      row.code = "pothole";
      row.name = {"Pothole", "Nid-de-poule"};
      row.department = testing::kTransportation;
      row.target = 480min;
      tx.save(row);
      tx.save(key(tx));
      return base::Result<base::Done>(base::Done{});
    });
  }

  static desk::ApiKeyRow key(desk::Reader& reader) {
    return {kAppKey, "app", "digest", reader.now(), {}, {}, desk::KeyScope::requests};
  }

  void write(const desk::Store::Unit& unit) {
    const auto done = city_->write(unit);
    ASSERT_TRUE(done.ok()) << done.error().message;
  }

  desk::ReceivedRequest receive(const std::string& description = "A hole.") {
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](desk::Transaction& tx) {
      desk::RequestForm form;
      form.service = kHole;
      form.description = description;
      form.point = kCityHall;
      form.name = "Rosa Delgado";
      form.email = "rosa@example.org";
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, key(tx), form, mistakes);
    });
    EXPECT_TRUE(received.ok());
    return received.value();
  }

  base::Result<desk::ReceivedUpdate> update(std::int64_t number, const std::string& id,
                                            const std::string& digest = "d") {
    return desk::write<desk::ReceivedUpdate>(*city_, [&](desk::Transaction& tx) {
      desk::UpdateForm form;
      form.number = number;
      form.id = id;
      form.text = "Deeper now.";
      form.written_at = tx.now();
      form.body_digest = digest;
      return desk::receive_update(tx, key(tx), form);
    });
  }

  void record_outcome(domain::CaseId id) {
    write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      const auto done =
          desk::record_outcome(tx, testing::acting(testing::kOren), {id, {}},
                               {domain::Resolution::completed, {}, "Filled.", {}, {}, {}});
      if (!done.ok()) return done.error();
      return base::Done{};
    });
  }

  std::vector<desk::RequestUpdate> updates(const desk::UpdateFilter& filter) {
    std::vector<desk::RequestUpdate> found;
    city_->read([&](desk::Reader& reader) { found = reader.request_updates(filter); });
    return found;
  }
  std::vector<desk::RequestUpdate> within(base::Instant from, base::Instant until) {
    desk::UpdateFilter filter;
    filter.window = {from, until};
    return updates(filter);
  }

  testing::TemporaryDirectory directory_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(directory_.path(), clock_);
};

TEST_F(SessionRequestUpdatesTest, TellWhatHappenedWithTheOutcomeThatStoodThen) {
  const auto received = receive();
  ASSERT_TRUE(update(received.number, "1").ok());
  ASSERT_TRUE(clock_.set(clock_.now() + 1h).ok());
  record_outcome(received.id);
  const auto told = within(testing::noon_of_the_call(), clock_.now());
  ASSERT_EQ(told.size(), 3U);
  EXPECT_TRUE(std::holds_alternative<domain::CaseOpened>(told[0].what));
  EXPECT_FALSE(told[0].text);  // the description is the request's own
  EXPECT_TRUE(std::holds_alternative<domain::UpdateReceived>(told[1].what));
  EXPECT_EQ(told[1].text, "Deeper now.");
  EXPECT_TRUE(told[1].text_is_public);
  EXPECT_FALSE(told[1].standing);
  EXPECT_TRUE(std::holds_alternative<domain::OutcomeRecorded>(told[2].what));
  EXPECT_EQ(told[2].text, "Filled.");
  EXPECT_FALSE(told[2].text_is_public);  // staff wrote it to one person
  EXPECT_EQ(told[2].standing, domain::Resolution::completed);
  for (const desk::RequestUpdate& one : told) {
    EXPECT_EQ(one.number, received.number);
    EXPECT_EQ(one.service, kHole);
    EXPECT_EQ(one.api_key, kAppKey);
  }
}

TEST_F(SessionRequestUpdatesTest, AWindowHasBothItsEnds) {
  receive();
  const base::Instant at = clock_.now();
  EXPECT_EQ(within(at, at).size(), 1U);
  EXPECT_THAT(within(at + 1ms, at + 1h), IsEmpty());
  EXPECT_THAT(within(at - 1h, at - 1ms), IsEmpty());
}

TEST_F(SessionRequestUpdatesTest, PagesFollowEachOtherOldestFirst) {
  std::vector<std::int64_t> numbers;
  for (int i = 0; i < 5; ++i) numbers.push_back(receive().number);
  std::vector<std::int64_t> seen;
  desk::UpdateFilter filter;
  filter.window = {testing::noon_of_the_call(), clock_.now()};
  filter.limit = 2;
  for (filter.skip = 0; filter.skip < 6; filter.skip += 2) {
    for (const desk::RequestUpdate& one : updates(filter)) seen.push_back(one.number);
  }
  EXPECT_EQ(seen, numbers);
}

TEST_F(SessionRequestUpdatesTest, OfNumbersNoWindowIsLookedAt) {
  receive();
  const auto wanted = receive();
  desk::UpdateFilter filter;
  filter.numbers = {wanted.number, 123};
  const auto told = updates(filter);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front().number, wanted.number);
}

TEST_F(SessionRequestUpdatesTest, ARepeatIsKnownForOneAndDoesNothing) {
  const auto received = receive();
  const auto first = update(received.number, "1");
  const auto again = update(received.number, "1");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first.value().seq, again.value().seq);
  EXPECT_EQ(within(testing::noon_of_the_call(), clock_.now()).size(), 2U);
  const auto other = update(received.number, "1", "other words");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().reason, "update.other_body");
}

TEST_F(SessionRequestUpdatesTest, WordsFindOnlyWhatEverybodyMayRead) {
  const auto open = receive("A zebra crossing is worn.");
  receive("A zebra: ring 416 555 0142.");
  desk::RequestPage page;
  city_->read([&](desk::Reader& reader) {
    desk::RequestFilter filter;
    filter.opened = {testing::noon_of_the_call(), reader.now()};
    filter.words = "zebra";
    page = reader.requests(filter);
  });
  ASSERT_EQ(page.lines.size(), 1U);
  EXPECT_EQ(page.lines.front().number, open.number);
  EXPECT_TRUE(page.lines.front().description_is_public);
  EXPECT_FALSE(page.has_more);
}

TEST_F(SessionRequestUpdatesTest, RedactionTakesWordsAndTheirLeaveAway) {
  const auto received = receive();
  ASSERT_TRUE(update(received.number, "1").ok());
  ASSERT_EQ(testing::read_sql(directory_.path(), "SELECT count(*) FROM public_texts"), 2);
  write([&](desk::Transaction& tx) {
    const domain::Case state = tx.load_case(received.id);
    const auto text = std::get<domain::UpdateReceived>(tx.events(received.id, 0).back().what).text;
    tx.redact({*state.reporter}, {state.summary.id, state.point.id, text.id}, {state.id});
    return base::Result<base::Done>(base::Done{});
  });
  EXPECT_FALSE(within(testing::noon_of_the_call(), clock_.now()).back().text);
  EXPECT_EQ(testing::read_sql(directory_.path(), "SELECT count(*) FROM public_texts"), 0);
}

TEST_F(SessionRequestUpdatesTest, VerifySeesARepeatThatNoEventTellsOf) {
  const auto received = receive();
  ASSERT_TRUE(update(received.number, "1").ok());
  EXPECT_THAT(testing::differences(directory_.path(), clock_), IsEmpty());
  testing::run_sql(directory_.path(), "UPDATE received_updates SET seq = seq - 1");
  EXPECT_THAT(testing::differences(directory_.path(), clock_),
              ElementsAre(HasSubstr("received_updates")));
}

}  // namespace
}  // namespace kept::store
