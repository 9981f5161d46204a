#include "records/set_up_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <string_view>

#include "base/folded_text.h"
#include "base/phone_number.h"
#include "base/text.h"
#include "base/trimmed.h"
#include "records/reject_file.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

constexpr std::size_t kLongestKey = 100;
constexpr std::string_view kMarksInKeys = "._-";
/// What a file of refused rows has before its own columns; it is read like the first file.
constexpr std::array<const char*, 4> kOfRejects{"line", "column", "value", "reason"};

bool is_key(const std::string& text) {
  return !text.empty() && text.size() <= kLongestKey && text.front() != '.' &&
         std::ranges::all_of(text, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') ||
                  kMarksInKeys.find(letter) != std::string_view::npos;
         });
}

}  // namespace

SetUpRow::SetUpRow(std::shared_ptr<const SetUpColumns> columns, const CsvRow& row)
    : columns_(std::move(columns)), line_(row.line()) {
  for (std::size_t i = 0; i < row.size(); ++i) cells_.emplace_back(row[i]);
}

std::string SetUpRow::cell(const std::string& column) const {
  const auto found = columns_->find(column);
  if (found == columns_->end() || found->second.first >= cells_.size()) return {};
  return std::string(base::trimmed(cells_[found->second.first]));
}

void SetUpRow::text(const std::string& column, std::string& into) const {
  if (has(column)) into = cell(column);
}

void SetUpRow::at_most(const std::string& column, std::string& into, std::size_t longest) {
  text(column, into);
  if (base::utf8_length(into).value_or(0) > longest) {
    wrong(column, fmt::format("this has more than {} characters", longest));
  }
}

void SetUpRow::needed(const std::string& column, std::string& into, std::size_t longest) {
  at_most(column, into, longest);
  if (into.empty()) wrong(column, "this is missing");
}

void SetUpRow::maybe(const std::string& column, std::optional<std::string>& into) const {
  if (!has(column)) return;
  into = cell(column);
  if (into->empty()) into.reset();
}

void SetUpRow::both(const std::string& column, desk::Localised& into) const {
  text(column + "_en", into.en);
  text(column + "_fr", into.fr);
}

void SetUpRow::list(const std::string& column, std::vector<std::string>& into) const {
  if (!has(column)) return;
  into.clear();
  std::vector<std::string> parts;
  boost::split(parts, cell(column), boost::is_any_of(";"));
  for (const std::string& part : parts) {
    if (!base::trimmed(part).empty()) into.emplace_back(base::trimmed(part));
  }
}

void SetUpRow::flag(const std::string& column, bool& into) {
  if (!has(column)) return;
  const std::string said(base::trimmed(base::folded(cell(column))));
  into = said == "yes" || said == "true" || said == "1";
  const bool is_no = said.empty() || said == "no" || said == "false" || said == "0";
  if (!into && !is_no) wrong(column, "this is yes or no");
}

void SetUpRow::number(const std::string& column, std::int64_t least, std::int64_t most,
                      std::int64_t& into) {
  const std::string said = cell(column);
  if (said.empty()) return;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), number);
  if (error != std::errc() || end != said.data() + said.size() || number < least || number > most) {
    return wrong(column, fmt::format("this is a whole number from {} to {}", least, most));
  }
  into = number;
}

void SetUpRow::card(desk::CardRow& into, const std::string& region) const {
  text("card_name", into.name);
  text("card_role", into.role);
  text("card_role_fr", into.role_fr);
  text("card_phone", into.phone);
  text("card_hours", into.hours);
  text("card_hours_fr", into.hours_fr);
  // Short codes (211) stand on cards too, as they are dialled.
  if (!has("card_phone")) return;
  const auto phone = base::PhoneNumber::parse(into.phone, region);
  if (phone.ok()) into.phone = phone.value().e164();
}

void SetUpRow::key(const std::string& column, std::string& into) {
  needed(column, into, kLongestKey);
  if (!is_key(into)) {
    wrong(column, "this is no key: letters without accents, digits, dot, dash and underscore");
  }
}

void SetUpRow::wrong(const std::string& column, const std::string& reason) {
  if (refusal_) return;
  const auto found = columns_->find(column);
  const std::string name = found == columns_->end() ? column : found->second.second;
  refusal_ = Refusal{line_, name, shown(cell(column)), reason, cells_};
}

SetUpRows::SetUpRows(PackedFile file)
    : file_(std::move(file)),
      rows_([this](char* into, std::size_t size) { return file_.read(into, size); }) {}

Result<std::unique_ptr<SetUpRows>> SetUpRows::open(const std::filesystem::path& file,
                                                   const std::map<std::string, std::string>& names,
                                                   const std::vector<std::string>& needed) {
  auto packed = PackedFile::open(file);
  if (!packed.ok()) return packed.error();
  std::unique_ptr<SetUpRows> rows(new SetUpRows(std::move(packed).value()));
  if (auto begun = rows->begin(names, needed); !begun.ok()) return begun.error();
  return rows;
}

Result<Done> SetUpRows::begin(const std::map<std::string, std::string>& names,
                              const std::vector<std::string>& needed) {
  CsvRow row;
  const auto more = rows_.next(row);
  if (!more.ok()) return more.error();
  if (!*more) return base::invalid("", "import.empty", "The file is empty; it lacks its header.");
  std::map<std::string, std::string> meant;  // by the folded name of the column
  for (const auto& [what, name] : names) meant[base::folded(name)] = what;
  auto columns = std::make_shared<SetUpColumns>();
  for (std::size_t i = 0; i < row.size(); ++i) {
    header_.emplace_back(base::trimmed(row[i]));
    if (!row.fault().empty() || !base::is_utf8(header_.back())) {
      return base::invalid("", "import.bad_header", "The first line is no header in UTF-8.");
    }
    const auto found = meant.find(base::folded(header_.back()));
    if (found == meant.end()) {
      if (std::ranges::find(kOfRejects, header_.back()) == kOfRejects.end()) {
        unread_.push_back(header_.back());
      }
    } else if (!columns->emplace(found->second, std::pair(i, header_.back())).second) {
      return base::invalid("", "import.bad_header",
                           "The file has two columns '" + header_.back() + "'.");
    }
  }
  for (const std::string& what : needed) {
    if (columns->contains(what)) continue;
    return base::invalid("", "import.bad_header",
                         fmt::format("The file has no column '{}'; it has: {}.", names.at(what),
                                     fmt::join(header_, ", ")));
  }
  columns_ = std::move(columns);
  return Done{};
}

Result<std::optional<SetUpRow>> SetUpRows::next() {
  CsvRow row;
  const auto more = rows_.next(row);
  if (!more.ok()) return more.error();
  if (!*more) return std::optional<SetUpRow>();
  std::optional<SetUpRow> read(SetUpRow(columns_, row));
  if (!row.fault().empty()) {
    read->wrong("", row.fault());
  } else if (row.size() != header_.size()) {
    read->wrong("", "this has another number of fields than the header");
  }
  for (std::size_t i = 0; i < row.size() && !read->refusal(); ++i) {
    if (base::is_utf8(row[i]) && row[i].find('\0') == std::string_view::npos) continue;
    read->wrong(i < header_.size() ? header_[i] : "", "this is not UTF-8");
  }
  return read;
}

}  // namespace kept::records
