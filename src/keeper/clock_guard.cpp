#include "keeper/clock_guard.h"

namespace kept::keeper {
namespace {

constexpr std::chrono::seconds kMayPart{60};
constexpr std::chrono::hours kMayHaveSlept{24};

}  // namespace

void ClockGuard::start(base::Instant wall, base::Duration since_boot,
                       std::optional<base::Instant> last_event) {
  confirm(wall, since_boot);
  if (!last_event) return;
  if (wall < *last_event) {
    doubt_ = "the clock stands before the last event";
  } else if (wall > *last_event + kMayHaveSlept) {
    doubt_ = "the clock stands more than a day after the last event";
  }
}

void ClockGuard::look(base::Instant wall, base::Duration since_boot) {
  if (doubt_) return;
  const base::Duration parted = (wall - wall_) - (since_boot - since_boot_);
  if (parted > kMayPart || parted < -kMayPart) {
    doubt_ = "the clock jumped by more than a minute";
    return;
  }
  // Small corrections (NTP) are taken over, so that they do not add up to a doubt.
  wall_ = wall;
  since_boot_ = since_boot;
}

void ClockGuard::confirm(base::Instant wall, base::Duration since_boot) {
  wall_ = wall;
  since_boot_ = since_boot;
  doubt_.reset();
}

}  // namespace kept::keeper
