#pragma once

#include <string>
#include <vector>

#include "desk/ports/place_rows.h"

namespace kept::desk {

struct JurisdictionRow {
  std::string name;
  std::string zone;
  std::string default_region = "CA";  ///< for phone numbers as people write them
  std::vector<std::string> languages{"en", "fr"};
  bool demo = false;  ///< demo passwords: loopback only, never dials emergency numbers
  BoundaryRow boundary;
  bool free_text_is_open = false;  ///< open data have it as far as the check lets it pass
};

}  // namespace kept::desk
