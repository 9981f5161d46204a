#pragma once

#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"

namespace kept::base {

// Times as text: the profile of ISO 8601 that RFC 3339 describes. Years 0001 to 9998 are read, so
// that what was read can be written in every zone; years 0000 to 9999 are written, and anything
// outside them is a programmer's error.

/// "2026-11-24T19:00:00Z"; with ".250" before the Z when the milliseconds are not zero.
[[nodiscard]] std::string format_utc(Instant instant);

/// "2026-11-24T14:00:00-05:00": the same instant as it is read in `zone`.
[[nodiscard]] std::string format_local(Instant instant, const TimeZone& zone);

/// "2026-11-24T14:00:00": no offset.
[[nodiscard]] std::string format_wall(const WallTime& wall);

/// "2026-11-24".
[[nodiscard]] std::string format_date(Date date);

/// A date, 'T', a time to the second and 'Z' or an offset ±hh:mm are all required. Fractions of a
/// second beyond milliseconds are cut off. Leap seconds (":60") are refused.
Result<Instant> parse_instant(std::string_view text);

/// As format_wall writes it; seconds may be left out ("2026-11-24T14:00", as browsers send it).
Result<WallTime> parse_wall(std::string_view text);

Result<Date> parse_date(std::string_view text);

/// "PT1H", "P2D", "P1W", "P1DT12H30M", "PT0.5S". A day is 24 hours here. Years and months have no
/// fixed length and are refused, as are signs and anything above 36,525 days.
Result<Duration> parse_duration(std::string_view text);

}  // namespace kept::base
