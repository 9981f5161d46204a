#pragma once

#include <memory>
#include <vector>

#include "desk/ports/places.h"

namespace kept::places {

/// Areas over GEOS: a tree of their bounds leads to prepared polygons, which find a point in a few
/// microseconds however long the borders are.
[[nodiscard]] std::shared_ptr<const desk::AreaFinder> make_area_finder(
    const std::vector<desk::AreaLayerRow>& layers, const std::vector<desk::AreaRow>& areas);

}  // namespace kept::places
