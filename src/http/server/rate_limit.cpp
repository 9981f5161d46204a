#include "http/server/rate_limit.h"

#include <algorithm>

namespace kept::http {

namespace {

/// Clients come and go; no more than these are remembered without a look at who is gone.
constexpr std::size_t kRemembered = 10'000;

}  // namespace

void RateLimit::forget_full(Time now) {
  std::erase_if(buckets_,
                [&](const auto& one) { return now - one.second.at >= std::chrono::minutes(1); });
}

bool RateLimit::take(const std::string& key, Time now) {
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  const std::scoped_lock lock(mutex_);
  if (buckets_.size() >= kRemembered && !buckets_.contains(key)) forget_full(now);
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
