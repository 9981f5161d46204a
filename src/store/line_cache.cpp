#include "store/line_cache.h"

#include <utility>

namespace kept::store {
namespace {

/// Twice as many at most: some megabytes.
constexpr std::size_t kGeneration = 5000;

}  // namespace

bool LineCache::bring_to(std::int64_t position, const ChangedSince& changed_since) {
  const std::scoped_lock lock(mutex_);
  if (position < position_) return false;
  if (position == position_) return true;
  if (!young_.empty() || !old_.empty()) {
    for (const std::int64_t id : changed_since(position_)) {
      young_.erase(id);
      old_.erase(id);
    }
  }
  position_ = position;
  return true;
}

std::vector<std::int64_t> LineCache::find(std::int64_t position,
                                          const std::vector<std::int64_t>& ids,
                                          std::vector<desk::RequestLine>& lines) {
  lines.resize(ids.size());
  std::vector<std::int64_t> missing;
  const std::scoped_lock lock(mutex_);
  if (position != position_) return ids;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto found = young_.find(ids[i]);
    if (found == young_.end()) {
      const auto older = old_.find(ids[i]);
      if (older == old_.end()) {
        missing.push_back(ids[i]);
        continue;
      }
      found = young_.insert(old_.extract(older)).position;
    }
    lines[i] = found->second;
  }
  return missing;
}

void LineCache::keep(std::int64_t position, const std::vector<desk::RequestLine>& lines) {
  const std::scoped_lock lock(mutex_);
  if (position != position_) return;
  for (const desk::RequestLine& line : lines) {
    if (young_.size() >= kGeneration) old_ = std::exchange(young_, {});
    young_.insert_or_assign(line.id.value, line);
  }
}

}  // namespace kept::store
