#pragma once

#include <chrono>

#include "base/clock.h"
#include "desk/ports/store.h"

namespace kept {

/// How far back the demo's city is set up: a week with its holidays has five working days in it.
inline constexpr std::chrono::hours kDemoHistory{10 * 24};

/// A week of calls and promises through the real use cases, with the keeper beside them: kept,
/// moved, handed over, unreached and late; requests, a complaint, a compliment, a city notice. Ends
/// at `until`. At any hour a promise is then due within two hours, and Oren Hale owes something.
[[nodiscard]] base::Result<base::Done> live_through_history(desk::Store& store,
                                                            base::ManualClock& clock,
                                                            base::Instant until);

}  // namespace kept
