#pragma once

#include <string>

#include "domain/ids.h"

namespace kept::domain {

/// An area in which a case lies, as the city had drawn it that day: a ward, a district. Layers
/// change with time, and the case keeps what it was told.
struct CaseArea {
  AreaId id;
  std::string layer;  ///< "ward"
  std::string code;   ///< "07": unique in its layer at any time
  std::string name;
  bool operator==(const CaseArea&) const = default;
};

}  // namespace kept::domain
