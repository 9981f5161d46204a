#include "domain/calendar/calendar.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace kept::domain {
namespace {

using base::Date;
using base::Duration;
using base::Instant;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;

constexpr year kFirstYear{1970};
constexpr year kLastYear{2099};
constexpr sys_days kFirstDay{kFirstYear / std::chrono::January / 1};
constexpr sys_days kLastDay{kLastYear / std::chrono::December / 31};
constexpr days kLongestSearch{731};

base::Error no_working_time() {
  return base::refused("calendar.no_working_time",
                       "This calendar has no working time for it; choose another or give a time.");
}

std::vector<sys_days> list_holidays(const std::vector<HolidayRule>& rules) {
  std::vector<sys_days> dates;
  // One year early, for what is observed in the next.
  for (year in = kFirstYear - std::chrono::years(1); in <= kLastYear; ++in) {
    for (const Holiday& holiday : holidays_of(rules, in)) dates.emplace_back(holiday.date);
  }
  std::ranges::sort(dates);
  return dates;
}

// Ordered and joined, so that a binary search finds what touches a span.
std::vector<TimeSpan> resolve(const std::vector<Closure>& closures, const base::TimeZone& zone) {
  std::vector<TimeSpan> spans;
  for (const Closure& closure : closures) {
    spans.push_back(
        {zone.to_instant(closure.from).instant, zone.to_instant(closure.until).instant});
  }
  std::ranges::sort(spans, {}, &TimeSpan::from);
  std::vector<TimeSpan> joined;
  for (const TimeSpan& span : spans) {
    if (!joined.empty() && span.from <= joined.back().until) {
      joined.back().until = std::max(joined.back().until, span.until);
    } else {
      joined.push_back(span);
    }
  }
  return joined;
}

// Appends what `closures` leave of `span`.
void append_open(TimeSpan span, const std::vector<TimeSpan>& closures,
                 std::vector<TimeSpan>& open) {
  auto closure = std::ranges::upper_bound(closures, span.from, {}, &TimeSpan::until);
  for (; closure != closures.end() && closure->from < span.until; ++closure) {
    if (span.from < closure->from) open.push_back({span.from, closure->from});
    span.from = std::min(closure->until, span.until);
  }
  if (span.from < span.until) open.push_back(span);
}

bool is_time_of_day(Duration time) { return time >= Duration::zero() && time <= days(1); }

base::Result<base::Done> check_closure(const Closure& closure) {
  if (!closure.from.date.ok() || !closure.until.date.ok() ||
      !is_time_of_day(closure.from.time_of_day) || !is_time_of_day(closure.until.time_of_day) ||
      closure.until <= closure.from) {
    return base::invalid("", "calendar.closure", "A closure ends after it begins.");
  }
  return base::Done{};
}

}  // namespace

struct Calendar::Data {
  CalendarRules rules;
  std::vector<sys_days> holidays;
  std::vector<TimeSpan> closures;
};

Calendar::Calendar(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

base::Result<Calendar> Calendar::make(CalendarRules rules) {
  if (const auto checked = check_spans(rules.hours); !checked) return checked.error();
  for (const HolidayRule& rule : rules.holidays) {
    if (const auto checked = check_rule(rule); !checked) return checked.error();
  }
  for (const Closure& closure : rules.closures) {
    if (const auto checked = check_closure(closure); !checked) return checked.error();
  }
  auto holidays = list_holidays(rules.holidays);
  auto closures = resolve(rules.closures, rules.zone);
  return Calendar(std::make_shared<const Data>(
      Data{std::move(rules), std::move(holidays), std::move(closures)}));
}

Calendar Calendar::round_the_clock(const base::TimeZone& zone) {
  return make({.zone = zone, .hours = WeeklySpans::every_day({{{}, days(1)}})}).value();
}

const CalendarRules& Calendar::rules() const { return data_->rules; }

const base::TimeZone& Calendar::zone() const { return data_->rules.zone; }

bool Calendar::is_holiday(Date date) const {
  return std::ranges::binary_search(data_->holidays, sys_days(date));
}

std::vector<TimeSpan> Calendar::working_spans(Date date) const {
  std::vector<TimeSpan> open;
  const sys_days day(date);
  if (day < kFirstDay || day > kLastDay || is_holiday(date)) return open;
  // Edges never decrease with wall time (TimeZone::to_instant), so spans stay in order, within
  // their day and apart; a span that lies in a gap comes out empty.
  for (const DaySpan& span : data_->rules.hours.on(std::chrono::weekday(day))) {
    append_open({zone().to_instant({date, span.from}).instant,
                 zone().to_instant({date, span.until}).instant},
                data_->closures, open);
  }
  return open;
}

bool Calendar::is_working(Instant instant) const {
  if (instant < kFirstDay - days(1) || instant > kLastDay + days(2)) return false;
  const auto spans = working_spans(zone().day_of(instant));
  return std::ranges::any_of(
      spans, [&](const TimeSpan& span) { return span.from <= instant && instant < span.until; });
}

Duration Calendar::working_time_between(Instant from, Instant until) const {
  // Nothing beyond the known years is working time; a day more on both sides covers every offset.
  from = std::max(from, Instant(kFirstDay - days(1)));
  until = std::min(until, Instant(kLastDay + days(2)));
  Duration total{0};
  if (until <= from) return total;
  const sys_days last(zone().day_of(until));
  for (sys_days day(zone().day_of(from)); day <= last; day += days(1)) {
    for (const TimeSpan& span : working_spans(day)) {
      const Duration shared = std::min(span.until, until) - std::max(span.from, from);
      total += std::max(shared, Duration::zero());
    }
  }
  return total;
}

base::Result<Instant> Calendar::add_working_time(Instant from, Duration amount) const {
  if (amount < Duration::zero()) {
    return base::invalid("", "calendar.negative", "Working time is added, not taken away.");
  }
  if (amount == Duration::zero()) return from;
  if (from > kLastDay + days(2)) return no_working_time();
  from = std::max(from, Instant(kFirstDay - days(1)));
  sys_days day(zone().day_of(from));
  for (sys_days give_up = day + kLongestSearch; day <= give_up; day += days(1)) {
    for (const TimeSpan& span : working_spans(day)) {
      const Instant start = std::max(span.from, from);
      if (span.until <= start) continue;
      if (amount <= span.until - start) return start + amount;
      amount -= span.until - start;
      give_up = day + kLongestSearch;
    }
  }
  return no_working_time();
}

Instant Calendar::share_of_working_time(Instant from, Instant due, int percent) const {
  KEPT_CHECK(percent >= 0 && percent <= 100);
  if (due <= from) return due;
  const Duration working = working_time_between(from, due);
  if (working == Duration::zero()) return from + (due - from) / 100 * percent;
  // Cannot fail: there is at least that much working time before `due`, unless it lies behind a
  // closure of years; then the share is not told before `due`.
  const auto at = add_working_time(from, working * percent / 100);
  return at ? at.value() : due;
}

base::Result<Instant> Calendar::working_days_later(Instant from, int count) const {
  if (count < 1) {
    return base::invalid("", "calendar.working_days", "Give a number of working days from 1 up.");
  }
  if (from < kFirstDay || from > kLastDay) return no_working_time();
  const base::LocalTime local = zone().to_local(from);
  sys_days day(local.date);
  for (sys_days give_up = day + kLongestSearch; day <= give_up;) {
    day += days(1);
    const auto spans = working_spans(day);
    if (spans.empty()) continue;
    give_up = day + kLongestSearch;
    if (--count > 0) continue;
    const Instant same_time = zone().to_instant({day, local.time_of_day}).instant;
    return std::clamp(same_time, spans.front().from, spans.back().until);
  }
  return no_working_time();
}

base::Result<Instant> Calendar::next_working_instant(Instant from) const {
  // The instant at which the first millisecond of working time has passed, less that millisecond.
  const auto passed = add_working_time(from, Duration(1));
  if (!passed) return passed.error();
  return passed.value() - Duration(1);
}

}  // namespace kept::domain
