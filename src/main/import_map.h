#pragma once

#include <filesystem>

#include "desk/import_areas.h"
#include "main/commands.h"

namespace kept {

/// The areas in a file, read and checked; nothing is written.
[[nodiscard]] base::Result<desk::AreaImport> read_areas(const ImportAreasCommand& command);

/// Takes over the files that the places.toml of a set-up lists; how many areas there are in them.
[[nodiscard]] base::Result<int> import_map(desk::Transaction& tx,
                                           const std::filesystem::path& city);

}  // namespace kept
