#pragma once

#include "desk/ports/store.h"

namespace kept::desk {

/// A message that the next hop had taken came back. Whom it told is called instead; a case that was
/// closed on it is open again (rule 3). About a message to staff the first operator is told. Fails
/// with "message.unknown", "message.not_accepted" or "message.bounce_too_late".
[[nodiscard]] base::Result<base::Done> record_bounce(Transaction& tx, domain::MessageId message);

}  // namespace kept::desk
