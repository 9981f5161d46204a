#pragma once

// What a call means for the conversations of the records, and they for it. What a machine saw
// cannot be refused: where a case stands otherwise by now, the conversation tells of it all the
// same.

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// Both sides are there: the conversation of whoever answered begins at `at`. One that they had not
/// wrapped up ends; who passed the call on keeps theirs to wrap up.
void begin_talk(Transaction& tx, CallRow& row, base::Instant at);

/// Who was dialled has answered: that is contact, and keeps what the call was made for.
void resident_answered(Transaction& tx, const CallRow& row, base::Instant at);

/// Nobody answered; how the call ended says what that attempt is.
void dialled_in_vain(Transaction& tx, const CallRow& row, base::Instant at);

/// The conversation is wrapped up: a call that is still up in it is hung up, and whoever talked is
/// idle again.
[[nodiscard]] base::Result<base::Done> conversation_wrapped_up(Transaction& tx,
                                                               const InteractionRow& talk);

}  // namespace kept::desk
