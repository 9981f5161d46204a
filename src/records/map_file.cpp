#include "records/map_file.h"

#include "base/time_text.h"
#include "records/checked_table.h"

namespace kept::records {
namespace {

std::string day(CheckedTable& table, const char* key) {
  const std::string text = table.text(key);
  if (!text.empty() && !base::parse_date(text).ok()) {
    table.wrong(key, std::string(key) + " is a day: \"2022-11-15\"");
  }
  return text;
}

AreaSource areas_of(CheckedTable& table, const std::filesystem::path& directory) {
  AreaSource source;
  source.layer = table.needed("layer");
  table.call("areas " + source.layer);
  source.file = directory / table.needed("file");
  source.id_field = table.text("id_field");
  source.name_field = table.text("name_field");
  source.from = day(table, "from");
  source.until = day(table, "until");
  (void)table.close();  // noted in the file
  return source;
}

PlaceSource places_of(CheckedTable& table, const std::filesystem::path& directory) {
  PlaceSource source;
  source.layer = table.needed("layer");
  table.call("places " + source.layer);
  source.file = directory / table.needed("file");
  const std::string kind = table.needed("kind");
  source.intersections = kind == "intersection";
  if (kind != "intersection" && kind != "address") {
    table.wrong("kind", "kind is address or intersection");
  }
  source.id_field = table.text("id_field");
  source.name_field = table.needed("name_field");
  (void)table.close();  // noted in the file
  return source;
}

}  // namespace

base::Result<MapFile> read_map_file(const std::filesystem::path& directory) {
  const auto path = directory / "places.toml";
  MapFile map;
  if (!std::filesystem::exists(path)) return map;
  auto parsed = TomlFile::read(path);
  if (!parsed.ok()) return parsed.error();
  TomlFile file = std::move(parsed).value();
  CheckedTable root(file);
  for (CheckedTable& table : root.tables("areas")) map.areas.push_back(areas_of(table, directory));
  for (CheckedTable& table : root.tables("places")) {
    map.places.push_back(places_of(table, directory));
  }
  if (auto fine = root.close(); !fine.ok()) return fine.error();
  return map;
}

}  // namespace kept::records
