#pragma once

#include <chrono>

namespace kept::base {

/// A point on the time line (UTC, milliseconds). Wall times belong to base/time_zone.h.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

}  // namespace kept::base
