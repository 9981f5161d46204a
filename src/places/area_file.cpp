#include "places/area_file.h"

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include "base/trimmed.h"
#include "domain/places/point.h"
#include "places/geos.h"

namespace kept::places {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

Error no_area_file(const std::string& why) { return base::invalid("", "areas.unreadable", why); }

/// Longitude before latitude, in WGS 84, by the names under which programs write it.
bool is_in_degrees(const json::value& crs) {
  const std::string said = json::serialize(crs);
  for (const std::string_view name : {"CRS84", "EPSG::4326", "EPSG:4326"}) {
    if (said.find(name) != std::string::npos) return true;
  }
  return false;
}

/// An id as people write it, whether the file has it as a text or as a number.
std::optional<std::string> as_text(const json::value& value) {
  if (const auto* text = value.if_string()) {
    const auto trimmed = base::trimmed(std::string_view(*text));
    return trimmed.empty() ? std::nullopt : std::optional<std::string>(trimmed);
  }
  if (const auto* whole = value.if_int64()) return std::to_string(*whole);
  if (const auto* large = value.if_uint64()) return std::to_string(*large);
  if (const auto* real = value.if_double()) return domain::plain_decimal(*real);
  return std::nullopt;
}

std::string names_of(const json::object& properties) {
  std::string names;
  for (const auto& member : properties) {
    names += (names.empty() ? "" : ", ") + std::string(member.key());
  }
  return names.empty() ? "none" : names;
}

class Reading {
 public:
  explicit Reading(const AreaFields& fields) : fields_(fields) {}

  AreaFile run(const json::array& features) {
    for (const json::value& feature : features) {
      ++number_;
      code_.clear();
      if (const auto why = take(feature)) {
        file_.faults.push_back("feature " + std::to_string(number_) +
                               (code_.empty() ? "" : " (" + code_ + ")") + ": " + *why);
      }
    }
    return std::move(file_);
  }

 private:
  using Fault = std::optional<std::string>;

  Fault take(const json::value& value) {
    const json::object* feature = value.if_object();
    if (feature == nullptr) return "it is no object";
    static const json::object kNone;
    const json::value* found = feature->if_contains("properties");
    const json::object* properties = found == nullptr ? nullptr : found->if_object();
    if (properties == nullptr) properties = &kNone;
    desk::AreaDraft area;
    if (auto why = name(*feature, *properties, area)) return why;
    if (auto why = shape(*feature, area)) return why;
    const auto [first, is_new] = seen_.emplace(area.code, number_);
    if (!is_new) return "its code is that of feature " + std::to_string(first->second);
    file_.areas.push_back(std::move(area));
    return std::nullopt;
  }

  Fault name(const json::object& feature, const json::object& properties, desk::AreaDraft& area) {
    const json::value* code =
        fields_.code.empty() ? feature.if_contains("id") : properties.if_contains(fields_.code);
    if (code == nullptr) {
      return (fields_.code.empty() ? "it has no \"id\"" : "it has no " + fields_.code) +
             ("; its properties are: " + names_of(properties));
    }
    const auto text = as_text(*code);
    if (!text) return "its code is empty";
    code_ = *text;
    area.code = *text;
    area.name = *text;
    if (fields_.name.empty()) return std::nullopt;
    const json::value* named = properties.if_contains(fields_.name);
    const auto said = named == nullptr ? std::nullopt : as_text(*named);
    if (!said) {
      return "it has no " + fields_.name + "; its properties are: " + names_of(properties);
    }
    area.name = *said;
    return std::nullopt;
  }

  Fault shape(const json::object& feature, desk::AreaDraft& area) {
    const json::value* geometry = feature.if_contains("geometry");
    if (geometry == nullptr || !geometry->is_object()) return "it has no geometry";
    const auto read = geos_.read(json::serialize(*geometry));
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
    area.geometry = text.get();
    return std::nullopt;
  }

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

  const AreaFields& fields_;
  Geos geos_;
  AreaFile file_;
  std::map<std::string, int> seen_;  ///< codes, and which feature has each
  std::string code_;                 ///< of the feature that is read
  int number_ = 0;
};

}  // namespace

Result<AreaFile> read_area_file(const std::string& geojson, const AreaFields& fields) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string_view text = geojson;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  boost::system::error_code failed;
  const json::value parsed = json::parse(text, failed);
  if (failed) return no_area_file("It is no JSON: " + failed.message() + ".");
  const json::object* collection = parsed.if_object();
  const json::value* type = collection == nullptr ? nullptr : collection->if_contains("type");
  const json::value* features =
      collection == nullptr ? nullptr : collection->if_contains("features");
  if (type == nullptr || *type != "FeatureCollection" || features == nullptr ||
      !features->is_array()) {
    return no_area_file("It is no GeoJSON FeatureCollection.");
  }
  const json::value* crs = collection->if_contains("crs");
  if (crs != nullptr && !crs->is_null() && !is_in_degrees(*crs)) {
    return no_area_file("Its \"crs\" is not WGS 84 (CRS84, EPSG:4326) but " +
                        json::serialize(*crs) +
                        "; convert it, for example with 'ogr2ogr -t_srs EPSG:4326'.");
  }
  if (features->as_array().empty()) return no_area_file("There are no features in it.");
  return Reading(fields).run(features->as_array());
}

}  // namespace kept::places
