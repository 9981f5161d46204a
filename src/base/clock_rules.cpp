#include "base/clock_rules.h"

#include <algorithm>
#include <sstream>

namespace kept::base {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::seconds;

std::optional<ClockRules> ClockRules::read(const std::string& text) {
  std::istringstream words(text);
  std::string zone;
  seconds::rep offset = 0;
  if (!(words >> zone >> offset)) return std::nullopt;
  std::vector<Turn> turns{{Instant::min(), seconds(offset)}};
  milliseconds::rep at = 0;
  for (char colon = 0; words >> at;) {
    if (!(words >> colon >> offset) || colon != ':') return std::nullopt;
    turns.push_back({Instant(milliseconds(at)), seconds(offset)});
  }
  if (!words.eof() || !std::ranges::is_sorted(turns, {}, &Turn::at)) return std::nullopt;
  return ClockRules(std::move(turns));
}

WallTime ClockRules::wall_at(Instant instant) const {
  const auto after = std::ranges::upper_bound(turns_, instant, {}, &Turn::at);
  const auto wall = instant.time_since_epoch() + std::prev(after)->utc_offset;
  const auto day = std::chrono::floor<days>(wall);
  return {Date(std::chrono::sys_days(day)), wall - day};
}

}  // namespace kept::base
