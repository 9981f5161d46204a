#include "main/following_places.h"

namespace kept {
namespace {

constexpr int kPlacesAtOnce = 5000;

}  // namespace

void FollowingPlaces::catch_up() {
  const std::scoped_lock lock(updating_);
  while (true) {
    std::vector<desk::PlaceRow> changed;
    store_.read([&](desk::Reader& reader) {
      changed = reader.places_since(index_.cursor(), kPlacesAtOnce);
    });
    if (changed.empty()) return;
    index_.update(changed);
  }
}

desk::PlaceHits FollowingPlaces::search(const std::string& query, int limit) {
  catch_up();
  return index_.search(query, limit);
}

}  // namespace kept
