#pragma once

// Private to http/open311.

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

namespace kept::http {

/// So many a minute for each key, refilled evenly (a bucket that starts full). On the machine's own
/// clock: who sets the city's gives nobody more. Any thread.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimit(int a_minute) : a_minute_(a_minute) {}

  /// Takes one, if there is one.
  [[nodiscard]] bool take(std::int64_t key, Time now);

 private:
  struct Bucket {
    double left = 0;
    Time at{};
  };

  int a_minute_;
  std::mutex mutex_;
  std::map<std::int64_t, Bucket> buckets_;
};

}  // namespace kept::http
