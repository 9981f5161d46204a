#pragma once

// Private to records/: rows of a file into records, as its map says.

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "records/csv_rows.h"
#include "records/record_map.h"
#include "records/record_source.h"

namespace kept::records {

/// Where what the map names stands in the rows of one file.
class RowMapper {
 public:
  /// `header` is the file's first row; empty where it has none. Refused when the file lacks what a
  /// row must have.
  [[nodiscard]] static base::Result<RowMapper> make(const RecordMap& map,
                                                    const base::TimeZone& city_zone,
                                                    const std::vector<std::string>& header);

  /// The record of a row, or why there is none. Nothing is guessed.
  [[nodiscard]] Row map(const CsvRow& row);
  [[nodiscard]] const Remarks& remarks() const { return remarks_; }

 private:
  /// Where a column stands in a row, from 0; and how the file calls it.
  struct Place {
    std::size_t index = 0;
    std::string name;
  };
  struct Wrong {
    std::string column;
    std::string value;
    std::string reason;
  };

  RowMapper(const RecordMap& map, base::TimeZone zone) : map_(map), zone_(std::move(zone)) {}
  [[nodiscard]] base::Result<base::Done> find_columns(const std::vector<std::string>& header);
  [[nodiscard]] base::Result<std::optional<Place>> find(const Column& column,
                                                        const std::vector<std::string>& header);

  [[nodiscard]] std::string text(const CsvRow& row, std::size_t index) const;
  [[nodiscard]] std::string text(const CsvRow& row, Field field) const;
  [[nodiscard]] std::optional<Wrong> check(const CsvRow& row) const;
  [[nodiscard]] std::optional<Wrong> read(const CsvRow& row, desk::HistoricRecord& record);
  [[nodiscard]] std::optional<Wrong> read_source(const CsvRow& row,
                                                 desk::HistoricRecord& record) const;
  [[nodiscard]] std::optional<Wrong> read_areas(const CsvRow& row,
                                                desk::HistoricRecord& record) const;
  [[nodiscard]] std::optional<Wrong> read_id(const CsvRow& row, desk::HistoricRecord& record);
  [[nodiscard]] std::optional<Wrong> read_status(const CsvRow& row,
                                                 desk::HistoricRecord& record) const;
  [[nodiscard]] std::optional<Wrong> read_time(const CsvRow& row, Field field,
                                               std::optional<base::Instant>& into);
  [[nodiscard]] std::optional<Wrong> read_times(const CsvRow& row, desk::HistoricRecord& record);
  [[nodiscard]] std::optional<Wrong> read_place(const CsvRow& row, desk::HistoricRecord& record);
  [[nodiscard]] std::optional<Wrong> read_point(const CsvRow& row,
                                                std::optional<domain::Point>& into) const;
  [[nodiscard]] std::optional<domain::Point> point_of(const std::string& first,
                                                      const std::string& second) const;
  [[nodiscard]] const std::string& name(Field field) const;

  const RecordMap& map_;
  base::TimeZone zone_;
  std::array<std::optional<Place>, kFields> fields_;
  std::vector<std::pair<std::string, Place>> areas_;
  std::vector<Place> id_of_;
  std::vector<Place> checks_;  ///< of map_.checks, in their order
  std::size_t columns_ = 0;
  std::unordered_map<std::string, std::int64_t> made_ids_;
  Remarks remarks_;
  Remarks of_row_;
};

}  // namespace kept::records
