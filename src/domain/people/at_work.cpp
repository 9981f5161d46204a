#include "domain/people/at_work.h"

#include <algorithm>
#include <vector>

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::days;
using std::chrono::sys_days;

constexpr days kLongestAbsence{366};
/// Work that goes on for longer than this has no end that anybody would tell.
constexpr days kLongestShift{7};

std::vector<TimeSpan> shared(const std::vector<TimeSpan>& some,
                             const std::vector<TimeSpan>& other) {
  std::vector<TimeSpan> both;
  for (const TimeSpan& one : some) {
    for (const TimeSpan& two : other) {
      const TimeSpan span{std::max(one.from, two.from), std::min(one.until, two.until)};
      if (span.from < span.until) both.push_back(span);
    }
  }
  return both;
}

bool share_hours(const std::vector<DaySpan>& some, const std::vector<DaySpan>& other) {
  return std::ranges::any_of(some, [&](const DaySpan& one) {
    return std::ranges::any_of(other, [&](const DaySpan& two) {
      return std::max(one.from, two.from) < std::min(one.until, two.until);
    });
  });
}

std::vector<TimeSpan> without(const std::vector<Absence>& absences, std::vector<TimeSpan> spans) {
  for (const Absence& absence : absences) {
    std::vector<TimeSpan> left;
    for (const TimeSpan& span : spans) {
      const TimeSpan before{span.from, std::min(span.until, absence.from)};
      const TimeSpan after{std::max(span.from, absence.until), span.until};
      if (before.from < before.until) left.push_back(before);
      if (after.from < after.until) left.push_back(after);
    }
    spans = std::move(left);
  }
  return spans;
}

/// In order, apart.
std::vector<TimeSpan> work_on(const Directory& people, const StaffMember& member, base::Date date) {
  const Calendar& calendar = people.calendar_of(member.id);
  const auto& weekly = member.plan.weekly();
  if (!weekly) return without(member.plan.absences(), calendar.working_spans(date));
  const std::chrono::weekday day{sys_days(date)};
  std::vector<TimeSpan> shift;
  for (const DaySpan& span : weekly->on(day)) {
    const base::TimeZone& zone = member.plan.zone();
    shift.push_back(
        {zone.to_instant({date, span.from}).instant, zone.to_instant({date, span.until}).instant});
  }
  if (share_hours(weekly->on(day), calendar.rules().hours.on(day))) {
    shift = shared(calendar.working_spans(date), shift);
  } else if (calendar.is_holiday(date)) {
    shift.clear();
  }
  return without(member.plan.absences(), std::move(shift));
}

}  // namespace

std::optional<TimeSpan> next_at_work(const Directory& people, StaffId id, Instant from) {
  const StaffMember* member = people.find(id);
  if (member == nullptr || !member->active) return std::nullopt;
  std::optional<TimeSpan> found;
  const sys_days first(member->plan.zone().day_of(from));
  for (sys_days day = first - days(1); day <= first + kLongestAbsence; day += days(1)) {
    for (const TimeSpan& span : work_on(people, *member, day)) {
      if (found && span.from != found->until) {
        if (found->until > from) return found;
        found.reset();
      }
      found = TimeSpan{found ? found->from : span.from, span.until};
      if (found->until > from + kLongestShift) return found;
    }
  }
  return found && found->until > from ? found : std::nullopt;
}

Instant time_at_work_later(const Directory& people, StaffId id, Instant from,
                           base::Duration amount) {
  Instant at = from;
  for (base::Duration left = amount; const auto span = next_at_work(people, id, at);) {
    const Instant start = std::max(span->from, at);
    if (left <= span->until - start) return start + left;
    left -= span->until - start;
    at = span->until;
  }
  return from + amount;
}

PresenceNow presence_of(const Directory& people, StaffId id, Instant now) {
  const StaffMember* member = people.find(id);
  if (member == nullptr || !member->active) return {};
  const auto span = next_at_work(people, id, now);
  const auto soon = [&](Instant at) {
    return at <= now + kLongestShift ? std::optional(at) : std::nullopt;
  };
  if (span && span->from <= now) return {Presence::at_work, soon(span->until)};
  return {member->plan.is_absent(now) ? Presence::absent : Presence::off_hours,
          span ? std::optional(span->from) : std::nullopt};
}

Instant opens_at(const Directory& people, DepartmentId id, Instant at) {
  const Department* department = people.find(id);
  if (department == nullptr) return at;
  const auto opens = department->calendar.next_working_instant(at);
  return opens.ok() ? opens.value() : at;
}

}  // namespace kept::domain
