#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// How somebody stands to the telephone, as the wall and their own screen show it.
enum class Standing { off, ready, not_ready, kept_free, ringing, talking, wrapping_up, listening };

struct OperatorStanding {
  DutyRow duty;
  Standing standing = Standing::off;
  base::Instant since{};
  std::optional<domain::CallId> call;
  std::optional<base::Instant> promise_due;  ///< why they are kept free
};

/// Goes on duty, off, or says why not to be rung. A call in progress goes on.
[[nodiscard]] base::Result<base::Done> set_duty(Transaction& tx, const Principal& who, Duty duty,
                                                const std::string& reason);

/// Off duty without a word, for whoever signs out or may not work here any more; a call that they
/// are in goes on without them. Nothing for who was not on it.
[[nodiscard]] base::Result<base::Done> leave_duty(Transaction& tx, domain::StaffId staff);

/// Departments go on duty to call out; 311 rings at them only where the set-up names them.
[[nodiscard]] bool rings_for_311(const TelephoneRow& set_up, const domain::StaffMember& member);

/// Everybody who is on duty; `who` too when they are not.
[[nodiscard]] std::vector<OperatorStanding> standings(Reader& reader, domain::StaffId who);

}  // namespace kept::desk
