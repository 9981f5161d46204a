#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time_zone.h"

namespace kept::domain {

/// The same date every year. With `observed_on_monday`, when it falls on a weekend the following
/// Monday is a holiday too, or the first day after that which is not a holiday already (Christmas
/// on a Saturday takes Monday, Boxing Day Tuesday). 29 February is no holiday in a common year.
struct FixedDate {
  std::chrono::month_day date;
  bool observed_on_monday = false;
};

/// The first to fourth given weekday of a month (Labour Day: Monday[1] of September).
struct NthWeekday {
  std::chrono::month month;
  std::chrono::weekday_indexed weekday;
};

struct LastWeekday {
  std::chrono::month month;
  std::chrono::weekday weekday;
};

/// The last given weekday not after a date (Victoria Day: the Monday on or before 24 May).
struct WeekdayOnOrBefore {
  std::chrono::month_day date;
  std::chrono::weekday weekday;
};

/// Days from Western Easter Sunday (Good Friday: -2, Easter Monday: 1).
struct EasterOffset {
  int days = 0;
};

struct HolidayRule {
  std::string name;
  std::variant<FixedDate, NthWeekday, LastWeekday, WeekdayOnOrBefore, EasterOffset> when;
  std::optional<std::chrono::year> first_year = {};
  std::optional<std::chrono::year> last_year = {};
};

struct Holiday {
  base::Date date;
  std::string name;
};

/// Refuses dates that never occur, and offsets from Easter that leave the year.
base::Result<base::Done> check_rule(const HolidayRule& rule);

/// Western Easter Sunday in the Gregorian calendar.
[[nodiscard]] base::Date easter_sunday(std::chrono::year year);

/// The holidays that the rules give for `year`, by date; a day observed for a date at the end of
/// the year may lie in the next. Rules must pass check_rule.
[[nodiscard]] std::vector<Holiday> holidays_of(const std::vector<HolidayRule>& rules,
                                               std::chrono::year year);

}  // namespace kept::domain
