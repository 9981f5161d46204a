#pragma once

#include <optional>

#include "domain/cases/decision.h"
#include "domain/cases/obligations.h"

namespace kept::domain {

/// A time in which the installation did not run, [from, until): promises that fell due in it are
/// broken with that reason and counted apart (rule 9).
struct Outage {
  base::Instant from{};
  base::Instant until{};
};

/// Lets the clock do one thing that is due. Harmless when it has been done, or is not due any more:
/// then nothing happens. Returns whether anything did.
bool on_timer(Decision& decision, const Timer& timer, const std::optional<Outage>& outage);

}  // namespace kept::domain
