// How long requests took: of cases and of records of the time before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/outcome_times.h"
#include "desk/ports/historic_records.h"
#include "desk/receive_request.h"
#include "desk/record_outcome.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

constexpr std::int64_t kSpanKey = 903;
constexpr domain::ServiceId kDarkLamp{305};

class SessionSpansTest : public ::testing::Test {
 protected:
  void SetUp() override {
    write([](desk::Transaction& tx) {
      desk::ServiceRow row;
      row.id = kDarkLamp;
      row.code = "lamp";
      row.department = testing::kTransportation;
      row.target = 480min;
      tx.save(row);
      tx.save(desk::ApiKeyRow{kSpanKey, "app", "digest", tx.now(), {}, {}});
    });
    question_.services = {kDarkLamp};
  }

  void write(const std::function<void(desk::Transaction&)>& unit) {
    const auto done = city_->write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      unit(tx);
      return base::Done{};
    });
    ASSERT_TRUE(done.ok());
  }

  domain::CaseId receive() {
    const auto received = desk::write<desk::ReceivedRequest>(*city_, [&](desk::Transaction& tx) {
      desk::RequestForm form;
      form.service = kDarkLamp;
      form.description = "It is dark.";
      std::vector<base::Error> mistakes;
      return desk::receive_request(tx, {kSpanKey, "app", "digest", tx.now(), {}, {}}, form,
                                   mistakes);
    });
    return received.value().id;
  }

  void finish(domain::CaseId id, domain::Resolution resolution) {
    const auto done = desk::write<domain::CaseId>(*city_, [&](desk::Transaction& tx) {
      desk::OutcomeForm form;
      form.resolution = resolution;
      form.text = "A new bulb.";
      const auto supervisor = testing::acting(testing::kSofia);
      return resolution == domain::Resolution::entered_in_error
                 ? desk::close_case(tx, supervisor, {id, {}}, form)
                 : desk::record_outcome(tx, supervisor, {id, {}}, form);
    });
    ASSERT_TRUE(done.ok()) << done.error().message;
  }

  void pass(base::Duration span) { ASSERT_TRUE(clock_.advance(span).ok()); }

  void record(const std::string& id, const std::string& code, base::Instant opened,
              std::optional<base::Duration> took, const std::string& name = "Street lamp") {
    desk::HistoricRecord row;
    row.source = "old";
    row.source_id = id;
    row.service_code = code;
    row.service_name = name;
    row.requested_at = opened;
    row.open = !took;
    row.areas = {{"ward", "Davenport (09)"}};
    if (took) row.closed_at = opened + *took;
    write([&](desk::Transaction& tx) { static_cast<void>(tx.historic_writer().save({row})); });
  }

  std::vector<desk::ServiceSpans> spans() {
    std::vector<desk::ServiceSpans> found;
    city_->read([&](desk::Reader& reader) {
      question_.now = reader.now();
      found = reader.historic().spans(question_);
    });
    return found;
  }

  testing::TemporaryDirectory place_;
  base::ManualClock clock_{testing::noon_of_the_call()};
  std::unique_ptr<desk::Store> city_ = testing::open_city(place_.path(), clock_);
  const base::Instant start_ = clock_.now();
  desk::SpanQuestion question_;
};

std::vector<base::Duration> elapsed(const desk::ServiceSpans& group) {
  std::vector<base::Duration> all;
  for (const desk::OutcomeSpan& one : group.spans) all.push_back(one.elapsed);
  std::sort(all.begin(), all.end());
  return all;
}

TEST_F(SessionSpansTest, ACaseTookUntilItsOutcomeAndAnOpenOneHasLastedUntilNow) {
  const domain::CaseId first = receive();
  receive();
  pass(3h);
  finish(first, domain::Resolution::completed);
  pass(2h);
  const auto found = spans();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].service, kDarkLamp);
  EXPECT_THAT(elapsed(found[0]), ElementsAre(3h, 5h));
  EXPECT_EQ(desk::time_to_outcome(found[0].spans).with_outcome, 1);
}

TEST_F(SessionSpansTest, WhatWasEnteredInErrorTookNoTime) {
  finish(receive(), domain::Resolution::entered_in_error);
  ASSERT_EQ(spans().size(), 1U);
  EXPECT_THAT(spans()[0].spans, IsEmpty());
}

TEST_F(SessionSpansTest, RecordsAreTakenByTheirCodesOrWithoutOneByTheirNames) {
  record("1", "lamp", start_ - 90h, 4h);
  record("2", "lamp", start_ - 80h, std::nullopt);
  record("3", "tree", start_ - 70h, 6h, "Tree");
  record("4", "", start_ - 60h, 7h, "Noise");
  record("5", "", start_ - 50h, 8h, "Graffiti");
  std::vector<std::string> seen;
  for (const auto& group : spans()) {
    seen.push_back(group.code + "/" + group.name + "/" + std::to_string(group.spans.size()));
  }
  EXPECT_THAT(seen, ElementsAre("lamp/Street lamp/2", "tree/Tree/1", "/Graffiti/1", "/Noise/1"));
  question_.codes = {{"tree"}};
  ASSERT_EQ(spans().size(), 1U);
  EXPECT_THAT(elapsed(spans()[0]), ElementsAre(6h));
}

TEST_F(SessionSpansTest, OnlyThePeriodCounts) {
  record("1", "lamp", start_ - 90h, 4h);
  record("2", "lamp", start_ - 80h, 5h);
  record("3", "lamp", start_ - 70h, 6h);
  question_.from = start_ - 80h;
  question_.until = start_ - 70h;
  EXPECT_THAT(elapsed(spans().at(0)), ElementsAre(5h));
}

TEST_F(SessionSpansTest, OfMoreThanItMayLookAtItTakesTheNewestAndSaysSo) {
  record("1", "lamp", start_ - 90h, 4h);
  record("2", "lamp", start_ - 80h, 5h);
  record("3", "lamp", start_ - 70h, 6h);
  question_.most = 4;
  EXPECT_TRUE(spans().at(0).is_whole);
  question_.most = 2;
  EXPECT_FALSE(spans().at(0).is_whole);
  EXPECT_THAT(elapsed(spans().at(0)), ElementsAre(5h, 6h));
}

TEST_F(SessionSpansTest, WhatClosedNobodyKnowsWhenOrBeforeItBeganDoesNotCount) {
  record("1", "lamp", start_ - 90h, -4h);
  record("2", "lamp", start_ - 80h, 5h);
  testing::run_sql(place_.path(),
                   "UPDATE historic_records SET closed_at = NULL WHERE source_id = '2'");
  EXPECT_THAT(spans().at(0).spans, IsEmpty());
}

TEST_F(SessionSpansTest, ASourceNamesItsAreasByCodeByNameOrByBoth) {
  record("1", "lamp", start_ - 90h, 4h);
  const auto in = [&](const std::string& code, const std::string& name) {
    question_.area = domain::CaseArea{domain::AreaId{1}, "ward", code, name};
    return spans().at(0).spans.size();
  };
  EXPECT_EQ(in("09", "Davenport"), 1U);
  EXPECT_EQ(in("9", "Davenport (09)"), 1U);
  EXPECT_EQ(in("Davenport (09)", "The west"), 1U);
  EXPECT_EQ(in("10", "Davenport"), 0U);
}

TEST_F(SessionSpansTest, CasesAndRecordsWithOneCodeAreOneServiceTogetherAndApart) {
  record("1", "lamp", start_ - 90h, 4h);
  record("2", "lamp", start_ - 80h, 8h);
  const domain::CaseId id = receive();
  pass(6h);
  finish(id, domain::Resolution::completed);
  pass(1h);
  city_->read([&](desk::Reader& reader) {
    const auto times = desk::outcome_times(reader, {});
    ASSERT_TRUE(times.ok());
    ASSERT_EQ(times->services.size(), 1U);
    const desk::ServiceTimes& lamp = times->services[0];
    EXPECT_EQ(lamp.service, kDarkLamp);
    EXPECT_EQ(lamp.all.requests, 3);
    EXPECT_EQ(lamp.all.half, 6h);
    EXPECT_EQ(lamp.all.nine_in_ten, 8h);
    EXPECT_EQ(lamp.cases.half, 6h);
    EXPECT_EQ(lamp.records.half, 4h);
  });
}

TEST_F(SessionSpansTest, WhatIsUsualIsToldInWholeDaysOnceEnoughStandsBehindIt) {
  const auto usual = [&] {
    std::optional<desk::UsualTime> found;
    city_->read([&](desk::Reader& reader) { found = desk::usual_time(reader, kDarkLamp).value(); });
    return *found;
  };
  for (int index = 1; index < desk::kUsualFrom; ++index) {
    record(std::to_string(index), "lamp", start_ - 900h, index * 1h);
  }
  EXPECT_FALSE(usual().days);
  EXPECT_EQ(usual().requests, desk::kUsualFrom - 1);
  record("last", "lamp", start_ - 900h, desk::kUsualFrom * 1h);
  EXPECT_EQ(usual().days, 2);  // the 27th of 30: 27 hours
}

}  // namespace
}  // namespace kept::store
