#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// An administrator says that the time is right although the clock looked wrong (rule 9): noted in
/// the journal. The keeper is told after the commit.
[[nodiscard]] base::Result<base::Done> confirm_clock(Transaction& tx, const Principal& who);

}  // namespace kept::desk
