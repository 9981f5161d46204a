#pragma once

#include <optional>

#include "desk/ports/store.h"
#include "domain/cases/clockwork.h"

namespace kept::desk {

/// The keeper's use case: lets one due timer happen to its case. Harmless when somebody was faster.
[[nodiscard]] base::Result<base::Done> keep_time(Transaction& tx, const TimerRow& due,
                                                 const std::optional<domain::Outage>& outage);

}  // namespace kept::desk
