#pragma once

#include "desk/ports/store.h"

namespace kept::desk {

/// Before the keeper takes anything: where the clocks' rules are others than when this last ran,
/// the instants of all that is promised are computed again from the wall times told (rule 6), one
/// unit of work a case. May be interrupted: what is left is done at the next start. Returns how
/// many promises have another instant.
[[nodiscard]] base::Result<int> follow_zone_rules(Store& store);

}  // namespace kept::desk
