#include "main/following_places.h"

namespace kept {
namespace {

constexpr int kPlacesAtOnce = 5000;

}  // namespace

void FollowingPlaces::catch_up() {
  bool all_taken_over = false;
  while (!all_taken_over) {
    store_.read([&](desk::Reader& reader) {
      // In this order, for most who search are reading already.
      const std::scoped_lock lock(updating_);
      const auto changed = reader.places_since(index_.cursor(), kPlacesAtOnce);
      all_taken_over = changed.empty();
      if (!all_taken_over) index_.update(changed);
    });
  }
}

desk::PlaceHits FollowingPlaces::search(const std::string& query, int limit) {
  catch_up();
  return index_.search(query, limit);
}

}  // namespace kept
