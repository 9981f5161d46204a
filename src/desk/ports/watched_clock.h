#pragma once

#include <functional>

#include "domain/cases/outage.h"

namespace kept::desk {

/// What was said of the clock when a unit of work began; it believes it when nobody said anything.
class NotedClock {
 public:
  [[nodiscard]] domain::ClockStanding clock_standing() const { return standing_; }
  void note_clock(domain::ClockStanding standing) { standing_ = standing; }

 private:
  domain::ClockStanding standing_;
};

/// Whose units of work ask somebody whether the clock can be believed.
class WatchedClock {
 public:
  virtual ~WatchedClock() = default;
  using ClockWatch = std::function<domain::ClockStanding()>;
  /// Asked from any thread. Taken away, by an empty one, before what it asks goes.
  virtual void watch_clock(ClockWatch watch) = 0;
};

}  // namespace kept::desk
