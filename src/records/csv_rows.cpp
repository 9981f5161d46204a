#include "records/csv_rows.h"

#include <csv.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "base/trimmed.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::size_t kBlock = 65'536;
/// A record that is longer has a quote that nobody closed.
constexpr std::size_t kLongestRecord = 1U << 20U;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

// A carriage return ends no row: it is blank before the line's end, and a character elsewhere.
int is_blank(unsigned char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }
int is_end(unsigned char letter) { return letter == '\n'; }

constexpr const char* kBadQuote = "a quote stands where none may: double it, or quote the field";
constexpr const char* kOpenQuote = "a quote that is opened here is not closed";
constexpr const char* kTooLong = "the line is longer than 1 MiB";

}  // namespace

class CsvRows::Core {
 public:
  Core(ReadBytes read, char separator) : read_(std::move(read)), separator_(separator) { begin(); }
  ~Core() { csv_free(&parser_); }
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  Result<bool> next(CsvRow& row) {
    while (!ready_) {
      const auto more = take_line();
      if (!more.ok()) return more.error();
      if (!*more) {
        if (record_.empty()) return false;
        finish();
      }
    }
    row = std::move(*ready_);
    ready_.reset();
    return true;
  }

 private:
  void begin() {
    KEPT_CHECK(csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) == 0);
    csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
    csv_set_space_func(&parser_, is_blank);
    csv_set_term_func(&parser_, is_end);
  }

  void begin_anew() {
    csv_free(&parser_);
    begin();
    row_ = CsvRow();
  }

  static void on_field(void* text, std::size_t size, void* self) {
    static_cast<Core*>(self)->row_.add({static_cast<const char*>(text), size});
  }
  static void on_row(int /*end*/, void* self) { static_cast<Core*>(self)->end_row(); }

  void end_row() {
    row_.begin_at(first_line_);
    ready_ = std::exchange(row_, CsvRow());
  }

  /// Gives the parser one line; false when there is none.
  Result<bool> take_line() {
    std::string line;
    const auto more = next_line(line);
    if (!more.ok() || !*more) return more;
    ++line_;
    if (record_.empty()) {
      if (base::trimmed(line).empty()) return true;
      first_line_ = line_;
    }
    record_ += line;
    const std::size_t parsed =
        csv_parse(&parser_, line.data(), line.size(), on_field, on_row, this);
    if (parsed < line.size()) {
      refuse(kBadQuote);
    } else if (ready_) {
      record_.clear();
    } else if (record_.size() > kLongestRecord) {
      refuse(record_.find('"') == std::string::npos ? kTooLong : kOpenQuote);
    }
    return true;
  }

  /// The last line may lack its end.
  void finish() {
    if (csv_fini(&parser_, on_field, on_row, this) == 0) {
      record_.clear();
    } else {
      refuse(kOpenQuote);
    }
  }

  /// Gives up the first line of the record, and reads those after it anew: an open quote has
  /// swallowed rows that are in order.
  void refuse(const char* why) {
    const std::size_t end = std::min(record_.find('\n'), record_.size() - 1) + 1;
    CsvRow refused(first_line_);
    refused.add(base::trimmed(std::string_view(record_).substr(0, end)));
    refused.fail(why);
    ready_ = std::move(refused);
    again_ = record_.substr(end) + again_.substr(again_from_);
    again_from_ = 0;
    line_ = first_line_;
    record_.clear();
    begin_anew();
  }

  /// The next line with its end: one that is read anew, or out of the block.
  Result<bool> next_line(std::string& line) {
    const std::size_t again = again_.find('\n', again_from_);
    line = again_.substr(again_from_, again == std::string::npos ? again : again + 1 - again_from_);
    again_from_ += line.size();
    if (again != std::string::npos) return true;  // else its end has not been read yet
    for (;;) {
      const std::size_t end = block_.find('\n', position_);
      line.append(block_, position_, end == std::string::npos ? end : end + 1 - position_);
      position_ = end == std::string::npos ? block_.size() : end + 1;
      if (end != std::string::npos || line.size() > kLongestRecord) return true;
      const auto more = read_block();
      if (!more.ok()) return more;
      if (!*more) return !line.empty();
    }
  }

  Result<bool> read_block() {
    block_.resize(kBlock);
    position_ = 0;
    const auto count = read_(block_.data(), block_.size());
    if (!count.ok()) {
      block_.clear();
      return count.error();
    }
    block_.resize(*count);
    if (std::exchange(is_first_, false) && block_.starts_with(kMark)) position_ = kMark.size();
    return *count > 0;
  }

  ReadBytes read_;
  char separator_;
  csv_parser parser_{};
  CsvRow row_;                   // that the parser is at
  std::optional<CsvRow> ready_;  // the last complete one, or a fault
  std::string record_;           // the lines of the row that the parser is at
  std::int64_t line_ = 0;        // that was given to the parser last
  std::int64_t first_line_ = 0;  // of the record
  std::string again_;            // what is read anew
  std::size_t again_from_ = 0;
  std::string block_;
  std::size_t position_ = 0;
  bool is_first_ = true;
};

CsvRows::CsvRows(ReadBytes read, char separator)
    : core_(std::make_unique<Core>(std::move(read), separator)) {}
CsvRows::~CsvRows() = default;

Result<bool> CsvRows::next(CsvRow& row) { return core_->next(row); }

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    std::string quoted(2 * field.size() + 2, '\0');
    quoted.resize(csv_write(quoted.data(), quoted.size(), field.data(), field.size()));
    if (!line.empty()) line += ',';
    line += quoted;
  }
  return line + "\r\n";
}

}  // namespace kept::records
