#pragma once

#include <optional>

#include "domain/people/directory.h"

namespace kept::domain {

/// When people are at work, to the minute: what their shifts share with their department's
/// calendar, holidays, closures and absences apart. ('Away' of rule 2 knows days and absences: who
/// works until five owes what is due at six.) Whose shift of a weekday lies outside the
/// department's hours is at work by the shift.

/// The first time at work that ends after `from`; it may have begun before. What follows without a
/// break is one. Nothing when there is none within the next year.
[[nodiscard]] std::optional<TimeSpan> next_at_work(const Directory& people, StaffId id,
                                                   base::Instant from);

/// The first instant at which `amount` of time at work has passed since `from`; plain time where
/// there is none.
[[nodiscard]] base::Instant time_at_work_later(const Directory& people, StaffId id,
                                               base::Instant from, base::Duration amount);

enum class Presence { at_work, off_hours, absent, disabled };

struct PresenceNow {
  Presence presence = Presence::disabled;
  /// At work: until when. Else when they are back. Nothing where that is not known, or not soon.
  std::optional<base::Instant> until;
};

[[nodiscard]] PresenceNow presence_of(const Directory& people, StaffId id, base::Instant now);

/// When a department answers: `at` in its hours, else when they begin again.
[[nodiscard]] base::Instant opens_at(const Directory& people, DepartmentId id, base::Instant at);

}  // namespace kept::domain
