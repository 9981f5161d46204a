#pragma once

// Private to http/open311.

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time_zone.h"

namespace kept::http {

/// The longest window that may be asked about; how long one is of which an end is left open.
inline constexpr std::chrono::days kWidestWindow{90};

/// 90 days from date to date are 91 days long, and an hour more when the clock is set back.
[[nodiscard]] constexpr bool is_too_wide(base::Instant start, base::Instant end) {
  return end - start > kWidestWindow + std::chrono::days(1) + std::chrono::hours(1);
}

/// Which end of a window a time is; both ends belong to it.
enum class Edge { from, until };

/// A time as clients write it: "2026-11-24T14:00:00Z", with a fraction, with an offset "+05:00",
/// "+0500" or " 05:00" (a plus that nobody escaped), with a space for the T, without seconds,
/// without an offset (then the city's clock) or as a date alone (then the whole day). As the end of
/// a window a time without a fraction means all of its second, for that is how times are told.
[[nodiscard]] base::Result<base::Instant> read_moment(std::string_view text,
                                                      const base::TimeZone& zone, Edge edge);

/// "2026-11-24T14:00:00-05:00": to the second, for there are clients that know no fractions.
[[nodiscard]] std::string told_moment(base::Instant instant, const base::TimeZone& zone);

}  // namespace kept::http
