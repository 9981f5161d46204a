#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "desk/ports/store.h"
#include "desk/telephone/provider.h"

namespace kept::telephony {

struct SwitchboardOptions {
  /// Told of what an administrator should know; called from the switchboard's thread.
  std::function<void(const std::string&)> report = [](const std::string&) {};
};

/// Stands between the desk and what rings: hands the desk's commands to the provider, in order, and
/// lets the queue go on when its instants come. A command that was not carried out within half a
/// minute is dropped, and the call goes back to where it was.
class Switchboard {
 public:
  /// Whether the clock moves by itself, or stands until a test moves it.
  enum class Time { flows, stands };

  /// All must outlive the switchboard.
  Switchboard(desk::Store& store, const base::Clock& clock, desk::TelephoneProvider& provider,
              SwitchboardOptions options);
  ~Switchboard();
  Switchboard(const Switchboard&) = delete;
  Switchboard& operator=(const Switchboard&) = delete;

  /// Starts the thread. Under a clock that stands it carries out commands and no more: what time
  /// brings about is left to settle().
  void start(Time time);
  void stop();

  /// When time alone changes something, for the queue or the provider.
  [[nodiscard]] std::optional<base::Instant> next_instant();
  /// Until commands, queue and provider have nothing left to do now; returns how often the queue or
  /// time moved something.
  [[nodiscard]] base::Result<int> settle();

 private:
  void run();
  void report(const std::string& what);
  [[nodiscard]] base::Duration pass();
  [[nodiscard]] base::Result<int> carry_out_all();
  [[nodiscard]] base::Result<base::Done> carry_out(const desk::CommandRow& command);
  [[nodiscard]] bool rests(const desk::CommandRow& command) const;
  [[nodiscard]] base::Result<int> move_queue();
  [[nodiscard]] base::Result<int> settle_locked();
  [[nodiscard]] std::optional<base::Instant> look_ahead();
  [[nodiscard]] base::Duration until_next();

  desk::Store& store_;
  const base::Clock& clock_;
  desk::TelephoneProvider& provider_;
  SwitchboardOptions options_;
  Time time_ = Time::flows;
  std::string last_report_;

  std::mutex working_;                      ///< one at a time carries out; guards the next two
  std::optional<base::Instant> queue_due_;  ///< as of the last look
  std::map<std::int64_t, base::Instant> again_at_;  ///< hang-ups that nobody has taken yet

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool woken_ = false;
  std::thread thread_;
};

}  // namespace kept::telephony
