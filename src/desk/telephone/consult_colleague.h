#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// Asks a colleague who is ready to come on the line: it rings at them with who asks and about
/// which call, and once they answer the two speak while the caller hears music. Then it goes on as
/// with anybody who is consulted (operate_call.h), but that the one to whom the call is transferred
/// has it like any other. "call.colleague_not_ready", "call.has_third".
[[nodiscard]] base::Result<base::Done> consult_colleague(Transaction& tx, const Principal& who,
                                                         domain::CallId id, domain::StaffId to);

/// The call rings at them for advice.
[[nodiscard]] bool rings_at(const CallRow& row, domain::StaffId staff);
/// They have answered, and are on the line with its operator, or about to be.
[[nodiscard]] bool is_beside(const CallRow& row, domain::StaffId staff);

/// The call that is up and that `staff` was asked into.
[[nodiscard]] std::optional<CallRow> call_asking(Reader& reader, domain::CallId id,
                                                 domain::StaffId staff);
/// What whoever was asked does with that call. It rings: they come; or they don't, and whoever
/// asked has the caller on, who may also take it back. They are there: they leave.
[[nodiscard]] base::Result<base::Done> come_on_the_line(Transaction& tx, CallRow row);
[[nodiscard]] base::Result<base::Done> do_not_come(Transaction& tx, CallRow row,
                                                   domain::NotCome why);
[[nodiscard]] base::Result<base::Done> leave_the_line(Transaction& tx, const CallRow& row);

/// When it has rung at the colleague for long enough, or the telephone had time enough to take them
/// in; nothing where nobody is asked, or they are there.
[[nodiscard]] std::optional<base::Instant> colleague_is_late(const CallRow& row,
                                                             const domain::QueueRules& rules);
/// Who asked has the caller on.
void give_up_colleague(Transaction& tx, CallRow& row);

}  // namespace kept::desk
