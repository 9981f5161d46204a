#pragma once

#include <optional>

#include "domain/cases/decision.h"
#include "domain/cases/obligations.h"
#include "domain/cases/outage.h"

namespace kept::domain {

/// Lets the clock do one thing that is due. Harmless when it has been done, or is not due any more:
/// then nothing happens. Returns whether anything did.
bool on_timer(Decision& decision, const Timer& timer, const std::optional<Outage>& outage);

}  // namespace kept::domain
