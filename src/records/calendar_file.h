#pragma once

// Private to records/: working time from TOML tables.

#include <toml++/toml.h>

#include <map>
#include <string>

#include "base/result.h"
#include "domain/calendar/calendar.h"

namespace kept::records {

/// The calendars of calendars.toml by key.
[[nodiscard]] base::Result<std::map<std::string, domain::CalendarRules>> read_calendars(
    const toml::table& file, const base::TimeZone& zone);

/// {mon = ["08:30-16:30"], …}; a day that is missing has no working time.
[[nodiscard]] base::Result<domain::WeeklySpans> read_week(const toml::table& week);

}  // namespace kept::records
