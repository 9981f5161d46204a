#pragma once

// Private to records/: rows of a CSV file that describe a city's set-up, read cell by cell.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "desk/ports/rows.h"
#include "desk/word_names.h"
#include "records/csv_rows.h"
#include "records/packed_file.h"
#include "records/record_source.h"

namespace kept::records {

/// Which columns a file has, by what they are for: their places, and how the file calls them.
using SetUpColumns = std::map<std::string, std::pair<std::size_t, std::string>>;

/// One row. Each reading leaves what stands where the file has no such column, so that a file need
/// not tell everything; an empty cell empties it. The first thing that is wrong refuses the row.
class SetUpRow {
 public:
  SetUpRow(std::shared_ptr<const SetUpColumns> columns, const CsvRow& row);

  [[nodiscard]] std::int64_t line() const { return line_; }
  [[nodiscard]] bool has(const std::string& column) const { return columns_->contains(column); }
  /// Without blanks around it; empty where the file has no such column.
  [[nodiscard]] std::string cell(const std::string& column) const;

  void text(const std::string& column, std::string& into) const;
  /// Must say something, here or before; of so many characters at most.
  void needed(const std::string& column, std::string& into, std::size_t longest);
  void at_most(const std::string& column, std::string& into, std::size_t longest);
  void maybe(const std::string& column, std::optional<std::string>& into) const;
  /// COLUMN_en and COLUMN_fr.
  void both(const std::string& column, desk::Localised& into) const;
  /// Parted by semicolons.
  void list(const std::string& column, std::vector<std::string>& into) const;
  /// yes, true, 1; no, false, 0 or nothing.
  void flag(const std::string& column, bool& into);
  void number(const std::string& column, std::int64_t least, std::int64_t most, std::int64_t& into);
  /// card_name, card_role, card_phone, …; numbers as they are dialled in `region`.
  void card(desk::CardRow& into, const std::string& region) const;
  /// A key that joins files: letters, digits, dot, dash and underscore.
  void key(const std::string& column, std::string& into);
  /// An empty cell stands for the word that is usual.
  template <typename Word>
  void word(const std::string& column, Word& into, const char* words) {
    const std::string said = cell(column);
    if (said.empty()) return;
    const auto meant = desk::word_of<Word>(said);
    if (!meant) return wrong(column, words);
    into = *meant;
  }

  /// Notes what is wrong with the cell; only the first is told.
  void wrong(const std::string& column, const std::string& reason);
  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  std::shared_ptr<const SetUpColumns> columns_;
  std::int64_t line_;
  std::vector<std::string> cells_;
  std::optional<Refusal> refusal_;
};

/// The rows of a file, plain or packed, with a header.
class SetUpRows {
 public:
  /// `names`: what is looked for, and how the file calls it ("key": "key"). `key` must be there.
  [[nodiscard]] static base::Result<std::unique_ptr<SetUpRows>> open(
      const std::filesystem::path& file, const std::map<std::string, std::string>& names,
      const std::vector<std::string>& needed);

  /// The next row; nothing at the end.
  [[nodiscard]] base::Result<std::optional<SetUpRow>> next();
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  /// Columns of the file that nothing is read from.
  [[nodiscard]] const std::vector<std::string>& unread() const { return unread_; }
  [[nodiscard]] std::int64_t position() const { return file_.position(); }
  [[nodiscard]] std::int64_t size() const { return file_.size(); }

 private:
  explicit SetUpRows(PackedFile file);
  [[nodiscard]] base::Result<base::Done> begin(const std::map<std::string, std::string>& names,
                                               const std::vector<std::string>& needed);

  PackedFile file_;
  CsvRows rows_;
  std::vector<std::string> header_;
  std::vector<std::string> unread_;
  std::shared_ptr<const SetUpColumns> columns_;
};

}  // namespace kept::records
