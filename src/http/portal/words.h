#pragma once

#include <string>

#include "base/time_zone.h"

namespace kept::http {

/// A text of the portal in `language` ("en" or "fr"), by name. An unknown name is a programmer's
/// error.
[[nodiscard]] const char* word(const std::string& name, const std::string& language);

/// "2:00 PM today", "2:00 PM on Tuesday, November 24"; "aujourd'hui à 14 h", "le mardi 24 novembre
/// à 14 h". Always with the day.
[[nodiscard]] std::string spoken_time(base::Instant at, base::Instant now,
                                      const base::TimeZone& zone, const std::string& language);

}  // namespace kept::http
