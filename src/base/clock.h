#pragma once

#include <chrono>
#include <mutex>

#include "base/instant.h"
#include "base/result.h"

namespace kept::base {

/// Where the time comes from. Injected everywhere; tests and the simulator own theirs.
class Clock {
 public:
  virtual ~Clock() = default;
  /// May be called from any thread.
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's wall clock. It may jump; the keeper guards against that.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// Stands still until it is moved, and only moves forward. Safe to share between threads.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : now_(start) {}

  [[nodiscard]] Instant now() const override {
    const std::scoped_lock lock(mutex_);
    return now_;
  }

  /// Refused when `instant` lies before now(); the clock then stays as it was.
  Result<Done> set(Instant instant) {
    const std::scoped_lock lock(mutex_);
    return move_to(instant);
  }

  /// Refused when `step` is negative or leads past the end of the time line.
  Result<Done> advance(Duration step) {
    const std::scoped_lock lock(mutex_);
    if (step > Duration::zero() && now_ > Instant::max() - step) {
      return refused("clock.too_far", "The clock cannot go that far.");
    }
    return move_to(now_ + step);
  }

 private:
  Result<Done> move_to(Instant instant) {
    if (instant < now_) return refused("clock.backwards", "The clock only goes forward.");
    now_ = instant;
    return Done{};
  }

  mutable std::mutex mutex_;
  Instant now_;
};

}  // namespace kept::base
