#include "places/features.h"

#include <string_view>

#include "base/trimmed.h"
#include "domain/places/point.h"

namespace kept::places {
namespace {

using base::Error;
using base::Result;

Error unreadable(const std::string& why) { return base::invalid("", "places.unreadable", why); }

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
  Reading(const FeatureFields& fields, const std::function<Fault(Feature&&)>& take)
      : fields_(fields), take_(take) {}

  std::vector<std::string> run(const json::array& features) {
    for (const json::value& feature : features) {
      ++number_;
      code_.clear();
      if (const auto why = read(feature)) {
        faults_.push_back("feature " + std::to_string(number_) +
                          (code_.empty() ? "" : " (" + code_ + ")") + ": " + *why);
      }
    }
    return std::move(faults_);
  }

 private:
  Fault read(const json::value& value) {
    const json::object* feature = value.if_object();
    if (feature == nullptr) return "it is no object";
    static const json::object kNone;
    const json::value* found = feature->if_contains("properties");
    const json::object* properties = found == nullptr ? nullptr : found->if_object();
    if (properties == nullptr) properties = &kNone;
    std::string name;
    if (auto why = call(*feature, *properties, name)) return why;
    if (auto why = take_({code_, name, *feature})) return why;
    const auto [first, is_new] = seen_.emplace(code_, number_);
    if (!is_new) return "its code is that of feature " + std::to_string(first->second);
    return std::nullopt;
  }

  Fault call(const json::object& feature, const json::object& properties, std::string& name) {
    const json::value* code =
        fields_.code.empty() ? feature.if_contains("id") : properties.if_contains(fields_.code);
    if (code == nullptr) {
      return (fields_.code.empty() ? "it has no \"id\"" : "it has no " + fields_.code) +
             ("; its properties are: " + names_of(properties));
    }
    const auto text = as_text(*code);
    if (!text) return "its code is empty";
    code_ = *text;
    name = *text;
    if (fields_.name.empty()) return std::nullopt;
    const json::value* named = properties.if_contains(fields_.name);
    const auto said = named == nullptr ? std::nullopt : as_text(*named);
    if (!said) {
      return "it has no " + fields_.name + "; its properties are: " + names_of(properties);
    }
    name = *said;
    return std::nullopt;
  }

  const FeatureFields& fields_;
  const std::function<Fault(Feature&&)>& take_;
  std::vector<std::string> faults_;
  std::map<std::string, int> seen_;  ///< codes, and which feature has each
  std::string code_;                 ///< of the feature that is read
  int number_ = 0;
};

}  // namespace

Result<std::vector<std::string>> each_feature(const std::string& geojson,
                                              const FeatureFields& fields,
                                              const std::function<Fault(Feature&&)>& take) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string_view text = geojson;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  boost::system::error_code failed;
  const json::value parsed = json::parse(text, failed);
  if (failed) return unreadable("It is no JSON: " + failed.message() + ".");
  const json::object* collection = parsed.if_object();
  const json::value* type = collection == nullptr ? nullptr : collection->if_contains("type");
  const json::value* features =
      collection == nullptr ? nullptr : collection->if_contains("features");
  if (type == nullptr || *type != "FeatureCollection" || features == nullptr ||
      !features->is_array()) {
    return unreadable("It is no GeoJSON FeatureCollection.");
  }
  const json::value* crs = collection->if_contains("crs");
  if (crs != nullptr && !crs->is_null() && !is_in_degrees(*crs)) {
    return unreadable("Its \"crs\" is not WGS 84 (CRS84, EPSG:4326) but " + json::serialize(*crs) +
                      "; convert it, for example with 'ogr2ogr -t_srs EPSG:4326'.");
  }
  if (features->as_array().empty()) return unreadable("There are no features in it.");
  return Reading(fields, take).run(features->as_array());
}

}  // namespace kept::places
