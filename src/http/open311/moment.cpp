#include "http/open311/moment.h"

#include "base/time_text.h"

namespace kept::http {
namespace {

using base::Instant;
using base::Result;
using std::chrono::milliseconds;

constexpr std::size_t kDate = 10;  // "2026-11-24"
constexpr milliseconds kRestOfSecond{999};

base::Error no_time() {
  return base::invalid("", "time.unreadable", "Write a time as 2026-11-24T14:00:00Z.");
}

Result<Instant> read_day(std::string_view text, const base::TimeZone& zone, Edge edge) {
  const auto start = base::parse_wall(std::string(text) + "T00:00:00");
  if (!start.ok()) return no_time();
  base::WallTime wall = start.value();
  if (edge == Edge::from) return zone.to_instant(wall).instant;
  const auto date = base::parse_date(text);
  const auto next = base::parse_wall(
      base::format_date(base::Date(std::chrono::sys_days(date.value()) + std::chrono::days(1))) +
      "T00:00:00");
  if (!next.ok()) return no_time();
  return zone.to_instant(next.value()).instant - milliseconds(1);
}

/// "+05:00" of "+05:00", "+0500", "+05" and " 05:00"; "Z" of "z"; empty of empty.
std::string offset_of(std::string_view text) {
  if (text.empty()) return {};
  if (text == "Z" || text == "z") return "Z";
  std::string offset(1, text.front() == '-' ? '-' : '+');
  text.remove_prefix(1);
  offset += text.substr(0, 2);
  text.remove_prefix(std::min<std::size_t>(2, text.size()));
  if (text.starts_with(':')) text.remove_prefix(1);
  return offset + ":" + (text.empty() ? "00" : std::string(text));
}

}  // namespace

Result<Instant> read_moment(std::string_view text, const base::TimeZone& zone, Edge edge) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  if (text.size() <= kDate) return read_day(text, zone, edge);
  const std::string_view date = text.substr(0, kDate);
  std::string_view rest = text.substr(kDate);
  if (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ') return no_time();
  rest.remove_prefix(1);
  const std::size_t zone_at = std::min(rest.find_first_of("Zz+- "), rest.size());
  std::string time(rest.substr(0, zone_at));
  const std::string offset = offset_of(rest.substr(zone_at));
  constexpr std::size_t kHoursAndMinutes = 5;
  if (time.size() == kHoursAndMinutes) time += ":00";
  const std::size_t point = time.find('.');
  const bool is_whole = point == std::string::npos;
  const milliseconds more = edge == Edge::until && is_whole ? kRestOfSecond : milliseconds{};
  if (!offset.empty()) {
    const auto instant = base::parse_instant(std::string(date) + "T" + time + offset);
    if (!instant.ok()) return no_time();
    return instant.value() + more;
  }
  // The city's clock is read to the second.
  const auto wall = base::parse_wall(std::string(date) + "T" + time.substr(0, point));
  if (!wall.ok()) return no_time();
  return zone.to_instant(wall.value()).instant + more;
}

std::string told_moment(Instant instant, const base::TimeZone& zone) {
  return base::format_local(std::chrono::floor<std::chrono::seconds>(instant), zone);
}

}  // namespace kept::http
