#include "records/row_mapper.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <boost/locale/encoding.hpp>
#include <tuple>

#include "base/folded_text.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/trimmed.h"
#include "records/reject_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

constexpr std::size_t kLongestSourceId = 200;
constexpr std::size_t kMostMadeIds = 2'000'000;
constexpr std::size_t kDigitsOfMadeId = 16;

std::string without(std::string text, char letter) {
  std::erase(text, letter);
  return text;
}

/// "POINT (-79.38 43.65)" is east before north, "(43.65, -79.38)" the other way; as lat and lng.
std::optional<std::pair<std::string, std::string>> parts_of_point(const std::string& text) {
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
  const std::string before(base::trimmed(std::string_view(text).substr(0, open)));
  const std::string inner(base::trimmed(std::string_view(text).substr(open + 1, close - open - 1)));
  const bool east_first = before == "POINT" || before == "Point";
  if (!east_first && !before.empty()) return std::nullopt;
  const std::size_t parted = inner.find(east_first ? ' ' : ',');
  if (parted == std::string::npos) return std::nullopt;
  const std::string first = inner.substr(0, parted);
  const std::string second = inner.substr(parted + 1);
  return east_first ? std::pair(second, first) : std::pair(first, second);
}

}  // namespace

Result<RowMapper> RowMapper::make(const RecordMap& map, const base::TimeZone& city_zone,
                                  const std::vector<std::string>& header) {
  RowMapper mapper(map, map.zone.value_or(city_zone));
  if (auto found = mapper.find_columns(header); !found.ok()) return found.error();
  return mapper;
}

Result<std::optional<RowMapper::Place>> RowMapper::find(const Column& column,
                                                        const std::vector<std::string>& header) {
  if (!map_.has_header) {
    if (column.position <= columns_) {
      return std::optional(Place{column.position - 1, std::to_string(column.position)});
    }
    return base::invalid(
        "", "import.bad_map",
        fmt::format("The map names column {}, and a row has {}.", column.position, columns_));
  }
  // Cities write one name as "Unique Key" and as "unique_key".
  for (const std::string& name : column.names) {
    const std::string wanted = base::folded(name);
    std::optional<Place> found;
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (base::folded(header[i]) != wanted) continue;
      if (found) {
        return base::invalid("", "import.bad_header",
                             "The file has two columns '" + header[i] + "'.");
      }
      found = Place{i, header[i]};
    }
    if (found) return found;
  }
  return std::optional<Place>();
}

Result<Done> RowMapper::find_columns(const std::vector<std::string>& header) {
  columns_ = map_.columns > 0 ? map_.columns : header.size();
  const auto lacking = [&](const std::string& what, const Column& column, bool needed) {
    if (!needed) remarks_.lacking.push_back(what + " (" + column.names.front() + ")");
    return base::invalid("", "import.bad_header",
                         fmt::format("The file has no column '{}', which is its {}; name the one "
                                     "that is in the map.",
                                     fmt::join(column.names, "' or '"), what));
  };
  for (const auto& [field, column] : map_.fields) {
    const auto place = find(column, header);
    if (!place.ok()) return place.error();
    fields_.at(static_cast<std::size_t>(field)) = *place;
    const bool needed = map_.required.contains(field);
    if (!*place) {
      auto error = lacking(name_of(field), column, needed);
      if (needed) return error;
    }
  }
  for (const auto& [kind, column] : map_.areas) {
    const auto place = find(column, header);
    if (!place.ok()) return place.error();
    if (*place) areas_.emplace_back(kind, **place);
    if (!*place) (void)lacking(kind, column, false);
  }
  const auto all = [&](const Column& column, const char* what,
                       std::vector<Place>& into) -> Result<Done> {
    const auto place = find(column, header);
    if (!place.ok()) return place.error();
    if (!*place) return lacking(what, column, true);
    into.push_back(**place);
    return Done{};
  };
  for (const Column& column : map_.id_of) {
    if (auto found = all(column, "id_of", id_of_); !found.ok()) return found;
  }
  for (const Column& column : map_.id_of_if_there) {
    const auto place = find(column, header);
    if (!place.ok()) return place.error();
    if (*place) id_of_.push_back(**place);
  }
  for (const RecordMap::Check& check : map_.checks) {
    if (auto found = all(check.column, "check", checks_); !found.ok()) return found;
  }
  return Done{};
}

std::string RowMapper::text(const CsvRow& row, std::size_t index) const {
  const std::string_view field = base::trimmed(row[index]);
  std::string read(field);
  if (!map_.encoding.empty()) {
    read = boost::locale::conv::to_utf<char>(read, map_.encoding, boost::locale::conv::stop);
  }
  if (map_.nothing.contains(read)) return {};
  return read;
}

std::string RowMapper::text(const CsvRow& row, Field field) const {
  const auto& place = fields_.at(static_cast<std::size_t>(field));
  return place ? text(row, place->index) : std::string();
}

const std::string& RowMapper::name(Field field) const {
  return fields_.at(static_cast<std::size_t>(field))->name;
}

Row RowMapper::map(const CsvRow& row) {
  of_row_ = {};
  desk::HistoricRecord record;
  std::optional<Wrong> wrong;
  if (!row.fault().empty()) {
    wrong = Wrong{"", "", row.fault()};
  } else {
    try {
      wrong = check(row);
      if (!wrong) wrong = read(row, record);
    } catch (const boost::locale::conv::conversion_error&) {
      wrong = Wrong{"", "", "there is a character that " + map_.encoding + " does not know"};
    }
  }
  if (wrong) {
    Refusal refusal{row.line(), wrong->column, wrong->value, wrong->reason, {}};
    for (std::size_t i = 0; i < row.size(); ++i) refusal.row.emplace_back(row[i]);
    return refusal;
  }
  remarks_.hour_twice += of_row_.hour_twice;
  remarks_.hour_never += of_row_.hour_never;
  remarks_.closed_earlier += of_row_.closed_earlier;
  return record;
}

std::optional<RowMapper::Wrong> RowMapper::check(const CsvRow& row) const {
  if (row.size() != columns_) {
    return Wrong{"", std::to_string(row.size()),
                 fmt::format("that many columns stand here, and not {}", columns_)};
  }
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool is_text = !map_.encoding.empty() || base::is_utf8(row[i]);
    if (!is_text || row[i].find('\0') != std::string_view::npos) {
      return Wrong{std::to_string(i + 1), "",
                   "this is no text in UTF-8; the map may name an encoding"};
    }
  }
  for (std::size_t i = 0; i < checks_.size(); ++i) {
    const std::string found(base::trimmed(row[checks_[i].index]));
    if (map_.checks[i].one_of.contains(found)) continue;
    return Wrong{checks_[i].name, shown(found), "this is none of the words that may stand here"};
  }
  for (const Field field : map_.required) {
    if (text(row, field).empty()) return Wrong{name(field), "", "there is nothing here"};
  }
  return std::nullopt;
}

std::optional<RowMapper::Wrong> RowMapper::read(const CsvRow& row, desk::HistoricRecord& record) {
  if (auto wrong = read_source(row, record)) return wrong;
  if (auto wrong = read_id(row, record)) return wrong;
  if (auto wrong = read_status(row, record)) return wrong;
  if (auto wrong = read_times(row, record)) return wrong;
  if (auto wrong = read_place(row, record)) return wrong;
  record.service_code = text(row, Field::service_code);
  record.service_name = text(row, Field::service_name);
  if (record.service_code.empty() && record.service_name.empty()) {
    return Wrong{"", "", "the row names no service"};
  }
  record.department = text(row, Field::department);
  record.channel = text(row, Field::channel);
  record.parent_id = text(row, Field::parent);
  record.resolution = text(row, Field::resolution);
  for (const auto& [kind, place] : areas_) {
    if (std::string area = text(row, place.index); !area.empty()) record.areas[kind] = area;
  }
  return read_areas(row, record);
}

std::optional<RowMapper::Wrong> RowMapper::read_source(const CsvRow& row,
                                                       desk::HistoricRecord& record) const {
  record.source = text(row, Field::source);
  if (record.source.empty()) record.source = map_.source;
  if (record.source.size() <= kLongestSourceId) return std::nullopt;
  return Wrong{name(Field::source), shown(record.source),
               fmt::format("the source is longer than {} bytes", kLongestSourceId)};
}

std::optional<RowMapper::Wrong> RowMapper::read_areas(const CsvRow& row,
                                                      desk::HistoricRecord& record) const {
  const std::string written = text(row, Field::areas);
  if (written.empty()) return std::nullopt;
  boost::json::error_code failed;
  const auto read = boost::json::parse(written, failed);
  const boost::json::object* areas = failed ? nullptr : read.if_object();
  bool is_whole = areas != nullptr;
  for (const auto& area : is_whole ? *areas : boost::json::object()) {
    const auto* called = area.value().if_string();
    is_whole = is_whole && called != nullptr;
    if (is_whole) record.areas[std::string(area.key())] = std::string(*called);
  }
  if (is_whole) return std::nullopt;
  return Wrong{name(Field::areas), shown(written), R"(these are no areas: {"ward": "12"})"};
}

// Rows without a number are told apart by what does not change about them; those that are the same
// even so are counted, in the order of the file.
std::optional<RowMapper::Wrong> RowMapper::read_id(const CsvRow& row,
                                                   desk::HistoricRecord& record) {
  if (id_of_.empty()) {
    record.source_id = text(row, Field::id);
    if (record.source_id.size() <= kLongestSourceId) return std::nullopt;
    return Wrong{name(Field::id), shown(record.source_id),
                 fmt::format("the number is longer than {} bytes", kLongestSourceId)};
  }
  std::string all;
  for (const Place& place : id_of_) {
    const std::string_view part = base::trimmed(row[place.index]);
    all += fmt::format("{}:{}", part.size(), part);
  }
  const std::string id = base::digest_of(all).substr(0, kDigitsOfMadeId);
  const std::int64_t times = ++made_ids_[id];
  if (made_ids_.size() > kMostMadeIds) {
    return Wrong{
        "", "",
        fmt::format("a file without numbers has at most {} rows: part it by year", kMostMadeIds)};
  }
  record.source_id = times == 1 ? id : fmt::format("{}-{}", id, times);
  return std::nullopt;
}

std::optional<RowMapper::Wrong> RowMapper::read_status(const CsvRow& row,
                                                       desk::HistoricRecord& record) const {
  if (map_.always_open) {
    record.open = *map_.always_open;
    record.status_word = text(row, Field::status);
    return std::nullopt;
  }
  record.status_word = text(row, Field::status);
  const auto found = map_.open_by_word.find(record.status_word);
  if (found == map_.open_by_word.end()) {
    return Wrong{name(Field::status), shown(record.status_word),
                 "this word stands neither among open nor among closed"};
  }
  record.open = found->second;
  if (fields_.at(static_cast<std::size_t>(Field::status_word))) {
    record.status_word = text(row, Field::status_word);
  }
  return std::nullopt;
}

std::optional<RowMapper::Wrong> RowMapper::read_time(const CsvRow& row, Field field,
                                                     std::optional<base::Instant>& into) {
  const std::string written = text(row, field);
  if (written.empty()) return std::nullopt;
  for (const base::TimeFormat& format : map_.times) {
    const auto found = format.parse(written, zone_);
    if (!found) continue;
    into = found->instant;
    of_row_.hour_twice += found->kind == base::WallTimeKind::kRepeated ? 1 : 0;
    of_row_.hour_never += found->kind == base::WallTimeKind::kSkipped ? 1 : 0;
    return std::nullopt;
  }
  return Wrong{name(field), shown(written), "this is no time as the map writes them"};
}

std::optional<RowMapper::Wrong> RowMapper::read_times(const CsvRow& row,
                                                      desk::HistoricRecord& record) {
  std::optional<base::Instant> requested;
  if (auto wrong = read_time(row, Field::requested, requested)) return wrong;
  record.requested_at = *requested;
  if (auto wrong = read_time(row, Field::updated, record.updated_at)) return wrong;
  if (auto wrong = read_time(row, Field::closed, record.closed_at)) return wrong;
  of_row_.closed_earlier = record.closed_at && *record.closed_at < record.requested_at ? 1 : 0;
  return std::nullopt;
}

std::optional<RowMapper::Wrong> RowMapper::read_place(const CsvRow& row,
                                                      desk::HistoricRecord& record) {
  record.address = text(row, Field::address);
  if (record.address.empty()) {
    const std::string first = text(row, Field::street_1);
    const std::string second = text(row, Field::street_2);
    record.address = first.empty() || second.empty() ? first + second : first + " / " + second;
  }
  return read_point(row, record.point);
}

std::optional<RowMapper::Wrong> RowMapper::read_point(const CsvRow& row,
                                                      std::optional<domain::Point>& into) const {
  std::string lat = text(row, Field::latitude);
  std::string lng = text(row, Field::longitude);
  Field field = Field::latitude;
  if (lat.empty() && lng.empty()) {
    const std::string both = text(row, Field::point);
    if (both.empty()) return std::nullopt;
    field = Field::point;
    const auto parts = parts_of_point(both);
    if (!parts) return Wrong{name(field), shown(both), "this is no point"};
    std::tie(lat, lng) = *parts;
  }
  into = point_of(lat, lng);
  if (!into) {
    return Wrong{name(field), shown(lat) + ", " + shown(lng),
                 "these are no latitude and longitude"};
  }
  if (map_.zero_is_nothing && into->lat == 0 && into->lng == 0) {
    into.reset();
    return std::nullopt;
  }
  const desk::Area& within = map_.within;
  const bool is_within = into->lat >= within.south && into->lat <= within.north &&
                         into->lng >= within.west && into->lng <= within.east;
  if (is_within) return std::nullopt;
  return Wrong{name(field), into->text(), "the point lies outside of what the map allows"};
}

std::optional<domain::Point> RowMapper::point_of(const std::string& first,
                                                 const std::string& second) const {
  const auto degrees = [&](std::string text) {
    if (map_.thousands) text = without(text, map_.decimal_comma ? '.' : ',');
    if (map_.decimal_comma) std::replace(text.begin(), text.end(), ',', '.');
    return domain::decimal_number(text);
  };
  const auto lat = degrees(first);
  const auto lng = degrees(second);
  if (!lat || !lng) return std::nullopt;
  return domain::Point::make(*lat, *lng);
}

}  // namespace kept::records
