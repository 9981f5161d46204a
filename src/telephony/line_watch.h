#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kept::telephony {

/// How the city's line stands, as far as is known.
struct LineStanding {
  enum class State { up, part, down, silent };
  State state = State::up;        ///< until something else is known
  std::vector<std::string> down;  ///< trunks
  bool operator==(const LineStanding&) const = default;
};

struct LineWatchOptions {
  std::string address;  ///< of the built-in telephone's /standing
  std::string secret;
  std::chrono::milliseconds pause{5'000};     ///< between questions
  std::chrono::milliseconds patience{2'000};  ///< for an answer
};

/// Whether people can call: asks the built-in telephone, again and again, how its trunks stand, so
/// that somebody hears of it who can do something.
class LineWatch {
 public:
  explicit LineWatch(LineWatchOptions options);
  ~LineWatch();
  LineWatch(const LineWatch&) = delete;
  LineWatch& operator=(const LineWatch&) = delete;

  /// Begins to ask.
  void start();
  /// Any thread. `silent`: the telephone does not answer, so nobody can call.
  [[nodiscard]] LineStanding standing() const;

 private:
  void run();

  const LineWatchOptions options_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable ends_;
  bool is_ending_ = false;
  LineStanding standing_;
  std::thread thread_;
};

}  // namespace kept::telephony
