#pragma once

#include <mutex>

#include "desk/ports/place_index.h"
#include "desk/ports/store.h"

namespace kept {

/// As FollowingIndex does with articles: each search first takes over the places that changed since
/// the index's cursor.
class FollowingPlaces final : public desk::PlaceIndex {
 public:
  FollowingPlaces(desk::Store& store, desk::PlaceIndex& index) : store_(store), index_(index) {}

  desk::PlaceHits search(const std::string& query, int limit) override;
  void update(const std::vector<desk::PlaceRow>& places) override { index_.update(places); }
  [[nodiscard]] std::int64_t cursor() const override { return index_.cursor(); }

  /// Takes over all changes; at start, before the first search waits for it.
  void catch_up();

 private:
  desk::Store& store_;
  desk::PlaceIndex& index_;
  std::mutex updating_;
};

}  // namespace kept
