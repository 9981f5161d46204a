#include "domain/cases/due_times.h"

#include <algorithm>
#include <cstdio>

#include "base/time_text.h"
#include "domain/people/at_work.h"

namespace kept::domain {
namespace {

using base::Instant;

std::string wall_text(const base::WallTime& wall) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(wall.time_of_day).count();
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d", static_cast<int>(wall.date.year()),
                static_cast<unsigned>(wall.date.month()), static_cast<unsigned>(wall.date.day()),
                static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text;
}

/// To the minute, without seconds: what is told is what is kept.
base::Result<base::WallTime> parse_told(const std::string& text) {
  constexpr std::size_t kToTheMinute = 16;
  auto wall = base::parse_wall(text);
  if (wall.ok() && text.size() == kToTheMinute) return wall;
  return base::invalid("/due_local", "time.not_a_wall_time",
                       "Give a date and time of the city such as 2026-11-24T14:00.");
}

/// What two spans of a day share; the second where they share nothing, for nobody calls when nobody
/// works.
DaySpan shared(const DaySpan& one, const DaySpan& other) {
  const DaySpan both{std::max(one.from, other.from), std::min(one.until, other.until)};
  return both.from < both.until ? both : other;
}

/// Whether `id` works no more on the day of `at` when that comes. A break is none.
bool is_gone_by(const Context& context, StaffId id, Instant at) {
  const auto span = next_at_work(context.people, id, at - std::chrono::milliseconds(1));
  if (!span) return true;
  return context.zone.to_local(std::max(span->from, at)).date != context.zone.to_local(at).date;
}

}  // namespace

Instant working_time_later(const Context& context, StaffId owner, Instant from,
                           base::Duration amount) {
  const auto later = context.people.calendar_of(owner).add_working_time(from, amount);
  return later.ok() ? later.value() : from + amount;
}

Instant working_days_later(const Context& context, StaffId owner, Instant from, int days) {
  const auto later = context.people.calendar_of(owner).working_days_later(from, days);
  return later.ok() ? later.value() : from + std::chrono::days(days);
}

ApologyTime apology_time(const Context& context, StaffId first_operator) {
  const Directory& people = context.people;
  const base::Duration within = context.policy.apology_within;
  const auto asked_at = [&](Instant due) {
    std::vector<StaffId> asked{people.acting_for(first_operator, due)};
    if (const StaffMember* member = people.find(first_operator)) {
      asked.insert(asked.end(), member->delegates.begin(), member->delegates.end());
    }
    asked.push_back(people.duty_supervisor(due));
    return asked;
  };
  const auto one_there = [&](Instant due) -> std::optional<StaffId> {
    const auto asked = asked_at(due);
    const auto there = std::ranges::find_if(asked, [&](StaffId id) {
      const auto span = next_at_work(people, id, context.now);
      return people.is_there(id, due) && span && span->from < due && !is_gone_by(context, id, due);
    });
    return there == asked.end() ? std::nullopt : std::optional(*there);
  };
  const Instant due = working_time_later(context, first_operator, context.now, within);
  // On a Saturday the office's hour ends on Monday; some are at work all the same. Where it ends
  // tomorrow because the day is over, nobody is.
  if (context.zone.to_local(due).date != context.zone.to_local(context.now).date) {
    const Instant today = context.now + within;
    if (const auto there = one_there(today)) return {*there, today};
  }
  if (const auto there = one_there(due)) return {*there, due};
  const StaffId back = asked_at(due).front();
  const Instant later = time_at_work_later(people, back, context.now, within);
  return {people.acting_for(back, later), later};
}

Instant due_in_calling_hours(const Context& context, StaffId who, Instant at) {
  const Policy& policy = context.policy;
  const base::LocalTime local = context.zone.to_local(at);
  DaySpan hours{std::chrono::hours(policy.follow_up_hours.from_hour),
                std::chrono::hours(policy.follow_up_hours.until_hour)};
  const StaffMember* member = context.people.find(who);
  if (member != nullptr && member->plan.weekly()) {
    const auto& shift = member->plan.weekly()->on(std::chrono::weekday(local.date));
    if (!shift.empty()) hours = shared(hours, {shift.front().from, shift.back().until});
  }
  const auto first = std::min(hours.from + policy.follow_up_room, hours.until);
  if (local.time_of_day < first) return context.zone.to_instant({local.date, first}).instant;
  if (local.time_of_day <= hours.until) return at;
  return context.zone.to_instant({local.date, hours.until}).instant;
}

std::vector<Instant> reminder_times(const Context& context, StaffId owner, Instant due) {
  std::vector<Instant> times;
  for (const int percent : context.policy.reminder_percents) {
    const Instant at =
        context.people.calendar_of(owner).share_of_working_time(context.now, due, percent);
    if (at > context.now && at < due) times.push_back(at);
  }
  return times;
}

base::Result<ToldTime> told_time(const base::TimeZone& zone, const std::string& wall) {
  const auto parsed = parse_told(wall);
  if (!parsed.ok()) return parsed.error();
  const base::ResolvedTime resolved = zone.to_instant(parsed.value());
  return ToldTime{
      {wall_text(zone.to_local(resolved.instant).wall()), zone.name(), resolved.instant},
      resolved.kind};
}

base::Result<base::Done> within_reach(Instant now, Instant due) {
  if (due <= now + kLongestPromise) return base::Done{};
  return base::invalid("/due_local", "promise.due_too_far",
                       "That is more than two years away; choose an earlier time.");
}

DueTime due_at(const base::TimeZone& zone, Instant instant) {
  return {wall_text(zone.to_local(instant).wall()), zone.name(), instant};
}

}  // namespace kept::domain
