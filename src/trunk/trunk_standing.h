#pragma once

#include <string>

namespace kept::trunk {

/// Whether calls can be made over a trunk.
struct TrunkStanding {
  std::string name;
  bool is_up = false;
  std::string why;  ///< it is not; a sentence for people
};

}  // namespace kept::trunk
