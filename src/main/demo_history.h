#pragma once

#include <chrono>

#include "base/clock.h"
#include "desk/ports/store.h"

namespace kept {

/// How much of the city's past the demo lives through.
inline constexpr std::chrono::hours kDemoHistory{7 * 24};

/// A week of calls and promises through the real use cases, with the keeper beside them: kept,
/// moved, unreached and late. Ends at `until`, with a promise due within the next two hours.
[[nodiscard]] base::Result<base::Done> live_through_history(desk::Store& store,
                                                            base::ManualClock& clock,
                                                            base::Instant until);

}  // namespace kept
