#pragma once

#include <span>
#include <vector>

#include "domain/cases/events.h"
#include "domain/cases/rules.h"

namespace kept::domain {

/// The events of one case, all of them.
struct History {
  CaseId id;
  std::span<const EventRecord> events;
};

/// What of domain.md was broken on the way to a state that looks right, so that only the events
/// show it (see check_rules). Empty when nothing was. `verify` asks: a unit of work sees what it
/// adds, not how the case came to be. Only what no earlier program could have written in good faith
/// is a breach: a false alarm is worse than none.
[[nodiscard]] std::vector<Breach> check_history(const History& history);

/// Whether each time that `duplicate` was joined to `survivor` moved what it has to: owed promises
/// with owner, words and due unchanged, and whoever is to hear.
[[nodiscard]] std::vector<Breach> check_joining(const History& duplicate, const History& survivor);

}  // namespace kept::domain
