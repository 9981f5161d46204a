#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/ports/place_rows.h"

namespace kept::desk {

struct PlaceHits {
  std::vector<domain::PlaceId> places;   ///< best first
  std::optional<std::string> corrected;  ///< what was searched for instead of misspelt words
};

/// Addresses and crossings by what people type, current to a cursor (PlaceRow::cursor). Searching
/// is safe on any thread; one thread updates.
class PlaceIndex {
 public:
  virtual ~PlaceIndex() = default;

  /// `query` as typed so far: the last word may be unfinished. A place has all the words; of its
  /// number it may have another where there is none with it.
  [[nodiscard]] virtual PlaceHits search(const std::string& query, int limit) = 0;

  /// Takes over these places; dropped ones are taken out. The last one's cursor is stored in the
  /// same commit.
  virtual void update(const std::vector<PlaceRow>& places) = 0;

  /// How far the index has come; 0 when it is new.
  [[nodiscard]] virtual std::int64_t cursor() const = 0;
};

}  // namespace kept::desk
