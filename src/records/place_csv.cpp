#include "records/place_csv.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "base/trimmed.h"
#include "records/csv_rows.h"
#include "records/packed_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

class Reading {
 public:
  Reading(CsvRows& rows, const PlaceColumns& columns, desk::PlaceKind kind)
      : rows_(rows), columns_(columns), kind_(kind) {}

  Result<PlaceCsv> run() {
    if (auto known = header(); !known.ok()) return known.error();
    while (true) {
      CsvRow row;
      const auto more = rows_.next(row);
      if (!more.ok()) return more.error();
      if (!*more) return std::move(csv_);
      if (const auto why = take(row)) {
        csv_.faults.push_back("line " + std::to_string(row.line()) + ": " + *why);
      }
    }
  }

 private:
  using Fault = std::optional<std::string>;

  Result<Done> header() {
    CsvRow row;
    const auto more = rows_.next(row);
    if (!more.ok()) return more.error();
    std::map<std::string, std::size_t> at;
    std::string names;
    for (std::size_t i = 0; *more && i < row.size(); ++i) {
      const std::string name(base::trimmed(row[i]));
      at.emplace(name, i);
      names += (names.empty() ? "" : ", ") + name;
    }
    for (const auto& [name, column] : {std::pair{&columns_.code, &code_},
                                       {&columns_.name, &name_},
                                       {&columns_.lat, &lat_},
                                       {&columns_.lng, &lng_}}) {
      if (name == &columns_.code && name->empty()) continue;
      const auto found = at.find(*name);
      if (found == at.end()) {
        return base::invalid("", "places.no_column",
                             "There is no column '" + *name + "'; there are: " + names + ".");
      }
      *column = found->second;
    }
    width_ = row.size();
    if (columns_.code.empty()) code_ = name_;
    return Done{};
  }

  Fault take(const CsvRow& row) {
    if (!row.fault().empty()) return row.fault();
    if (row.size() != width_) return "it has another number of fields than the header";
    const auto lat = domain::decimal_number(row[lat_]);
    const auto lng = domain::decimal_number(row[lng_]);
    const auto point = lat && lng ? domain::Point::make(*lat, *lng) : std::nullopt;
    if (!point) return "it has no point in degrees";
    const std::string name(base::trimmed(row[name_]));
    const std::string code(base::trimmed(row[code_]));
    if (name.empty() || code.empty()) return "it has no name or no code";
    if (!base::is_utf8(name) || !base::is_utf8(code)) return "it is not UTF-8";
    const auto [first, is_new] = seen_.emplace(code, row.line());
    if (!is_new) return "its code is that of line " + std::to_string(first->second);
    csv_.places.push_back({code, name, kind_, *point});
    return std::nullopt;
  }

  CsvRows& rows_;
  const PlaceColumns& columns_;
  desk::PlaceKind kind_;
  PlaceCsv csv_;
  std::map<std::string, std::int64_t> seen_;  ///< codes, and which line has each
  std::size_t width_ = 0;
  std::size_t code_ = 0;
  std::size_t name_ = 0;
  std::size_t lat_ = 0;
  std::size_t lng_ = 0;
};

}  // namespace

Result<PlaceCsv> read_place_csv(const std::filesystem::path& file, const PlaceColumns& columns,
                                desk::PlaceKind kind) {
  auto opened = PackedFile::open(file);
  if (!opened.ok()) return opened.error();
  PackedFile packed = std::move(opened).value();
  CsvRows rows([&](char* into, std::size_t size) { return packed.read(into, size); });
  return Reading(rows, columns, kind).run();
}

}  // namespace kept::records
