#pragma once

#include <optional>

#include "base/instant.h"

namespace kept::domain {

/// A time in which the installation did not run, [from, until): promises that fell due in it are
/// broken with that reason and counted apart (rule 9).
struct Outage {
  base::Instant from{};
  base::Instant until{};
};

/// What whoever watches the clock says of it.
struct ClockStanding {
  bool in_doubt = false;         ///< nothing is broken because its time seems to have passed
  std::optional<Outage> outage;  ///< the last one: what fell due in it may not be put right yet
};

}  // namespace kept::domain
