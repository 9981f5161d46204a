#pragma once

#include <optional>

#include "domain/cases/decision.h"

namespace kept::domain {

struct NewAsk {
  DepartmentId department;
  PersonalRef text;
  std::optional<base::Instant> answer_by;  ///< without it the policy's
};

/// Asks a department: routed to its manager, or the delegate when she is away; never to the person
/// whom a complaint is about, nor to anyone who reports to them.
[[nodiscard]] base::Result<DutyId> ask_department(Decision& decision, const NewAsk& ask);

[[nodiscard]] base::Result<base::Done> answer_ask(Decision& decision, DutyId ask,
                                                  StaffId answered_by, PersonalRef text);

/// `said_by` needs until then.
[[nodiscard]] base::Result<base::Done> extend_ask(Decision& decision, DutyId ask, StaffId said_by,
                                                  base::Instant until);

/// Not ours. The first return goes to the department that was named, if one was; otherwise, and
/// from the second on, a supervisor decides (no ping-pong).
[[nodiscard]] base::Result<base::Done> return_ask(Decision& decision, DutyId ask, StaffId said_by,
                                                  PersonalRef reason,
                                                  std::optional<DepartmentId> belongs_to);

/// A supervisor names the department of a case that was returned.
[[nodiscard]] base::Result<base::Done> decide_department(Decision& decision,
                                                         DepartmentId department,
                                                         PersonalRef reason);

}  // namespace kept::domain
