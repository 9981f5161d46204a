#pragma once

#include <string>

#include "base/time_zone.h"

namespace kept::http {

/// A text of the residents' pages in `language` ("en" or "fr"), by name. An unknown name is a
/// programmer's error.
[[nodiscard]] const char* word(const std::string& name, const std::string& language);

/// "2:00 PM, Tuesday, November 24" or "mardi 24 novembre, 14 h".
[[nodiscard]] std::string spoken_time(base::Instant at, const base::TimeZone& zone,
                                      const std::string& language);

}  // namespace kept::http
