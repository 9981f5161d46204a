#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace kept::http {

/// So many a minute for each key or client, refilled evenly (a bucket that starts full). On the
/// machine's own clock: who sets the city's gives nobody more. When very many come within a minute,
/// those beyond share one bucket, so that memory stays bounded. Any thread.
class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimit(int a_minute) : a_minute_(a_minute) {}

  /// Takes one, if there is one.
  [[nodiscard]] bool take(const std::string& key, Time now);
  /// The same; where there is none it says after how long there will be. `a_minute`: of this key
  /// alone, instead of what all others have.
  [[nodiscard]] std::optional<std::chrono::seconds> take_or_wait(
      const std::string& key, Time now, std::optional<int> a_minute = std::nullopt);

 private:
  struct Bucket {
    double left = 0;
    Time at{};
  };

  /// Forgets who has not come for a minute: their buckets are full again.
  void forget_full(Time now);
  /// The key's own bucket, or the one that those beyond the limit share.
  Bucket& bucket_of(const std::string& key, Time now, int a_minute);

  int a_minute_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
  Time forgotten_at_{};
};

}  // namespace kept::http
