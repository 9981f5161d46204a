#include "http/open_data/feed_cache.h"

#include <utility>

namespace kept::http {
namespace {

constexpr std::size_t kMostFeeds = 100;  // of some 100 KB each

}  // namespace

std::optional<std::string> FeedCache::find(const std::string& address, const std::string& version) {
  const std::scoped_lock lock(mutex_);
  const auto found = written_.find(address);
  if (found == written_.end() || found->second.version != version) return std::nullopt;
  return found->second.feed;
}

void FeedCache::keep(const std::string& address, const std::string& version, std::string feed) {
  const std::scoped_lock lock(mutex_);
  if (written_.size() >= kMostFeeds && !written_.contains(address)) written_.clear();
  written_.insert_or_assign(address, Written{version, std::move(feed)});
}

}  // namespace kept::http
