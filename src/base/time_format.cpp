#include "base/time_format.h"

#include <cctz/time_zone.h>

#include <chrono>
#include <utility>

namespace kept::base {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using SystemTime = std::chrono::time_point<std::chrono::system_clock, milliseconds>;

constexpr std::chrono::year kFirst{1900};
constexpr std::chrono::year kLast{2199};

std::optional<Instant> read(const std::string& format, const std::string& text) {
  SystemTime found;
  if (!cctz::parse(format, text, cctz::utc_time_zone(), &found)) return std::nullopt;
  return Instant(found.time_since_epoch());
}

WallTime wall_of(Instant instant) {
  const auto day = floor<std::chrono::days>(instant);
  return {Date(day), instant - day};
}

}  // namespace

Result<TimeFormat> TimeFormat::make(const std::string& format) {
  // Afternoon, and day, month and year that cannot be taken for each other.
  constexpr Date kDay{std::chrono::year(2021), std::chrono::November, std::chrono::day(23)};
  constexpr milliseconds kTime = std::chrono::hours(16) + std::chrono::minutes(5);
  const Instant sample = std::chrono::sys_days(kDay) + kTime;
  const auto again = read(
      format, cctz::format(format, SystemTime(sample.time_since_epoch()), cctz::utc_time_zone()));
  const bool is_whole = again && wall_of(*again).date == kDay &&
                        (*again == sample || wall_of(*again).time_of_day == milliseconds(0));
  if (!is_whole) {
    return invalid("", "time_format.bad",
                   "'" + format + "' does not tell year, month, day and the time of day.");
  }
  bool has_offset = false;
  for (const char* specifier : {"%z", "%Ez", "%E*z", "%:z", "%s"}) {
    has_offset = has_offset || format.find(specifier) != std::string::npos;
  }
  return TimeFormat(format, has_offset);
}

std::optional<ResolvedTime> TimeFormat::parse(const std::string& text, const TimeZone& zone) const {
  const auto found = read(format_, text);
  if (!found) return std::nullopt;
  const WallTime wall = wall_of(*found);
  if (wall.date.year() < kFirst || wall.date.year() > kLast) return std::nullopt;
  if (has_offset_) return ResolvedTime{*found, WallTimeKind::kUnique};
  return zone.to_instant(wall);
}

}  // namespace kept::base
