#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/import_places.h"
#include "places/area_file.h"

namespace kept::places {

struct PointFile {
  std::vector<desk::PlaceDraft> places;
  std::vector<std::string> faults;  ///< as AreaFile's
};

/// Reads a GeoJSON FeatureCollection of points in degrees of WGS 84: addresses, crossings.
[[nodiscard]] base::Result<PointFile> read_point_file(const std::string& geojson,
                                                      const AreaFields& fields,
                                                      desk::PlaceKind kind);

}  // namespace kept::places
