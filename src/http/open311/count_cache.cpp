#include "http/open311/count_cache.h"

#include <utility>

namespace kept::http {
namespace {

constexpr std::size_t kMost = 1000;
constexpr std::chrono::seconds kOldest{5};

}  // namespace

std::optional<CountCache::Count> CountCache::find(const std::string& question,
                                                  const std::string& version, base::Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto found = counted_.find(question);
  if (found == counted_.end() || found->second.version != version) return std::nullopt;
  const base::Duration age = now - found->second.at;
  if (age < base::Duration::zero() || age > kOldest) return std::nullopt;
  return found->second.count;
}

void CountCache::keep(const std::string& question, const std::string& version, base::Instant now,
                      Count count) {
  const std::scoped_lock lock(mutex_);
  if (counted_.size() >= kMost && !counted_.contains(question)) counted_.clear();
  counted_.insert_or_assign(question, Counted{version, now, count});
}

}  // namespace kept::http
