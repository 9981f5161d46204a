#pragma once

// Private to records/: working time from TOML tables.

#include <array>
#include <map>
#include <string>

#include "base/result.h"
#include "domain/calendar/calendar.h"
#include "records/checked_table.h"

namespace kept::records {

/// As set-up files write the days of a week, by std::chrono::weekday::c_encoding().
inline constexpr std::array<const char*, 7> kWeekdays{"sun", "mon", "tue", "wed",
                                                      "thu", "fri", "sat"};

/// "08:30-16:30", nothing where it is written otherwise.
[[nodiscard]] std::optional<domain::DaySpan> read_span(const std::string& text);

/// The calendars of calendars.toml by key.
[[nodiscard]] base::Result<std::map<std::string, domain::CalendarRules>> read_calendars(
    TomlFile& file, const base::TimeZone& zone);

/// KEY = {mon = ["08:30-16:30"], …}; a day that is missing has no working time. Nothing when it is
/// left out; what is wrong is noted in the file.
[[nodiscard]] std::optional<domain::WeeklySpans> read_week(CheckedTable& table,
                                                           const std::string& key);

}  // namespace kept::records
