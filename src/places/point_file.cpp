#include "places/point_file.h"

#include "places/features.h"

namespace kept::places {
namespace {

/// The point of a feature, by RFC 7946 with the longitude first.
std::optional<domain::Point> point_of(const json::object& feature) {
  const json::value* geometry = feature.if_contains("geometry");
  if (geometry == nullptr || !geometry->is_object()) return std::nullopt;
  const json::value* type = geometry->as_object().if_contains("type");
  const json::value* found = geometry->as_object().if_contains("coordinates");
  if (type == nullptr || *type != "Point" || found == nullptr || !found->is_array()) {
    return std::nullopt;
  }
  const json::array& position = found->as_array();
  if (position.size() < 2 || !position[0].is_number() || !position[1].is_number()) {
    return std::nullopt;
  }
  return domain::Point::make(position[1].to_number<double>(), position[0].to_number<double>());
}

}  // namespace

base::Result<PointFile> read_point_file(const std::string& geojson, const AreaFields& fields,
                                        desk::PlaceKind kind) {
  PointFile file;
  auto faults = each_feature(geojson, {fields.code, fields.name}, [&](Feature&& feature) -> Fault {
    const auto point = point_of(feature.object);
    if (!point) return "it is no point in degrees";
    file.places.push_back({feature.code, feature.name, kind, *point});
    return std::nullopt;
  });
  if (!faults.ok()) return faults.error();
  file.faults = std::move(faults).value();
  return file;
}

}  // namespace kept::places
