#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "domain/cases/decision.h"

namespace kept::domain {

/// When things become due, by the calendar of whoever owes them (rule 6). Where a calendar knows no
/// more working time, plain time counts: an obligation always has an instant.
[[nodiscard]] base::Instant working_time_later(const Context& context, StaffId owner,
                                               base::Instant from, base::Duration amount);

/// The same local time `days` working days on, in the owner's calendar.
[[nodiscard]] base::Instant working_days_later(const Context& context, StaffId owner,
                                               base::Instant from, int days);

/// `at`, or the nearest time of that day at which `who` has had room to call a resident: within the
/// shift and the hours that the policy allows.
[[nodiscard]] base::Instant due_in_calling_hours(const Context& context, StaffId who,
                                                 base::Instant at);

/// Who gives an apology, and by when: within the policy's time the first operator, or whoever is at
/// work in their place; where nobody is, the first operator as soon after they are back.
struct ApologyTime {
  StaffId owner;
  base::Instant due;
};
[[nodiscard]] ApologyTime apology_time(const Context& context, StaffId first_operator);

/// The instants of the policy's reminders, between now and `due`.
[[nodiscard]] std::vector<base::Instant> reminder_times(const Context& context, StaffId owner,
                                                        base::Instant due);

/// A due time told as a wall time of the city; `kind` tells whether the clock change touches it.
struct ToldTime {
  DueTime due;
  base::WallTimeKind kind = base::WallTimeKind::kUnique;
};

/// `wall` as "2026-11-24T14:00". Of a time that comes twice the earlier; a time that does not exist
/// becomes the first after the gap, and `due.wall` says that one.
[[nodiscard]] base::Result<ToldTime> told_time(const base::TimeZone& zone, const std::string& wall);

/// How far ahead a time may be told. Beyond it stands a slip of the pen in the year, never a word
/// that somebody can keep.
inline constexpr std::chrono::days kLongestPromise{2 * 366};

/// Refuses a told time that is further away.
[[nodiscard]] base::Result<base::Done> within_reach(base::Instant now, base::Instant due);

/// `instant` as the clock of the city shows it, cut to the minute: what a sentence says.
[[nodiscard]] DueTime due_at(const base::TimeZone& zone, base::Instant instant);

}  // namespace kept::domain
