#include "records/csv_source.h"

#include <boost/locale/encoding.hpp>
#include <utility>

#include "base/text.h"
#include "base/trimmed.h"

namespace kept::records {

using base::Done;
using base::Result;

CsvSource::CsvSource(PackedFile file, RecordMap map)
    : file_(std::move(file)),
      map_(std::move(map)),
      rows_([this](char* into, std::size_t size) { return file_.read(into, size); },
            map_.separator) {}

Result<std::unique_ptr<CsvSource>> CsvSource::open(const std::filesystem::path& file, RecordMap map,
                                                   const base::TimeZone& city_zone) {
  auto packed = PackedFile::open(file);
  if (!packed.ok()) return packed.error();
  std::unique_ptr<CsvSource> source(new CsvSource(std::move(packed).value(), std::move(map)));
  if (auto begun = source->begin(city_zone); !begun.ok()) return begun.error();
  return source;
}

Result<Done> CsvSource::begin(const base::TimeZone& city_zone) {
  if (map_.has_header) {
    const auto more = rows_.next(row_);
    if (!more.ok()) return more.error();
    if (!*more) return base::invalid("", "import.empty", "The file is empty; it lacks its header.");
    for (std::size_t i = 0; i < row_.size(); ++i) {
      std::string name(base::trimmed(row_[i]));
      if (!map_.encoding.empty()) name = boost::locale::conv::to_utf<char>(name, map_.encoding);
      header_.push_back(std::move(name));
    }
    for (const std::string& name : header_) {
      if (row_.fault().empty() && base::is_utf8(name) && name.find('\0') == std::string::npos) {
        continue;
      }
      return base::invalid("", "import.bad_header",
                           "The first line is no header in UTF-8; the map may name an encoding.");
    }
  }
  auto mapper = RowMapper::make(map_, city_zone, header_);
  if (!mapper.ok()) return mapper.error();
  mapper_ = std::make_unique<RowMapper>(std::move(mapper).value());
  return Done{};
}

Result<bool> CsvSource::next(Row& row) {
  row_ = CsvRow();
  const auto more = rows_.next(row_);
  if (more.ok() && *more) row = mapper_->map(row_);
  return more;
}

}  // namespace kept::records
