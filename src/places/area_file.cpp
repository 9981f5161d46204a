#include "places/area_file.h"

#include <array>
#include <set>

#include "domain/places/point.h"
#include "places/features.h"
#include "places/geos.h"

namespace kept::places {
namespace {

/// Takes heights away, which GEOS's reader does not expect: a position has two numbers then.
void flatten(json::value& coordinates) {
  json::array* array = coordinates.if_array();
  if (array == nullptr || array->empty()) return;
  if (array->front().is_number()) {
    if (array->size() > 2) array->resize(2);
    return;
  }
  for (json::value& inner : *array) flatten(inner);
}

class Shapes {
 public:
  /// What keeps it from being an area; else its geometry as it is kept.
  Fault read(const json::object& feature, std::string& kept) {
    const json::value* geometry = feature.if_contains("geometry");
    if (geometry == nullptr || !geometry->is_object()) return "it has no geometry";
    json::object flat = geometry->as_object();
    if (json::value* coordinates = flat.if_contains("coordinates")) flatten(*coordinates);
    const auto read = geos_.read(json::serialize(flat));
    if (!read) return "its geometry cannot be read: " + geos_.trouble();
    const GEOSContextHandle_t handle = geos_.handle();
    const int type = GEOSGeomTypeId_r(handle, read.get());
    if (type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) return "it is no polygon";
    if (GEOSisEmpty_r(handle, read.get()) != 0) return "its polygon is empty";
    if (!lies_on_earth(read.get())) {
      return "it lies outside of -180 to 180 and -90 to 90 degrees; store the file in WGS 84";
    }
    if (GEOSisValid_r(handle, read.get()) != 1) {
      const auto why = geos_.own(GEOSisValidReason_r(handle, read.get()));
      return "its polygon is not valid: " + std::string(why.get());
    }
    const auto writer = geos_.own(GEOSGeoJSONWriter_create_r(handle));
    const auto text =
        geos_.own(GEOSGeoJSONWriter_writeGeometry_r(handle, writer.get(), read.get(), -1));
    kept = text.get();
    return std::nullopt;
  }

 private:
  bool lies_on_earth(const GEOSGeometry* geometry) const {
    std::array<double, 4> bounds{};
    const GEOSContextHandle_t handle = geos_.handle();
    const bool known = GEOSGeom_getXMin_r(handle, geometry, &bounds[0]) == 1 &&
                       GEOSGeom_getXMax_r(handle, geometry, &bounds[1]) == 1 &&
                       GEOSGeom_getYMin_r(handle, geometry, &bounds[2]) == 1 &&
                       GEOSGeom_getYMax_r(handle, geometry, &bounds[3]) == 1;
    return known && domain::Point::make(bounds[2], bounds[0]) &&
           domain::Point::make(bounds[3], bounds[1]);
  }

  Geos geos_;
};

}  // namespace

base::Result<AreaFile> read_area_file(const std::string& geojson, const AreaFields& fields) {
  AreaFile file;
  Shapes shapes;
  std::set<std::string> codes;
  auto faults = each_feature(geojson, {fields.code, fields.name}, [&](Feature&& feature) -> Fault {
    desk::AreaDraft area{feature.code, feature.name, {}};
    if (auto why = shapes.read(feature.object, area.geometry)) return why;
    if (codes.insert(area.code).second) file.areas.push_back(std::move(area));
    return std::nullopt;
  });
  if (!faults.ok()) return faults.error();
  file.faults = std::move(faults).value();
  return file;
}

}  // namespace kept::places
