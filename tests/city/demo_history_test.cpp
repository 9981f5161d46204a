// The demo's week, made at hours of the day, the night and the weekend.
#include "main/demo_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/time_text.h"
#include "store/verify.h"
#include "tests/city/city_in_memory.h"

namespace kept {
namespace {

using std::chrono::hours;

/// Days at whose hours the city is made.
struct Stretch {
  const char* name;
  const char* from;
  int hours;
};
constexpr Stretch kStretches[] = {{"OrdinaryWeek", "2026-11-23T05:00:00Z", 7 * 24},
                                  {"ClocksGoBack", "2026-10-31T16:30:00Z", 40},
                                  {"ClocksGoForward", "2026-03-07T16:30:00Z", 40},
                                  {"Christmas", "2026-12-24T12:00:00Z", 4 * 24}};

/// Every seventh hour: in a week that is each hour of the day once, and each weekday.
/// KEPT_CITY_STEP=1 tries them all.
int step() {
  const char* wanted = std::getenv("KEPT_CITY_STEP");
  return wanted != nullptr ? std::atoi(wanted) : 7;
}

int owed_within(desk::Reader& reader, base::Instant until) {
  const auto all = reader.obligations({});
  return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const auto& line) {
    return line.what.kind == domain::DutyKind::promise && line.what.due > reader.now() &&
           line.what.due <= until;
  }));
}

class DemoCity : public testing::TestWithParam<Stretch> {};

TEST_P(DemoCity, AtAnyHourAPromiseIsDueSoonAndOrenOwesSomething) {
  const base::Instant from = base::parse_instant(GetParam().from).value();
  for (int hour = 0; hour < GetParam().hours; hour += step()) {
    const base::Instant at = from + hours(hour) + std::chrono::minutes(hour % 60);
    SCOPED_TRACE(base::format_utc(at));
    City city(at - kDemoHistory);
    ASSERT_TRUE(city.take_over(kDemoFiles).ok());
    const auto lived = live_through_history(city.store(), city.clock(), at);
    ASSERT_TRUE(lived.ok()) << lived.error().reason << ": " << lived.error().message;
    city.store().read([&](desk::Reader& reader) {
      EXPECT_GE(owed_within(reader, at + hours(2)), 1);
      const auto oren = reader.staff_by_key("oren.hale");
      EXPECT_FALSE(reader.obligations({oren->id, {}, 10}).empty());
    });
    const auto verified = store::verify(city.directory(), city.clock(), nullptr);
    ASSERT_TRUE(verified.ok());
    EXPECT_TRUE(verified->differences.empty()) << verified->differences.front();
  }
}

INSTANTIATE_TEST_SUITE_P(Days, DemoCity, testing::ValuesIn(kStretches),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(DemoHistory, HoldsWhatASupervisorWouldLookFor) {
  const base::Instant at = base::parse_instant("2026-11-25T15:30:00Z").value();
  City city(at - kDemoHistory);
  ASSERT_TRUE(city.take_over(kDemoFiles).ok());
  const auto lived = live_through_history(city.store(), city.clock(), at);
  ASSERT_TRUE(lived.ok()) << lived.error().pointer << ": " << lived.error().message;
  city.store().read([](desk::Reader& reader) {
    const desk::PromiseFigures promises = reader.promise_figures();
    EXPECT_GE(promises.kept, 15);
    EXPECT_GE(promises.kept_as_moved, 1);
    EXPECT_GE(promises.unreached, 2);
    EXPECT_GE(promises.mended, 1);
    EXPECT_GT(promises.broken, promises.mended);
    EXPECT_GT(promises.kept, 3 * promises.broken);
    EXPECT_GE(promises.on_staff_word, 1);
    EXPECT_GE(promises.live, 2);
    const desk::CaseFigures cases = reader.case_figures();
    EXPECT_GE(cases.open + cases.resolved + cases.closed, 100);
    EXPECT_GE(cases.resolved, 2);
    EXPECT_GE(cases.first_contact, 30);
    EXPECT_EQ(reader.notices().size(), 1U);
    EXPECT_GE(reader.notices().front().cases, 3);
    EXPECT_GE(reader.gaps(10).size(), 3U);
    const std::size_t drafts = reader.articles_in({desk::ArticleState::draft, {}}).size();
    EXPECT_GE(drafts, 1U);
    EXPECT_LE(drafts, 8U);
    std::vector<domain::CaseKind> kinds;
    desk::CaseFilter all;
    all.limit = 300;
    for (const desk::CaseLine& line : reader.cases(all)) kinds.push_back(line.kind);
    for (const auto kind : {domain::CaseKind::question, domain::CaseKind::service_request,
                            domain::CaseKind::complaint, domain::CaseKind::compliment}) {
      EXPECT_NE(std::find(kinds.begin(), kinds.end(), kind), kinds.end());
    }
  });
}

}  // namespace
}  // namespace kept
