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

/// What places.toml lists, if the set-up in `directory` has one.
[[nodiscard]] base::Result<std::vector<AreaSource>> read_map_file(
    const std::filesystem::path& directory);

}  // namespace kept::records
