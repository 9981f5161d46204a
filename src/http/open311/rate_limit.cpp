#include "http/open311/rate_limit.h"

#include <algorithm>

namespace kept::http {

bool RateLimit::take(std::int64_t key, Time now) {
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  const std::scoped_lock lock(mutex_);
  const auto [found, is_new] = buckets_.try_emplace(key, Bucket{double(a_minute_), now});
  Bucket& bucket = found->second;
  const double refilled = Minutes(now - bucket.at).count() * a_minute_;
  bucket.left = std::min(double(a_minute_), bucket.left + std::max(0.0, refilled));
  bucket.at = std::max(bucket.at, now);
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
}

}  // namespace kept::http
