#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"

namespace kept::desk {

/// What somebody does with a call from the console. All are refused for somebody else's call
/// ("call.not_yours") and where the call's state does not allow it ("call.no_such_step").

/// The one that rings here. The conversation begins when the telephone says that both are there.
/// Whoever is asked for advice (consult_colleague.h) answers, declines and hangs up too: then they
/// come on the line, don't come, leave it.
[[nodiscard]] base::Result<base::Done> answer_call(Transaction& tx, const Principal& who,
                                                   domain::CallId id);
/// The next operator rings; this one is not ready until they say so.
[[nodiscard]] base::Result<base::Done> decline_call(Transaction& tx, const Principal& who,
                                                    domain::CallId id);
[[nodiscard]] base::Result<base::Done> hold_call(Transaction& tx, const Principal& who,
                                                 domain::CallId id);
[[nodiscard]] base::Result<base::Done> resume_call(Transaction& tx, const Principal& who,
                                                   domain::CallId id);
/// Rings somebody beside the call: a department's manager, an interpreter, another service.
[[nodiscard]] base::Result<base::Done> consult(Transaction& tx, const Principal& who,
                                               domain::CallId id, const std::string& phone);
/// The caller hears both.
[[nodiscard]] base::Result<base::Done> join_call(Transaction& tx, const Principal& who,
                                                 domain::CallId id);
/// The third goes, the caller is there again.
[[nodiscard]] base::Result<base::Done> back_to_caller(Transaction& tx, const Principal& who,
                                                      domain::CallId id);
/// Caller and third go on without this operator.
[[nodiscard]] base::Result<base::Done> complete_transfer(Transaction& tx, const Principal& who,
                                                         domain::CallId id);
/// Rings at a colleague with the caller on hold, who comes back when it is not answered. A
/// supervisor may send on a call that waits, or rings at somebody else.
[[nodiscard]] base::Result<base::Done> pass_call(Transaction& tx, const Principal& who,
                                                 domain::CallId id, domain::StaffId to);
[[nodiscard]] base::Result<base::Done> send_digits(Transaction& tx, const Principal& who,
                                                   domain::CallId id, const std::string& digits);
/// Also gives up dialling.
[[nodiscard]] base::Result<base::Done> hang_up(Transaction& tx, const Principal& who,
                                               domain::CallId id);

/// Dials for a conversation that was just begun, when the telephone is in use and somebody is on
/// duty: `provider` is its name. Nothing happens where the conversation has no number.
[[nodiscard]] base::Result<base::Done> dial(Transaction& tx, const Principal& who,
                                            const std::string& provider,
                                            const InteractionRow& talk);

}  // namespace kept::desk
