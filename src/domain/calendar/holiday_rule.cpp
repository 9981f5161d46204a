#include "domain/calendar/holiday_rule.h"

#include <algorithm>
#include <set>

namespace kept::domain {
namespace {

using base::Date;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;

bool holds_in(const HolidayRule& rule, year in) {
  return (!rule.first_year || in >= *rule.first_year) && (!rule.last_year || in <= *rule.last_year);
}

std::optional<Date> date_in(const FixedDate& when, year in) {
  const Date date = in / when.date;
  if (!date.ok()) return std::nullopt;  // 29 February
  return date;
}
std::optional<Date> date_in(const NthWeekday& when, year in) {
  return Date(sys_days(in / when.month / when.weekday));
}
std::optional<Date> date_in(const LastWeekday& when, year in) {
  return Date(sys_days(in / when.month / when.weekday[std::chrono::last]));
}
std::optional<Date> date_in(const WeekdayOnOrBefore& when, year in) {
  const Date limit = in / when.date;
  if (!limit.ok()) return std::nullopt;  // 29 February
  const sys_days day(limit);
  return Date(day - (weekday(day) - when.weekday));
}
std::optional<Date> date_in(const EasterOffset& when, year in) {
  return Date(sys_days(easter_sunday(in)) + days(when.days));
}

std::optional<Date> date_of(const HolidayRule& rule, year in) {
  if (!holds_in(rule, in)) return std::nullopt;
  return std::visit([in](const auto& when) { return date_in(when, in); }, rule.when);
}

bool moves_to_monday(const HolidayRule& rule, Date date) {
  const auto* fixed = std::get_if<FixedDate>(&rule.when);
  const weekday day{sys_days(date)};
  return fixed != nullptr && fixed->observed_on_monday &&
         (day == std::chrono::Saturday || day == std::chrono::Sunday);
}

std::set<Date> dates_of(const std::vector<HolidayRule>& rules, year in) {
  std::set<Date> dates;
  for (const HolidayRule& rule : rules) {
    if (const auto date = date_of(rule, in)) dates.insert(*date);
  }
  return dates;
}

// Monday after `date`, or the first day from there on that is not taken.
Date observed_date(Date date, const std::set<Date>& taken) {
  sys_days day(date);
  do {
    ++day;
  } while (weekday(day) == std::chrono::Sunday || taken.contains(Date(day)));
  return day;
}

struct RuleCheck {
  bool operator()(const FixedDate& when) const { return when.date.ok(); }
  bool operator()(const NthWeekday& when) const {
    return when.month.ok() && when.weekday.ok() && when.weekday.index() <= 4;
  }
  bool operator()(const LastWeekday& when) const { return when.month.ok() && when.weekday.ok(); }
  bool operator()(const WeekdayOnOrBefore& when) const {
    // From 7 January on, so that the weekday lies in the same year.
    return when.date.ok() && when.weekday.ok() &&
           when.date >= std::chrono::month_day(std::chrono::January, std::chrono::day(7));
  }
  bool operator()(const EasterOffset& when) const { return when.days >= -80 && when.days <= 250; }
};

}  // namespace

base::Result<base::Done> check_rule(const HolidayRule& rule) {
  if (!std::visit(RuleCheck{}, rule.when)) {
    return base::invalid("", "calendar.holiday_rule", "'" + rule.name + "' is never a date.");
  }
  if (rule.first_year && rule.last_year && *rule.last_year < *rule.first_year) {
    return base::invalid("", "calendar.holiday_years",
                         "'" + rule.name + "' ends before it begins.");
  }
  return base::Done{};
}

// J. Meeus, Astronomical Algorithms (1991), chapter 8, after Butcher's Ecclesiastical Calendar
// (1876); without exceptions for all years of the Gregorian calendar. Names are his.
base::Date easter_sunday(year in) {
  const int x = static_cast<int>(in);
  const int a = x % 19;
  const int b = x / 100;
  const int c = x % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int f = (b + 8) / 25;
  const int g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return in / (n / 31) / (n % 31 + 1);
}

std::vector<Holiday> holidays_of(const std::vector<HolidayRule>& rules, year in) {
  std::vector<Holiday> holidays;
  std::vector<Holiday> to_observe;
  for (const HolidayRule& rule : rules) {
    const auto date = date_of(rule, in);
    if (!date) continue;
    holidays.push_back({*date, rule.name});
    if (moves_to_monday(rule, *date)) to_observe.push_back({*date, rule.name});
  }
  const auto by_date = [](const Holiday& a, const Holiday& b) { return a.date < b.date; };
  std::ranges::stable_sort(to_observe, by_date);
  std::set<Date> taken = dates_of(rules, in);
  taken.merge(dates_of(rules, in + std::chrono::years(1)));
  for (const Holiday& holiday : to_observe) {
    const Date date = observed_date(holiday.date, taken);
    taken.insert(date);
    holidays.push_back({date, holiday.name});
  }
  std::ranges::stable_sort(holidays, by_date);
  return holidays;
}

}  // namespace kept::domain
