#pragma once

// Private to records/: what the columns of a city's file mean (docs/import.md).

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time_format.h"
#include "desk/ports/request_rows.h"

namespace kept::records {

/// What a column can be.
enum class Field {
  id,
  service_code,
  service_name,
  status,
  requested,
  updated,
  closed,
  address,
  street_1,  ///< with street_2: "A / B", where there is no address
  street_2,
  latitude,
  longitude,
  point,  ///< both in one: "(43.65, -79.38)" or "POINT (-79.38 43.65)"
  department,
  channel,
  parent,
  resolution,
  source,       ///< where it stands, of the row itself; else that of the map
  status_word,  ///< the city's own, where `status` says no more than open or closed
  areas,        ///< all in one: {"ward": "12"}
};
inline constexpr std::size_t kFields = 20;
[[nodiscard]] std::string name_of(Field field);

/// One column: the first of these names that the file has, or the place it stands at, from 1.
struct Column {
  std::vector<std::string> names;
  std::size_t position = 0;
};

/// The rows of one file are read by one of these.
struct RecordMap {
  std::string source;
  std::optional<base::TimeZone> zone;  ///< the city's, when it is left out
  std::string digest;                  ///< of the map's text

  bool has_header = true;
  char separator = ',';
  std::string encoding;           ///< empty: UTF-8
  std::size_t columns = 0;        ///< that each row must have; 0: as many as the header
  std::set<std::string> nothing;  ///< words that say that nothing is known

  std::map<Field, Column> fields;
  std::vector<std::pair<std::string, Column>> areas;
  /// The columns that tell a row apart, where it has no number; and those that do so where the file
  /// has them.
  std::vector<Column> id_of;
  std::vector<Column> id_of_if_there;
  std::set<Field> required;

  std::vector<base::TimeFormat> times;
  std::map<std::string, bool> open_by_word;
  std::optional<bool> always_open;  ///< where no column says it

  bool decimal_comma = false;
  bool thousands = false;  ///< separators of thousands are passed over
  bool zero_is_nothing = true;
  desk::Area within;

  /// A column that may hold nothing but these words.
  struct Check {
    Column column;
    std::set<std::string> one_of;
  };
  std::vector<Check> checks;

  [[nodiscard]] static base::Result<RecordMap> read(const std::filesystem::path& file);
};

}  // namespace kept::records
