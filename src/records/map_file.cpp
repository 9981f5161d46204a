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

}  // namespace

base::Result<std::vector<AreaSource>> read_map_file(const std::filesystem::path& directory) {
  const auto path = directory / "places.toml";
  std::vector<AreaSource> sources;
  if (!std::filesystem::exists(path)) return sources;
  auto parsed = TomlFile::read(path);
  if (!parsed.ok()) return parsed.error();
  TomlFile file = std::move(parsed).value();
  CheckedTable root(file);
  for (CheckedTable& table : root.tables("areas")) {
    AreaSource source;
    source.layer = table.needed("layer");
    table.call("areas " + source.layer);
    source.file = directory / table.needed("file");
    source.id_field = table.text("id_field");
    source.name_field = table.text("name_field");
    source.from = day(table, "from");
    source.until = day(table, "until");
    (void)table.close();  // noted in the file
    sources.push_back(std::move(source));
  }
  if (auto fine = root.close(); !fine.ok()) return fine.error();
  return sources;
}

}  // namespace kept::records
