#include "domain/calendar/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "base/time_text.h"

namespace kept::domain {
namespace {

using base::Duration;
using base::Instant;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

const base::TimeZone kToronto = base::TimeZone::load("America/Toronto").value();

base::WallTime wall(std::string_view text) { return base::parse_wall(text).value(); }
Instant at(std::string_view local) { return kToronto.to_instant(wall(local)).instant; }

// Monday to Friday 8:30–12:00 and 13:00–16:30, Christmas and Boxing Day off, a storm on Tuesday 24
// November 2026 from 15:00.
Calendar office() {
  CalendarRules rules{.zone = kToronto};
  const std::vector<DaySpan> day{{minutes(510), hours(12)}, {hours(13), minutes(990)}};
  for (const auto weekday : {std::chrono::Monday, std::chrono::Tuesday, std::chrono::Wednesday,
                             std::chrono::Thursday, std::chrono::Friday}) {
    rules.hours.days[weekday.c_encoding()] = day;
  }
  rules.holidays = {{"Christmas Day", FixedDate{std::chrono::December / 25, true}},
                    {"Boxing Day", FixedDate{std::chrono::December / 26, true}}};
  rules.closures = {{wall("2026-11-24T15:00"), wall("2026-11-25T00:00"), "storm"}};
  return Calendar::make(rules).value();
}

Calendar closed_for_good() { return Calendar::make({.zone = kToronto, .hours = {}}).value(); }

TEST(Calendar, KnowsWhenItWorks) {
  const Calendar tested = office();
  EXPECT_FALSE(tested.is_working(at("2026-11-23T08:30") - milliseconds(1)));
  EXPECT_TRUE(tested.is_working(at("2026-11-23T08:30")));
  EXPECT_TRUE(tested.is_working(at("2026-11-23T12:00") - milliseconds(1)));
  EXPECT_FALSE(tested.is_working(at("2026-11-23T12:00")));
  EXPECT_FALSE(tested.is_working(at("2026-11-22T10:00")));  // Sunday
  EXPECT_FALSE(tested.is_working(at("2026-11-24T15:00")));  // storm
  EXPECT_FALSE(tested.is_working(at("2026-12-25T10:00")));  // Christmas
  EXPECT_FALSE(tested.is_working(at("2026-12-28T10:00")));  // Boxing Day, observed
  EXPECT_TRUE(tested.is_holiday(wall("2026-12-28T00:00").date));
  EXPECT_FALSE(tested.is_holiday(wall("2026-12-29T00:00").date));
  EXPECT_EQ(tested.working_spans(wall("2026-11-24T00:00").date),
            (std::vector<TimeSpan>{{at("2026-11-24T08:30"), at("2026-11-24T12:00")},
                                   {at("2026-11-24T13:00"), at("2026-11-24T15:00")}}));
}

TEST(Calendar, AddsWorkingTime) {
  const Calendar tested = office();
  const auto add = [&](std::string_view from, Duration amount) {
    return tested.add_working_time(at(from), amount).value();
  };
  EXPECT_EQ(add("2026-11-23T09:00", hours(1)), at("2026-11-23T10:00"));
  EXPECT_EQ(add("2026-11-23T11:30", hours(1)), at("2026-11-23T13:30"));
  EXPECT_EQ(add("2026-11-23T11:00", hours(1)), at("2026-11-23T12:00"));  // reached at closing
  EXPECT_EQ(add("2026-11-23T16:00", hours(1)), at("2026-11-24T09:00"));
  EXPECT_EQ(add("2026-11-24T14:30", hours(1)), at("2026-11-25T09:00"));  // the storm between
  EXPECT_EQ(add("2026-12-24T16:00", hours(1)), at("2026-12-29T09:00"));  // Christmas between
  EXPECT_EQ(add("2026-11-21T10:00", hours(0)), at("2026-11-21T10:00"));
  EXPECT_FALSE(tested.add_working_time(at("2026-11-23T09:00"), milliseconds(-1)).ok());
}

TEST(Calendar, FindsTheNextWorkingInstant) {
  const Calendar tested = office();
  EXPECT_EQ(tested.next_working_instant(at("2026-11-23T09:00")).value(), at("2026-11-23T09:00"));
  EXPECT_EQ(tested.next_working_instant(at("2026-11-23T12:00")).value(), at("2026-11-23T13:00"));
  EXPECT_EQ(tested.next_working_instant(at("2026-11-24T15:00")).value(), at("2026-11-25T08:30"));
  EXPECT_EQ(tested.next_working_instant(at("2026-11-27T17:00")).value(), at("2026-11-30T08:30"));
}

TEST(Calendar, SharesAreSharesOfWorkingTime) {
  const Calendar tested = office();
  const Instant from = at("2026-11-20T15:30");  // Friday; an hour is left, then the weekend
  const Instant due = at("2026-11-23T11:30");
  EXPECT_EQ(tested.share_of_working_time(from, due, 25), at("2026-11-20T16:30"));
  EXPECT_EQ(tested.share_of_working_time(from, due, 50), at("2026-11-23T09:30"));
  EXPECT_EQ(tested.share_of_working_time(from, due, 90), at("2026-11-23T11:06"));
  EXPECT_EQ(tested.share_of_working_time(from, due, 0), from);
  EXPECT_EQ(tested.share_of_working_time(from, due, 100), due);
  EXPECT_EQ(tested.share_of_working_time(due, from, 50), from);
  // After closing there is only plain time.
  EXPECT_EQ(tested.share_of_working_time(at("2026-11-23T18:00"), at("2026-11-23T20:00"), 90),
            at("2026-11-23T19:48"));
}

TEST(Calendar, CountsWorkingDaysAtTheSameLocalTime) {
  const Calendar tested = office();
  const auto later = [&](std::string_view from, int count) {
    return tested.working_days_later(at(from), count).value();
  };
  EXPECT_EQ(later("2026-11-23T10:15", 1), at("2026-11-24T10:15"));
  EXPECT_EQ(later("2026-11-27T10:15", 2), at("2026-12-01T10:15"));  // a weekend between
  EXPECT_EQ(later("2026-11-23T16:00", 1), at("2026-11-24T15:00"));  // closing of the storm day
  EXPECT_EQ(later("2026-11-25T22:00", 1), at("2026-11-26T16:30"));
  EXPECT_EQ(later("2026-11-25T05:00", 1), at("2026-11-26T08:30"));
  EXPECT_EQ(later("2026-11-25T12:30", 1), at("2026-11-26T12:30"));  // the lunch hour is not closing
  EXPECT_EQ(later("2026-11-28T10:00", 1), at("2026-11-30T10:00"));  // from a Saturday
  EXPECT_EQ(later("2026-12-24T10:00", 1), at("2026-12-29T10:00"));
  EXPECT_EQ(later("2026-10-30T10:00", 1), at("2026-11-02T10:00"));  // 73 hours: clocks go back
  EXPECT_EQ(at("2026-11-02T10:00") - at("2026-10-30T10:00"), hours(73));
  EXPECT_FALSE(tested.working_days_later(at("2026-11-23T10:00"), 0).ok());
}

TEST(Calendar, CountsHoursThatComeTwiceTwiceAndMissingOnesNever) {
  const Calendar tested =
      Calendar::make({.zone = kToronto, .hours = WeeklySpans::every_day({{hours(0), hours(6)}})})
          .value();
  const auto worked = [&](std::string_view day) {
    const Instant midnight = at(day);
    return tested.working_time_between(midnight, midnight + hours(12));
  };
  EXPECT_EQ(worked("2026-03-07T00:00"), hours(6));
  EXPECT_EQ(worked("2026-03-08T00:00"), hours(5));
  EXPECT_EQ(worked("2026-11-01T00:00"), hours(7));
  EXPECT_TRUE(tested.is_working(at("2026-11-01T01:30") + hours(1)));  // the second 1:30
}

TEST(Calendar, ASpanInAGapIsEmpty) {
  const Calendar tested =
      Calendar::make(
          {.zone = kToronto, .hours = WeeklySpans::every_day({{minutes(130), minutes(170)}})})
          .value();
  EXPECT_TRUE(tested.working_spans(wall("2026-03-08T00:00").date).empty());
  EXPECT_EQ(tested.working_days_later(at("2026-03-07T02:30"), 1).value(), at("2026-03-09T02:30"));
}

TEST(Calendar, ClosuresOverlapAndSplitSpans) {
  const Calendar tested =
      Calendar::make({.zone = kToronto,
                      .hours = WeeklySpans::every_day({{hours(8), hours(18)}}),
                      .closures = {{wall("2026-06-01T14:00"), wall("2026-06-01T15:00")},
                                   {wall("2026-06-01T10:00"), wall("2026-06-01T11:00")},
                                   {wall("2026-06-01T10:30"), wall("2026-06-01T12:00")},
                                   {wall("2026-06-01T17:00"), wall("2026-06-03T09:00")}}})
          .value();
  EXPECT_EQ(tested.working_spans(wall("2026-06-01T00:00").date),
            (std::vector<TimeSpan>{{at("2026-06-01T08:00"), at("2026-06-01T10:00")},
                                   {at("2026-06-01T12:00"), at("2026-06-01T14:00")},
                                   {at("2026-06-01T15:00"), at("2026-06-01T17:00")}}));
  EXPECT_TRUE(tested.working_spans(wall("2026-06-02T00:00").date).empty());
  EXPECT_EQ(tested.next_working_instant(at("2026-06-01T17:00")).value(), at("2026-06-03T09:00"));
}

TEST(Calendar, SaysSoWhenWorkNeverComes) {
  const auto expect_error = [](const base::Result<Instant>& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().reason, "calendar.no_working_time");
  };
  const Instant from = at("2026-11-23T10:00");
  const Calendar never = closed_for_good();
  expect_error(never.add_working_time(from, milliseconds(1)));
  expect_error(never.working_days_later(from, 1));
  expect_error(never.next_working_instant(from));
  EXPECT_EQ(never.working_time_between(from, from + days(1000)), Duration(0));
  EXPECT_EQ(never.share_of_working_time(from, from + hours(10), 50), from + hours(5));

  CalendarRules shut = office().rules();
  shut.closures = {{wall("2026-11-24T00:00"), wall("9998-12-31T00:00"), "moved away"}};
  const Calendar ends = Calendar::make(shut).value();
  expect_error(ends.add_working_time(from, hours(8)));
  expect_error(ends.working_days_later(from, 1));
  EXPECT_EQ(ends.add_working_time(from, hours(1)).value(), from + hours(1));
}

TEST(Calendar, StaysWithinItsYears) {
  const Calendar always = Calendar::round_the_clock(kToronto);
  EXPECT_FALSE(always.is_working(Instant::min()));
  EXPECT_FALSE(always.is_working(Instant::max()));
  EXPECT_EQ(always.add_working_time(Instant::max(), hours(1)).error().reason,
            "calendar.no_working_time");
  EXPECT_EQ(always.add_working_time(at("2026-11-23T10:00"), days(40'000)).error().reason,
            "calendar.no_working_time");
  EXPECT_EQ(always.add_working_time(Instant::min(), hours(1)).value(), at("1970-01-01T01:00"));
  EXPECT_EQ(always.working_time_between(Instant::min(), Instant::max()),
            at("2100-01-01T00:00") - at("1970-01-01T00:00"));
  EXPECT_FALSE(always.working_days_later(Instant::max(), 1).ok());
  EXPECT_FALSE(always.next_working_instant(at("2100-01-01T00:00")).ok());
}

TEST(Calendar, RefusesRulesThatMakeNoSense) {
  const auto reason = [](CalendarRules rules) {
    const auto made = Calendar::make(std::move(rules));
    return made.ok() ? "accepted" : made.error().reason;
  };
  CalendarRules rules{.zone = kToronto};
  rules.hours.days[1] = {{hours(13), hours(17)}, {hours(8), hours(12)}};
  EXPECT_EQ(reason(rules), "calendar.spans");
  rules.hours.days[1] = {{hours(8), hours(25)}};
  EXPECT_EQ(reason(rules), "calendar.spans");
  rules.hours.days[1] = {{hours(-1), hours(5)}};
  EXPECT_EQ(reason(rules), "calendar.spans");
  rules.hours.days[1] = {{hours(8), hours(12)}, {hours(12), hours(24)}};
  EXPECT_EQ(reason(rules), "accepted");
  rules.closures = {{wall("2026-06-01T14:00"), wall("2026-06-01T14:00")}};
  EXPECT_EQ(reason(rules), "calendar.closure");
  rules.closures = {};
  rules.holidays = {{"never", FixedDate{std::chrono::February / 31}}};
  EXPECT_EQ(reason(rules), "calendar.holiday_rule");
}

// ---- Properties, for random calendars and times. ----

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::int64_t from(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  // Milliseconds in 2026 and 2027; half of them within a day of a change of Toronto's clocks.
  Instant instant() {
    static const std::vector<Instant> kChanges{at("2026-03-08T03:00"), at("2026-11-01T01:00"),
                                               at("2027-03-14T03:00"), at("2027-11-07T01:00")};
    if (from(0, 1) == 0)
      return at("2026-01-01T00:00") + milliseconds(from(0, 2L * 365 * 86'400'000));
    const Instant change = kChanges[static_cast<std::size_t>(from(0, 3))];
    return change + milliseconds(from(-86'400'000, 86'400'000));
  }
  // Edges on the quarter hour, up to three spans a day, some days off, some closures.
  Calendar calendar() {
    CalendarRules rules{.zone = kToronto};
    for (auto& day : rules.hours.days) {
      std::vector<std::int64_t> edges;
      for (std::int64_t i = 2 * from(0, 3); i > 0; --i) edges.push_back(from(0, 96) * 15);
      std::ranges::sort(edges);
      edges.erase(std::ranges::unique(edges).begin(), edges.end());
      for (std::size_t i = 0; i + 1 < edges.size(); i += 2) {
        day.push_back({minutes(edges[i]), minutes(edges[i + 1])});
      }
    }
    rules.hours.days[3] = {{hours(1), hours(4)}};  // never without any working time
    rules.holidays = {{"Easter Monday", EasterOffset{1}},
                      {"November", NthWeekday{std::chrono::November, std::chrono::Sunday[1]}}};
    for (std::int64_t i = from(0, 4); i > 0; --i) {
      const Instant start = instant();
      const base::WallTime first = kToronto.to_local(start).wall();
      const base::WallTime last = kToronto.to_local(start + minutes(from(120, 5000))).wall();
      rules.closures.push_back({first, last});
    }
    return Calendar::make(std::move(rules)).value();
  }

 private:
  std::mt19937_64 engine_;
};

TEST(CalendarProperties, AddingAndMeasuringAgree) {
  Random random(1);
  for (int round = 0; round < 150; ++round) {
    const Calendar tested = random.calendar();
    for (int i = 0; i < 30; ++i) {
      const Instant from = random.instant();
      const Duration amount(random.from(1, 5L * 86'400'000));
      const Instant reached = tested.add_working_time(from, amount).value();
      ASSERT_EQ(tested.working_time_between(from, reached), amount);
      // The first such instant: a millisecond earlier it has not passed.
      ASSERT_EQ(tested.working_time_between(from, reached - milliseconds(1)),
                amount - milliseconds(1));
    }
  }
}

TEST(CalendarProperties, WorkingTimeIsMonotonicAndAddsUp) {
  Random random(2);
  for (int round = 0; round < 100; ++round) {
    const Calendar tested = random.calendar();
    for (int i = 0; i < 30; ++i) {
      const Instant near = random.instant();
      std::array<Instant, 3> t{near, near + milliseconds(random.from(0, 20L * 86'400'000)),
                               near - milliseconds(random.from(0, 20L * 86'400'000))};
      std::ranges::sort(t);
      const Duration first = tested.working_time_between(t[0], t[1]);
      const Duration second = tested.working_time_between(t[1], t[2]);
      ASSERT_GE(first, Duration(0));
      ASSERT_LE(first, t[1] - t[0]);
      ASSERT_EQ(tested.working_time_between(t[0], t[2]), first + second);
      const Duration amount(random.from(1, 86'400'000));
      ASSERT_LE(tested.add_working_time(t[0], amount).value(),
                tested.add_working_time(t[1], amount).value());
      ASSERT_LE(tested.add_working_time(t[0], amount).value(),
                tested.add_working_time(t[0], amount + milliseconds(1)).value());
    }
  }
}

TEST(CalendarProperties, SharesStayInOrderBetweenTheirEnds) {
  Random random(3);
  for (int round = 0; round < 60; ++round) {
    const Calendar tested = random.calendar();
    for (int i = 0; i < 20; ++i) {
      const Instant from = random.instant();
      const Instant due = from + milliseconds(random.from(1, 10L * 86'400'000));
      const Duration all = tested.working_time_between(from, due);
      Instant last = from;
      for (const int percent : {0, 1, 50, 90, 100}) {
        const Instant share = tested.share_of_working_time(from, due, percent);
        ASSERT_GE(share, last);
        ASSERT_LE(share, due);
        ASSERT_EQ(tested.working_time_between(from, share) * (all > Duration(0) ? 1 : 0),
                  all * percent / 100);
        last = share;
      }
    }
  }
}

TEST(CalendarProperties, WorkingInstantsAreThoseThatAddTime) {
  Random random(4);
  for (int round = 0; round < 100; ++round) {
    const Calendar tested = random.calendar();
    for (int i = 0; i < 30; ++i) {
      const Instant t = random.instant();
      const bool adds = tested.working_time_between(t, t + milliseconds(1)) > Duration(0);
      ASSERT_EQ(tested.is_working(t), adds);
      const Instant next = tested.next_working_instant(t).value();
      ASSERT_TRUE(tested.is_working(next));
      ASSERT_GE(next, t);
      ASSERT_EQ(tested.working_time_between(t, next), Duration(0));
      ASSERT_EQ(next == t, tested.is_working(t));
    }
  }
}

TEST(CalendarProperties, WorkingDaysEndWithinADaysHours) {
  Random random(5);
  for (int round = 0; round < 60; ++round) {
    const Calendar tested = random.calendar();
    for (int i = 0; i < 20; ++i) {
      const Instant from = random.instant();
      const int count = static_cast<int>(random.from(1, 12));
      const Instant due = tested.working_days_later(from, count).value();
      std::chrono::sys_days day(kToronto.to_local(from).date);
      for (int left = count; left > 0; --left) {
        do {
          day += days(1);
        } while (tested.working_spans(day).empty());
      }
      const auto spans = tested.working_spans(day);
      ASSERT_GE(due, spans.front().from);
      ASSERT_LE(due, spans.back().until);
      if (due > spans.front().from && due < spans.back().until) {
        const base::ResolvedTime same =
            kToronto.to_instant({day, kToronto.to_local(from).time_of_day});
        ASSERT_EQ(due, same.instant);
      }
    }
  }
}

TEST(CalendarProperties, RoundTheClockIsPlainArithmetic) {
  Random random(6);
  for (const char* name : {"America/Toronto", "Australia/Lord_Howe", "America/St_Johns", "UTC"}) {
    const Calendar tested = Calendar::round_the_clock(base::TimeZone::load(name).value());
    for (int i = 0; i < 1000; ++i) {
      const Instant from = random.instant();
      const Duration amount(random.from(0, 30L * 86'400'000));
      ASSERT_TRUE(tested.is_working(from));
      ASSERT_EQ(tested.add_working_time(from, amount).value(), from + amount);
      ASSERT_EQ(tested.working_time_between(from, from + amount), amount);
      ASSERT_EQ(tested.share_of_working_time(from, from + amount, 50), from + amount / 2);
    }
  }
}

}  // namespace
}  // namespace kept::domain
