#pragma once

// Private to places/: the features of a GeoJSON file, and how they are called.

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace kept::places {

namespace json = boost::json;

/// Which properties of a feature say what it is. Empty: the feature's own "id" is the code, and the
/// code is the name.
struct FeatureFields {
  std::string code;
  std::string name;
};

/// Nothing when there is nothing wrong.
using Fault = std::optional<std::string>;

/// A feature with its code and name; `take` looks at the rest of it.
struct Feature {
  std::string code;
  std::string name;
  const json::object& object;
};

/// Goes through a FeatureCollection in degrees of WGS 84. Gives one sentence for each feature that
/// is not in order, with its number and code; fails where the file as a whole is no such thing.
[[nodiscard]] base::Result<std::vector<std::string>> each_feature(
    const std::string& geojson, const FeatureFields& fields,
    const std::function<Fault(Feature&&)>& take);

}  // namespace kept::places
