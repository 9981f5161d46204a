#pragma once

// Private to records/: the rows of a CSV file as records.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "records/csv_rows.h"
#include "records/packed_file.h"
#include "records/record_map.h"
#include "records/record_source.h"
#include "records/row_mapper.h"

namespace kept::records {

class CsvSource final : public RecordSource {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<CsvSource>> open(
      const std::filesystem::path& file, RecordMap map, const base::TimeZone& city_zone);

  [[nodiscard]] base::Result<bool> next(Row& row) override;
  [[nodiscard]] std::vector<std::string> header() const override { return header_; }
  [[nodiscard]] Remarks remarks() const override { return mapper_->remarks(); }
  [[nodiscard]] std::int64_t position() const override { return file_.position(); }
  [[nodiscard]] std::int64_t size() const override { return file_.size(); }

 private:
  CsvSource(PackedFile file, RecordMap map);
  [[nodiscard]] base::Result<base::Done> begin(const base::TimeZone& city_zone);

  PackedFile file_;
  RecordMap map_;
  CsvRows rows_;
  CsvRow row_;
  std::vector<std::string> header_;
  std::unique_ptr<RowMapper> mapper_;
};

}  // namespace kept::records
