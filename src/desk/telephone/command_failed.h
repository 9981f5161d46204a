#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// A provider refused a command, or it grew stale: the call goes back to where it was. Who was to
/// be connected waits again, who heard no greeting waits, what was to be dialled is over and counts
/// as no attempt, the rest changes nothing.
[[nodiscard]] base::Result<base::Done> command_failed(Transaction& tx, const CommandRow& command,
                                                      const std::string& why);

}  // namespace kept::desk
