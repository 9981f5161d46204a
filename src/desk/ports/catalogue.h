#pragma once

#include <vector>

#include "desk/ports/rows.h"

namespace kept::desk {

/// What the city offers and who does it, read once for all that ask until it changes.
struct Catalogue {
  std::vector<ServiceRow> services;
  std::vector<DepartmentRow> departments;
};

}  // namespace kept::desk
