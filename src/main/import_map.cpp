#include "main/import_map.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/time_text.h"
#include "main/installation.h"
#include "places/area_file.h"
#include "places/point_file.h"
#include "records/map_file.h"
#include "records/place_csv.h"
#include "records/text_file.h"

namespace kept {
namespace {

using base::Result;

constexpr std::size_t kFaultsShown = 20;

/// All that is wrong is told at once, so that a file is mended in one go; but for what is wrong
/// with every line of it.
base::Error not_in_order(const std::filesystem::path& file,
                         const std::vector<std::string>& faults) {
  std::string message =
      fmt::format("{}: nothing was taken over; not in order are {} of its entries.",
                  file.filename().string(), faults.size());
  for (std::size_t i = 0; i < std::min(faults.size(), kFaultsShown); ++i) {
    message += "\n" + faults[i];
  }
  if (faults.size() > kFaultsShown) {
    message += fmt::format("\nand {} more", faults.size() - kFaultsShown);
  }
  return base::invalid("", "areas.wrong", message);
}

std::optional<std::string> given(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Result<std::optional<base::Date>> maybe_date(const std::optional<std::string>& text) {
  if (!text) return std::optional<base::Date>{};
  const auto date = base::parse_date(*text);
  if (!date.ok()) return date.error();
  return std::optional(date.value());
}

Result<desk::AreaImport> read_areas(const ImportAreasCommand& command) {
  desk::AreaImport import;
  import.layer = command.layer;
  const auto from = maybe_date(command.from);
  if (!from.ok()) return from.error();
  const auto until = maybe_date(command.until);
  if (!until.ok()) return until.error();
  import.from = from.value();
  import.until = until.value();
  const auto text = records::read_text_file(command.file);
  if (!text.ok()) return text.error();
  auto file = places::read_area_file(*text, {command.id_field, command.name_field});
  if (!file.ok()) return records::wrong(command.file, 0, file.error().message);
  if (!file->faults.empty()) return not_in_order(command.file, file->faults);
  import.areas = std::move(file).value().areas;
  return import;
}

Result<int> import_map(desk::Transaction& tx, const std::filesystem::path& city) {
  const auto sources = records::read_map_file(city);
  if (!sources.ok()) return sources.error();
  int areas = 0;
  for (const records::AreaSource& source : sources->areas) {
    const auto import = read_areas({source.file, source.layer, source.id_field, source.name_field,
                                    given(source.from), given(source.until)});
    if (!import.ok()) return import.error();
    const auto imported = desk::import_areas(tx, at_the_command_line(), *import);
    if (!imported.ok()) return imported.error();
    areas += static_cast<int>(import->areas.size());
  }
  return areas;
}

Result<desk::PlaceImport> read_places(const ImportPlacesCommand& command) {
  desk::PlaceImport import;
  import.layer = command.layer;
  const auto kind =
      command.intersections ? desk::PlaceKind::intersection : desk::PlaceKind::address;
  const std::string ending = command.file.extension().string();
  if (ending != ".geojson" && ending != ".json") {
    auto csv = records::read_place_csv(
        command.file, {command.id_field, command.name_field, command.lat_field, command.lng_field},
        kind);
    if (!csv.ok()) return records::wrong(command.file, 0, csv.error().message);
    if (!csv->faults.empty()) return not_in_order(command.file, csv->faults);
    import.places = std::move(csv).value().places;
    return import;
  }
  const auto text = records::read_text_file(command.file);
  if (!text.ok()) return text.error();
  auto file = places::read_point_file(*text, {command.id_field, command.name_field}, kind);
  if (!file.ok()) return records::wrong(command.file, 0, file.error().message);
  if (!file->faults.empty()) return not_in_order(command.file, file->faults);
  import.places = std::move(file).value().places;
  return import;
}

Result<int> import_gazetteer(desk::Store& store, const std::filesystem::path& city) {
  const auto sources = records::read_map_file(city);
  if (!sources.ok()) return sources.error();
  int places = 0;
  for (const records::PlaceSource& source : sources->places) {
    ImportPlacesCommand command;
    command.file = source.file;
    command.layer = source.layer;
    command.intersections = source.intersections;
    command.id_field = source.id_field;
    command.name_field = source.name_field;
    const auto import = read_places(command);
    if (!import.ok()) return import.error();
    const auto imported = desk::import_places(store, at_the_command_line(), *import);
    if (!imported.ok()) return imported.error();
    places += static_cast<int>(import->places.size());
  }
  return places;
}

}  // namespace kept
