#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace kept::http {

/// So many a minute for each key or client, refilled evenly (a bucket that starts full). On the
/// machine's own clock: who sets the city's gives nobody more. Any thread.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimit(int a_minute) : a_minute_(a_minute) {}

  /// Takes one, if there is one.
  [[nodiscard]] bool take(const std::string& key, Time now);

 private:
  struct Bucket {
    double left = 0;
    Time at{};
  };

  /// Forgets who has not come for a minute: their buckets are full again.
  void forget_full(Time now);

  int a_minute_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace kept::http
