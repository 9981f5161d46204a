#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace kept::records {

/// One file of areas in a city's set-up.
struct AreaSource {
  std::string layer;
  std::filesystem::path file;
  std::string id_field;
  std::string name_field;
  std::string from;  ///< a day; empty: ever
  std::string until;
};

/// One file of addresses or crossings.
struct PlaceSource {
  std::string layer;
  std::filesystem::path file;
  bool intersections = false;
  std::string id_field;
  std::string name_field;
};

struct MapFile {
  std::vector<AreaSource> areas;
  std::vector<PlaceSource> places;
};

/// What places.toml lists, if the set-up in `directory` has one.
[[nodiscard]] base::Result<MapFile> read_map_file(const std::filesystem::path& directory);

}  // namespace kept::records
