#pragma once

#include <string>

#include "base/time_zone.h"

namespace kept::desk {

/// How a page says a time: "2:00 PM today", "2:00 PM on Tuesday, November 24"; "aujourd'hui à
/// 14 h", "le mardi 24 novembre à 14 h". Always with the day.
[[nodiscard]] std::string spoken_time(base::Instant at, base::Instant now,
                                      const base::TimeZone& zone, const std::string& language);

/// "2:00 PM"; "14 h", "14 h 05".
[[nodiscard]] std::string clock_words(const base::LocalTime& local, const std::string& language);
/// "Tuesday, November 24"; "mardi 24 novembre".
[[nodiscard]] std::string day_words(const base::LocalTime& local, const std::string& language);

/// How a letter says it: always with the date, for it is read on another day than it was written.
[[nodiscard]] std::string written_time(base::Instant at, const base::TimeZone& zone,
                                       const std::string& language);

}  // namespace kept::desk
