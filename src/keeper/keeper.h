#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "desk/ports/store.h"
#include "domain/cases/clockwork.h"
#include "keeper/clock_guard.h"

namespace kept::keeper {

/// Does what the clock owes: takes timers in due order and lets each happen, once. A crash between
/// two of them loses nothing, for a timer goes away in the unit of work that handled it.
class Keeper {
 public:
  /// `store` and `clock` must outlive the keeper.
  Keeper(desk::Store& store, const base::Clock& clock);
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// Starts the thread that follows the real clock, unless the clock is in doubt. `trust_clock`: an
  /// administrator has confirmed the time.
  void start(bool trust_clock);
  void stop();

  /// For the standing clock of tests: moves it to `target` and on the way handles everything due,
  /// each at its own instant. Returns how many. Not together with start().
  [[nodiscard]] base::Result<int> advance(base::ManualClock& clock, base::Instant target);

  /// Why nothing is taken; nothing while all is well. Any thread.
  [[nodiscard]] std::optional<std::string> trouble() const;

  /// The greatest lateness of a handled timer since start(). Any thread.
  [[nodiscard]] base::Duration max_lateness() const { return base::Duration(max_lateness_.load()); }

 private:
  void run();
  /// Handles what is due now, in order; returns how many.
  [[nodiscard]] base::Result<int> take_due();
  [[nodiscard]] base::Result<base::Done> handle(const std::vector<desk::TimerRow>& due);
  [[nodiscard]] bool clock_is_believed();
  void note_seen();
  void find_outage();

  desk::Store& store_;
  const base::Clock& clock_;
  std::optional<domain::Outage> outage_;
  std::optional<base::Instant> seen_at_;
  std::atomic<base::Duration::rep> max_lateness_{0};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  ClockGuard guard_;
  std::optional<std::string> failure_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace kept::keeper
