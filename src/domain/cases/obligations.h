#pragma once

#include <optional>
#include <vector>

#include "domain/cases/case.h"

namespace kept::domain {

/// One thing owed on a case, by one owner, by one instant (rule 1).
struct Obligation {
  DutyKind kind = DutyKind::promise;
  DutyId id;
  StaffId owner;
  std::optional<StaffId> covering_for;
  base::Instant due{};
  std::optional<ContactId> contact;  ///< whom it is owed to, where that is one person

  bool operator==(const Obligation&) const = default;
};

/// One thing owed on a case, by its name only: it may be discharged by now.
struct DutyRef {
  DutyKind kind = DutyKind::promise;
  DutyId id;

  bool operator==(const DutyRef&) const = default;
};

/// What is undischarged, soonest due first. Overdue ones count until they are discharged.
[[nodiscard]] std::vector<Obligation> obligations(const Case& state);

/// What the keeper has to do at an instant.
enum class TimerKind {
  remind,
  break_promise,
  overdue,
  send_follow_up,
  close_on_silence,
  message_stands,  ///< accepted, and for a day nobody has sent it back: the resident is told
};

/// How long a message may come back before whom it is for counts as told.
inline constexpr std::chrono::hours kMessageStandsAfter{24};

struct Timer {
  base::Instant at{};
  TimerKind kind = TimerKind::overdue;
  DutyKind duty = DutyKind::promise;
  DutyId id;

  bool operator==(const Timer&) const = default;
};

/// All that the clock will do to this case if nobody acts, soonest first. A due instant itself is
/// still in time, so what follows from passing it happens one millisecond later.
[[nodiscard]] std::vector<Timer> timers(const Case& state);

}  // namespace kept::domain
