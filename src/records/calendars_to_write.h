#pragma once

// Private to records/: working time to TOML tables, as calendar_file.h reads it.

#include <toml++/toml.h>

#include <string>

#include "domain/calendar/calendar.h"

namespace kept::records {

/// {mon = ["08:30-16:30"], …}
[[nodiscard]] toml::table write_week(const domain::WeeklySpans& week);

/// Gathers what stands in calendars.toml: each holiday and each calendar once, whoever uses it.
class CalendarsToWrite {
 public:
  /// The key of the calendar with these rules; `suggestion` when it is new.
  std::string name_of(const domain::CalendarRules& rules, const std::string& suggestion);

  /// All that was named so far.
  [[nodiscard]] toml::table file() const;

 private:
  std::string name_of(const domain::HolidayRule& rule);

  toml::table holidays_;
  toml::table calendars_;
};

}  // namespace kept::records
