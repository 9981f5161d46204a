#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "desk/import_areas.h"
#include "desk/import_places.h"
#include "main/commands.h"

namespace kept {

/// A day as it was written on the command line, if one was.
[[nodiscard]] base::Result<std::optional<base::Date>> maybe_date(
    const std::optional<std::string>& text);

/// The areas in a file, read and checked; nothing is written.
[[nodiscard]] base::Result<desk::AreaImport> read_areas(const ImportAreasCommand& command);

/// The same for addresses and crossings, from CSV or, where the name ends so, from GeoJSON.
[[nodiscard]] base::Result<desk::PlaceImport> read_places(const ImportPlacesCommand& command);

/// Takes over the areas that the places.toml of a set-up lists; how many areas there are in them.
[[nodiscard]] base::Result<int> import_map(desk::Transaction& tx,
                                           const std::filesystem::path& city);
/// The same for places, in units of work of their own.
[[nodiscard]] base::Result<int> import_gazetteer(desk::Store& store,
                                                 const std::filesystem::path& city);

}  // namespace kept
