#pragma once

// Private to records/: CSV as RFC 4180 has it, row by row.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kept::records {

/// One row: its fields, or why it is none.
class CsvRow {
 public:
  explicit CsvRow(std::int64_t line = 0) : line_(line) {}

  void add(std::string_view field) {
    text_ += field;
    ends_.push_back(text_.size());
  }
  void fail(std::string why) { fault_ = std::move(why); }

  /// Where it begins in the file, from 1.
  [[nodiscard]] std::int64_t line() const { return line_; }
  void begin_at(std::int64_t line) { line_ = line; }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
  }
  /// Empty for a row that can be read; else its one field is the line as it stands.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  std::int64_t line_;
  std::string text_;
  std::vector<std::size_t> ends_;
  std::string fault_;
};

/// Gives up to so many bytes; 0 at the end.
using ReadBytes = std::function<base::Result<std::size_t>(char*, std::size_t)>;

/// Reads rows out of bytes, in memory that does not grow with the file: a byte order mark, both
/// kinds of line ends, separators and line ends in quotes; empty lines are passed over. A line that
/// is no row by the rules comes as a fault, and reading goes on with the next line, also where a
/// quote is never closed.
class CsvRows {
 public:
  explicit CsvRows(ReadBytes read, char separator = ',');
  ~CsvRows();
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;

  /// The next row; false at the end. An error when the bytes end too early.
  [[nodiscard]] base::Result<bool> next(CsvRow& row);

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

/// `fields` as one row with its line end, each in quotes.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace kept::records
