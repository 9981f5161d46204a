#pragma once

#include "desk/ports/store.h"

namespace kept::desk {

/// Before the keeper takes anything: where the clocks' rules are others than when this last ran,
/// the instants of all that is owed are computed again from the wall times that were meant (rule
/// 6), one unit of work a case, and of absences and notices in the last. May be interrupted: the
/// next start goes on where this one stopped. Returns how many duties have another instant.
[[nodiscard]] base::Result<int> follow_zone_rules(Store& store);

}  // namespace kept::desk
