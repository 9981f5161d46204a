#pragma once

#include <string>
#include <vector>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// An address or crossing as a file has it.
struct PlaceDraft {
  std::string key;  ///< unique in its layer
  std::string name;
  PlaceKind kind = PlaceKind::address;
  domain::Point point;
};

struct PlaceImport {
  std::string layer;  ///< "addresses": small letters, digits and _
  std::vector<PlaceDraft> places;
};

struct PlacesImported {
  int created = 0;
  int updated = 0;
  int unchanged = 0;
  int dropped = 0;
};

/// Takes one place over, by its key, in whichever layer; counts what became of it.
void take_place(Transaction& tx, const std::string& layer, const PlaceDraft& draft,
                PlacesImported& counted);

/// Takes over the places of a layer: by their keys, and what the file leaves out is not found any
/// more. In short units of work, so that a whole city's addresses hold nobody up; an import that
/// was broken off goes on when it is repeated.
[[nodiscard]] base::Result<PlacesImported> import_places(Store& store, const Principal& who,
                                                         const PlaceImport& import);

/// Whether a layer of areas or places may be called so: 1 to 40 small letters, digits and _.
[[nodiscard]] bool is_layer_key(const std::string& text);

}  // namespace kept::desk
