#pragma once

// Private to desk/telephone: what who waits hears, and what becomes of who waits alone.

#include <optional>
#include <vector>

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// Who is on duty in a city.
struct Staffing {
  TelephoneRow set_up;
  JurisdictionRow city;
  std::vector<DutyRow> duties;
};

/// Who waits in our queue hears how it stands, at first and then every so often
/// (QueueRules::tell_again). Who has waited so long (QueueRules::alone) with nobody on duty who
/// could answer them keeps their place and is called back instead. Returns how many calls moved.
[[nodiscard]] int tell_waiting(Transaction& tx, const Staffing& staffing);

/// When this call has the next of it; nothing when it does not wait in our queue.
[[nodiscard]] std::optional<base::Instant> next_telling(const CallRow& row,
                                                        const Staffing& staffing);

/// Who has waited so long with nobody on duty who speaks their language that whoever is free
/// answers them, with an interpreter: where the city says so (TelephoneRow::with_interpreter).
[[nodiscard]] bool needs_interpreter(const CallRow& row, const Staffing& staffing,
                                     base::Instant now);

}  // namespace kept::desk
