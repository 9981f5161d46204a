#include "store/line_cache.h"

#include <utility>

namespace kept::store {
namespace {

/// Twice as many at most; long ones are read anew, so that these are a few megabytes.
constexpr std::size_t kGeneration = 5000;
constexpr std::size_t kLongestKept = 1000;

bool is_short(const desk::RequestLine& line) {
  return line.description.value_or("").size() + line.place.value_or("").size() <= kLongestKept;
}

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
    const auto found = young_.find(ids[i]);
    if (found == young_.end()) {
      const auto older = old_.find(ids[i]);
      if (older == old_.end()) {
        missing.push_back(ids[i]);
        continue;
      }
      lines[i] = older->second;
      // When there is room, for what is asked for again is to stay.
      if (young_.size() < kGeneration) young_.insert(old_.extract(older));
      continue;
    }
    lines[i] = found->second;
  }
  return missing;
}

void LineCache::keep(std::int64_t position, const std::vector<desk::RequestLine>& lines) {
  const std::scoped_lock lock(mutex_);
  if (position != position_) return;
  for (const desk::RequestLine& line : lines) {
    if (!is_short(line)) continue;
    if (young_.size() >= kGeneration) old_ = std::exchange(young_, {});
    young_.insert_or_assign(line.id.value, line);
  }
}

}  // namespace kept::store
