#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "desk/ports/store.h"
#include "domain/cases/outage.h"
#include "keeper/clock_guard.h"

namespace kept::keeper {

struct KeeperOptions {
  /// What runs beside the wall clock and does not jump; tests have their own. CLOCK_BOOTTIME.
  std::function<base::Duration()> since_boot;
  /// Told of timers that cannot be handled, and of outages; called from the keeper's thread.
  std::function<void(std::string_view)> report;
};

/// Does what the clock owes: takes timers in due order and lets each happen, once. A crash between
/// two of them loses nothing, for a timer goes away in the unit of work that handled it. Asks the
/// store when an instant has come and when a commit announced an earlier one, and every ten seconds
/// when it notes that it was there; otherwise it only looks at the clocks.
class Keeper {
 public:
  /// `store` and `clock` must outlive the keeper.
  Keeper(desk::Store& store, const base::Clock& clock, KeeperOptions options = {});
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// Starts the thread that follows the real clock. It takes nothing while the clock is in doubt.
  /// `trust_clock`: an administrator has confirmed the time.
  void start(bool trust_clock);
  void stop();

  /// An administrator says that the time is right. What fell due while it was in doubt is broken
  /// with that reason. Any thread.
  void confirm_clock();

  /// For the standing clock of tests: moves it to `target` and on the way handles everything due,
  /// each at its own instant. Returns how many. Not together with start().
  [[nodiscard]] base::Result<int> advance(base::ManualClock& clock, base::Instant target);

  /// When a keeper of this store was last there.
  [[nodiscard]] std::optional<base::Instant> last_there();

  /// Why the clock is in doubt, and so nothing is taken; nothing while it is believed. Any thread.
  [[nodiscard]] std::optional<std::string> doubt() const;

  /// What units of work are to know of the clock: in doubt also where nobody has looked for long,
  /// for then the keeper finds out first what that was. Any thread.
  [[nodiscard]] domain::ClockStanding standing() const;

  /// Why nothing is taken, or what is not yet put right after a stop: the keeper has to have looked
  /// once before all is well. Any thread.
  [[nodiscard]] std::optional<std::string> trouble() const;

  /// The greatest lateness of a timer that fell due while the keeper ran. Any thread.
  [[nodiscard]] base::Duration max_lateness() const { return base::Duration(max_lateness_.load()); }
  /// How long nobody had watched the clock when the keeper last came back: what fell due in that
  /// time was late by as much, and is no part of max_lateness(). Any thread.
  [[nodiscard]] base::Duration last_outage() const { return base::Duration(last_outage_.load()); }
  [[nodiscard]] std::int64_t handled() const { return handled_.load(); }

 private:
  void run();
  /// Everything that is to do now; true when more may be left.
  bool work();
  void sleep();
  [[nodiscard]] bool clock_is_believed();
  void come_back(base::Instant now);
  void report_outage();
  [[nodiscard]] base::Result<base::Done> tend(base::Instant now);
  [[nodiscard]] base::Result<base::Done> cover_absences();
  [[nodiscard]] base::Result<int> take_due(base::Instant now);
  [[nodiscard]] std::vector<desk::TimerRow> due(base::Instant until, std::size_t limit);
  [[nodiscard]] base::Result<base::Done> handle(const std::vector<desk::TimerRow>& due);
  [[nodiscard]] base::Result<base::Done> handle_each(const std::vector<desk::TimerRow>& due);
  void find_next();
  void note_lateness(const desk::TimerRow& first);

  desk::Store& store_;
  const base::Clock& clock_;
  const KeeperOptions options_;
  std::atomic<base::Duration::rep> max_lateness_{0};
  std::atomic<base::Duration::rep> last_outage_{0};
  std::atomic<std::int64_t> handled_{0};

  // The keeper's thread only.
  std::optional<domain::Outage> outage_;
  std::optional<base::Instant> back_at_;  ///< since when the clock is believed
  std::optional<base::Instant> tended_at_;
  std::optional<base::Instant> forgot_at_;
  std::optional<base::Instant> next_;
  std::vector<desk::TimerRow> set_aside_;  ///< could not be handled; tried again now and then

  /// What wakes the keeper. The store's subscription shares it and may outlive the keeper.
  struct Bell {
    std::mutex mutex;  // guards the rest, guard_, failure_, caught_up_ and back_
    std::condition_variable rung;
    std::optional<base::Instant> announced;  ///< the earliest timer of the commits since next_
    base::Instant waking_at = base::Instant::min();  ///< what is earlier than that rings
    bool stopping = false;
  };
  const std::shared_ptr<Bell> bell_ = std::make_shared<Bell>();
  ClockGuard guard_;
  std::optional<std::string> failure_;
  bool caught_up_ = false;                     ///< nothing that fell due while it was away is left
  std::optional<domain::ClockStanding> back_;  ///< since it came back; nothing while it is away
  std::thread thread_;
};

}  // namespace kept::keeper
