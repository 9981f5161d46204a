#include "keeper/clock_guard.h"

namespace kept::keeper {
namespace {

constexpr std::chrono::seconds kMayPart{60};
constexpr std::chrono::hours kMayHaveSlept{24};

}  // namespace

void ClockGuard::start(base::Instant wall, base::Duration since_boot,
                       const Remembered& remembered) {
  confirm(wall, since_boot);
  const auto& [event, believed] = remembered;
  if (event && wall < *event) {
    doubt_ = "the clock stands before the last event";
  } else if (believed && wall < *believed) {
    doubt_ = "the clock stands before the time when the keeper was last there";
  } else if (believed && wall > *believed + kMayHaveSlept) {
    doubt_ = "the clock stands more than a day after the keeper was last there";
  } else if (!believed && event && wall > *event + kMayHaveSlept) {
    doubt_ = "the clock stands more than a day after the last event";
  }
}

base::Duration ClockGuard::look(base::Instant wall, base::Duration since_boot) {
  const base::Duration unwatched = this->unwatched(since_boot);
  if (doubt_) return unwatched;
  if (would_doubt(wall, since_boot)) {
    doubt_ = "the clock jumped by more than a minute";
    return unwatched;
  }
  // Small corrections (NTP) are taken over, so that they do not add up to a doubt.
  wall_ = wall;
  since_boot_ = since_boot;
  return unwatched;
}

bool ClockGuard::would_doubt(base::Instant wall, base::Duration since_boot) const {
  const base::Duration parted = (wall - wall_) - unwatched(since_boot);
  return doubt_ || parted > kMayPart || parted < -kMayPart;
}

void ClockGuard::confirm(base::Instant wall, base::Duration since_boot) {
  wall_ = wall;
  since_boot_ = since_boot;
  doubt_.reset();
}

}  // namespace kept::keeper
