#include "records/record_map.h"

#include <fmt/format.h>

#include <array>
#include <boost/locale/encoding.hpp>

#include "base/secret.h"
#include "records/checked_table.h"
#include "records/text_file.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::array<const char*, kFields> kFieldNames{
    "id",      "service_code", "service_name", "status",   "requested",   "updated", "closed",
    "address", "street_1",     "street_2",     "latitude", "longitude",   "point",   "department",
    "channel", "parent",       "resolution",   "source",   "status_word", "areas"};
constexpr std::int64_t kMostColumns = 1000;

std::optional<Field> field_of(const std::string& name) {
  for (std::size_t i = 0; i < kFieldNames.size(); ++i) {
    if (name == kFieldNames.at(i)) return static_cast<Field>(i);
  }
  return std::nullopt;
}

/// "Name", ["Name", "other name"], or the column's place: 3.
class MapReader {
 public:
  MapReader(TomlFile& file, RecordMap& map) : file_(file), map_(map) {}

  void read() {
    CheckedTable root(file_);
    map_.source = root.needed("source");
    if (const std::string zone = root.text("zone"); !zone.empty()) {
      const auto loaded = base::TimeZone::load(zone);
      if (loaded.ok()) map_.zone = loaded.value();
      if (!loaded.ok()) root.wrong("zone", loaded.error().message);
    }
    for (const std::string& word : root.texts("nothing")) map_.nothing.insert(word);
    if (auto file = root.table("file")) read_file(*file);
    if (auto columns = root.table("columns")) read_columns(*columns);
    if (auto areas = root.table("areas")) read_areas(*areas);
    read_id(root);
    read_times(root);
    if (auto status = root.table("status")) read_status(*status);
    if (auto coordinates = root.table("coordinates")) read_coordinates(*coordinates);
    for (CheckedTable& check : root.tables("check")) read_check(check);
    read_required(root);
    check_whole(root);
    (void)root.close();  // noted in the file
  }

 private:
  std::optional<Column> column(CheckedTable& table, const std::string& key,
                               const toml::node* node) {
    Column column;
    if (const auto* position = node == nullptr ? nullptr : node->as_integer()) {
      if (map_.has_header) table.wrong(key, "a column is named where the file has a header");
      if (position->get() >= 1 && position->get() <= kMostColumns) {
        column.position = static_cast<std::size_t>(position->get());
        return column;
      }
    } else if (const auto* name = node == nullptr ? nullptr : node->as_string()) {
      column.names.push_back(name->get());
    } else if (const auto* names = node == nullptr ? nullptr : node->as_array()) {
      for (const auto& one : *names) column.names.push_back(one.value_or(std::string()));
    }
    const bool is_named = !column.names.empty() && !column.names.front().empty();
    if (is_named && !map_.has_header)
      table.wrong(key, "without a header, a column is its place: 1");
    if (is_named) return column;
    table.wrong(key, key + R"( is a column: "Name", ["Name", "other name"], or its place from 1)");
    return std::nullopt;
  }

  void read_file(CheckedTable& table) {
    table.call("file");
    map_.has_header = table.flag("header", true);
    map_.columns = static_cast<std::size_t>(table.number("columns", 0, 1, kMostColumns));
    if (table.has("separator")) {
      const std::string separator = table.needed("separator");
      if (separator.size() != 1) table.wrong("separator", "separator is one character");
      if (separator.size() == 1) map_.separator = separator.front();
    }
    map_.encoding = table.text("encoding");
    if (map_.encoding == "UTF-8") map_.encoding.clear();
    if (!map_.encoding.empty()) {
      try {
        (void)boost::locale::conv::to_utf<char>("a", map_.encoding);
      } catch (const boost::locale::conv::invalid_charset_error&) {
        table.wrong("encoding", "there is no encoding " + map_.encoding);
      }
    }
    if (!map_.has_header && map_.columns == 0) {
      table.wrong("columns", "columns is how many a row has, where no header says it");
    }
    (void)table.close();
  }

  void read_columns(CheckedTable& table) {
    table.call("columns");
    for (const std::string& key : table.keys()) {
      const auto field = field_of(key);
      if (!field) continue;  // close() notes it
      if (auto found = column(table, key, table.node(key))) map_.fields[*field] = *found;
    }
    (void)table.close();
  }

  void read_areas(CheckedTable& table) {
    table.call("areas");
    for (const std::string& key : table.keys()) {
      if (auto found = column(table, key, table.node(key))) map_.areas.emplace_back(key, *found);
    }
    (void)table.close();
  }

  void read_id(CheckedTable& root) {
    const auto read = [&](const char* key, std::vector<Column>& into) {
      const toml::array* columns = root.list(key);
      if (columns == nullptr) return;
      for (const auto& one : *columns) {
        if (auto found = column(root, key, &one)) into.push_back(*found);
      }
    };
    read("id_of", map_.id_of);
    read("id_of_if_there", map_.id_of_if_there);
  }

  void read_times(CheckedTable& root) {
    for (const std::string& format : root.texts("times")) {
      const auto made = base::TimeFormat::make(format);
      if (made.ok()) map_.times.push_back(made.value());
      if (!made.ok()) root.wrong("times", made.error().message);
    }
    if (map_.times.empty()) root.wrong("times", "times is how times are written: [\"%Y-%m-%d\"]");
  }

  void read_status(CheckedTable& table) {
    table.call("status");
    for (const bool open : {true, false}) {
      const char* key = open ? "open" : "closed";
      for (const std::string& word : table.texts(key)) {
        if (!map_.open_by_word.emplace(word, open).second) {
          table.wrong(key, "the word '" + word + "' stands twice");
        }
      }
    }
    if (const std::string always = table.text("always"); !always.empty()) {
      if (always != "open" && always != "closed") table.wrong("always", "always is open or closed");
      map_.always_open = always == "open";
    }
    (void)table.close();
  }

  void read_coordinates(CheckedTable& table) {
    table.call("coordinates");
    map_.decimal_comma = table.flag("decimal_comma", false);
    map_.thousands = table.flag("thousands", false);
    map_.zero_is_nothing = table.flag("zero_is_nothing", true);
    const auto degrees = [&](const char* key, std::int64_t most, double& into) {
      if (table.has(key)) into = static_cast<double>(table.number(key, 0, -most, most));
    };
    constexpr std::int64_t kPole = 90;
    constexpr std::int64_t kHalfTurn = 180;
    degrees("south", kPole, map_.within.south);
    degrees("north", kPole, map_.within.north);
    degrees("west", kHalfTurn, map_.within.west);
    degrees("east", kHalfTurn, map_.within.east);
    (void)table.close();
  }

  void read_check(CheckedTable& table) {
    table.call("check");
    RecordMap::Check check;
    if (auto found = column(table, "column", table.node("column"))) check.column = *found;
    for (const std::string& word : table.texts("one_of")) check.one_of.insert(word);
    if (check.one_of.empty()) table.wrong("one_of", "one_of lists the words that may stand there");
    (void)table.close();
    map_.checks.push_back(std::move(check));
  }

  void read_required(CheckedTable& root) {
    map_.required = {Field::requested};
    if (!map_.always_open) map_.required.insert(Field::status);
    for (const std::string& name : root.texts("required")) {
      const auto field = field_of(name);
      if (!field) root.wrong("required", "there is no field '" + name + "'");
      if (field) map_.required.insert(*field);
    }
    if (map_.id_of.empty()) map_.required.insert(Field::id);
  }

  void check_whole(CheckedTable& root) {
    for (const Field field : map_.required) {
      if (map_.fields.contains(field)) continue;
      const std::string name = name_of(field);
      root.wrong("columns", field == Field::id
                                ? "a row is told apart by its column id, or by those of id_of"
                                : "columns lacks " + name);
    }
    if (!map_.fields.contains(Field::service_name) && !map_.fields.contains(Field::service_code)) {
      root.wrong("columns", "columns has service_name or service_code");
    }
    if (map_.fields.contains(Field::latitude) != map_.fields.contains(Field::longitude)) {
      root.wrong("columns", "latitude and longitude belong together");
    }
    if (!map_.always_open && map_.open_by_word.empty()) {
      root.wrong("status", "status lists the words of open and closed requests");
    }
  }

  TomlFile& file_;
  RecordMap& map_;
};

}  // namespace

std::string name_of(Field field) { return kFieldNames.at(static_cast<std::size_t>(field)); }

Result<RecordMap> RecordMap::read(const std::filesystem::path& file) {
  const auto text = read_text_file(file);
  if (!text.ok()) return text.error();
  auto parsed = TomlFile::parse(file, text.value());
  if (!parsed.ok()) return parsed.error();
  TomlFile toml = std::move(parsed).value();
  RecordMap map;
  map.digest = base::digest_of(text.value());
  MapReader(toml, map).read();
  if (auto fine = toml.fine(); !fine.ok()) return fine.error();
  return map;
}

}  // namespace kept::records
