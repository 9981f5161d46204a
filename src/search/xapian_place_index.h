#pragma once

#include <filesystem>
#include <memory>

#include "desk/ports/place_index.h"

namespace kept::search {

/// desk::PlaceIndex on Xapian: accents folded, kinds of streets shortened as on signs, words
/// corrected and numbers taken as they are. Damage is mended by taking the directory away: the
/// index is built anew from the places.
class XapianPlaceIndex final : public desk::PlaceIndex {
 public:
  /// Opens or makes the index in `directory`; throws when the directory cannot be written.
  explicit XapianPlaceIndex(const std::filesystem::path& directory);
  ~XapianPlaceIndex() override;

  desk::PlaceHits search(const std::string& query, int limit) override;
  void update(const std::vector<desk::PlaceRow>& places) override;
  [[nodiscard]] std::int64_t cursor() const override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace kept::search
