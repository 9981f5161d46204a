#include "http/server/rate_limit.h"

#include <algorithm>

namespace kept::http {

namespace {

constexpr std::size_t kRemembered = 10'000;
/// A look at all of them costs more than an answer.
constexpr std::chrono::seconds kBetweenLooks{1};
constexpr const char* kBeyond = "";  // no client's name

}  // namespace

void RateLimit::forget_full(Time now) {
  std::erase_if(buckets_,
                [&](const auto& one) { return now - one.second.at >= std::chrono::minutes(1); });
}

RateLimit::Bucket& RateLimit::bucket_of(const std::string& key, Time now, int a_minute) {
  const auto found = buckets_.find(key);
  if (found != buckets_.end()) return found->second;
  if (buckets_.size() >= kRemembered && now - forgotten_at_ >= kBetweenLooks) {
    forget_full(now);
    forgotten_at_ = now;
  }
  const bool has_room = buckets_.size() < kRemembered;
  const Bucket full{static_cast<double>(a_minute), now};
  return buckets_.try_emplace(has_room ? key : kBeyond, full).first->second;
}

bool RateLimit::take(const std::string& key, Time now) { return !take_or_wait(key, now); }

std::optional<std::chrono::seconds> RateLimit::take_or_wait(const std::string& key, Time now,
                                                            std::optional<int> own) {
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  const int a_minute = own.value_or(a_minute_);
  const std::scoped_lock lock(mutex_);
  Bucket& bucket = bucket_of(key, now, a_minute);
  const double refilled = Minutes(now - bucket.at).count() * a_minute;
  bucket.left = std::min(double(a_minute), bucket.left + std::max(0.0, refilled));
  bucket.at = std::max(bucket.at, now);
  if (bucket.left < 1) {
    return std::chrono::ceil<std::chrono::seconds>(Minutes((1 - bucket.left) / a_minute));
  }
  bucket.left -= 1;
  return std::nullopt;
}

}  // namespace kept::http
