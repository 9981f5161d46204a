#pragma once

// Private to http/open311.

#include <cstdint>
#include <map>
#include <mutex>

#include "base/instant.h"

namespace kept::http {

/// So many a minute for each key, refilled evenly (a bucket that starts full). Any thread.
class RateLimit {
 public:
  explicit RateLimit(int a_minute) : a_minute_(a_minute) {}

  /// Takes one, if there is one.
  [[nodiscard]] bool take(std::int64_t key, base::Instant now);

 private:
  struct Bucket {
    double left = 0;
    base::Instant at{};
  };

  int a_minute_;
  std::mutex mutex_;
  std::map<std::int64_t, Bucket> buckets_;
};

}  // namespace kept::http
