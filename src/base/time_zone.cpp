#include "base/time_zone.h"

#include <cctz/civil_time.h>
#include <cctz/time_zone.h>

#include <algorithm>
#include <utility>

namespace kept::base {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::seconds;

bool is_name_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '+' || c == '-' || c == '/';
}

// cctz takes paths, "localtime" and names of its own for fixed offsets as well; configuration and
// stored promises must mean the same on every machine, so only names of the database pass.
bool is_database_name(std::string_view name) {
  return !name.empty() && name.front() != '/' && name != "localtime" &&
         !name.starts_with("Fixed/") && std::ranges::all_of(name, is_name_character);
}

cctz::civil_second to_civil(const WallTime& wall) {
  const cctz::civil_second midnight(static_cast<int>(wall.date.year()),
                                    static_cast<int>(static_cast<unsigned>(wall.date.month())),
                                    static_cast<int>(static_cast<unsigned>(wall.date.day())));
  return midnight + floor<seconds>(wall.time_of_day).count();
}

WallTimeKind to_kind(cctz::time_zone::civil_lookup::civil_kind kind) {
  switch (kind) {
    case cctz::time_zone::civil_lookup::SKIPPED:
      return WallTimeKind::kSkipped;
    case cctz::time_zone::civil_lookup::REPEATED:
      return WallTimeKind::kRepeated;
    case cctz::time_zone::civil_lookup::UNIQUE:
      break;
  }
  return WallTimeKind::kUnique;
}

}  // namespace

struct TimeZone::Impl {
  std::string name;
  cctz::time_zone zone;
};

TimeZone::TimeZone(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Result<TimeZone> TimeZone::load(std::string_view name) {
  cctz::time_zone zone;
  if (!is_database_name(name) || !cctz::load_time_zone(std::string(name), &zone)) {
    return invalid("", "time_zone.unknown",
                   "Name a zone of the IANA database, such as America/Toronto.");
  }
  return TimeZone(std::make_shared<const Impl>(Impl{std::string(name), zone}));
}

TimeZone TimeZone::utc() {
  static const TimeZone zone(std::make_shared<const Impl>(Impl{"UTC", cctz::utc_time_zone()}));
  return zone;
}

const std::string& TimeZone::name() const { return impl_->name; }

LocalTime TimeZone::to_local(Instant instant) const {
  const auto found = impl_->zone.lookup(floor<seconds>(instant));
  const auto wall = instant.time_since_epoch() + seconds(found.offset);
  const auto day = floor<days>(wall);
  return {Date(std::chrono::sys_days(day)), wall - day, seconds(found.offset)};
}

ResolvedTime TimeZone::to_instant(const WallTime& wall) const {
  KEPT_CHECK(wall.date.ok());
  KEPT_CHECK(wall.time_of_day >= milliseconds::zero() && wall.time_of_day <= days(1));
  const auto found = impl_->zone.lookup(to_civil(wall));
  const WallTimeKind kind = to_kind(found.kind);
  if (kind == WallTimeKind::kSkipped) return {found.trans, kind};
  // Zones change at whole seconds, so the milliseconds stay on the same side.
  return {found.pre + (wall.time_of_day - floor<seconds>(wall.time_of_day)), kind};
}

Instant TimeZone::day_start(Date date) const { return to_instant({date, {}}).instant; }

Date TimeZone::day_of(Instant instant) const {
  const Date shown = to_local(instant).date;
  const Date next = std::chrono::sys_days(shown) + days(1);
  return instant < day_start(next) ? shown : next;
}

std::string TimeZone::rules_between(Instant from, Instant until) const {
  const auto offset_at = [&](Instant instant) {
    return std::to_string(to_local(instant).utc_offset.count());
  };
  std::string rules = name() + " " + offset_at(from);
  cctz::time_zone::civil_transition turn;
  Instant at = from;
  while (impl_->zone.next_transition(floor<seconds>(at), &turn)) {
    at = impl_->zone.lookup(turn.to).trans;
    if (at >= until) break;
    rules += " " + std::to_string(at.time_since_epoch().count()) + ":" + offset_at(at);
  }
  return rules;
}

}  // namespace kept::base
