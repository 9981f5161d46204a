#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "desk/import_areas.h"

namespace kept::places {

/// Which properties of a feature say what it is. Empty: the feature's own "id" is the code, and the
/// code is the name.
struct AreaFields {
  std::string code;
  std::string name;
};

struct AreaFile {
  std::vector<desk::AreaDraft> areas;  ///< in the order of the file
  /// What keeps the file from being taken, one sentence for each feature that is not in order.
  std::vector<std::string> faults;
};

/// Reads a GeoJSON FeatureCollection of polygons (RFC 7946) in degrees of WGS 84, with holes,
/// several to an area, and rings in either direction. A "crs" member may name that system only.
/// Fails where the file as a whole is no such thing.
[[nodiscard]] base::Result<AreaFile> read_area_file(const std::string& geojson,
                                                    const AreaFields& fields);

}  // namespace kept::places
