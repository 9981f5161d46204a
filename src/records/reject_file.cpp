#include "records/reject_file.h"

#include <string_view>

#include "base/text.h"
#include "records/csv_rows.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

constexpr std::size_t kMostReasons = 20;
constexpr std::size_t kLongestShown = 60;

}  // namespace

Result<Done> RejectFile::open(const std::filesystem::path& file,
                              const std::vector<std::string>& header, bool goes_on) {
  file_ = file;
  if (file.empty()) return Done{};
  stream_.open(file,
               std::ios::binary | (goes_on ? std::ios::app | std::ios::ate : std::ios::trunc));
  if (goes_on && stream_.tellp() > 0) return checked();
  return write({"line", "column", "value", "reason"}, header);
}

Result<Done> RejectFile::add(const Refusal& refusal) {
  if (file_.empty()) return Done{};
  return write({std::to_string(refusal.line), refusal.column, refusal.value, refusal.reason},
               refusal.row);
}

Result<Done> RejectFile::flush() {
  if (file_.empty()) return Done{};
  stream_.flush();
  return checked();
}

Result<Done> RejectFile::close() {
  if (file_.empty()) return Done{};
  stream_.close();
  return checked();
}

Result<Done> RejectFile::write(std::vector<std::string> fields,
                               const std::vector<std::string>& row) {
  fields.insert(fields.end(), row.begin(), row.end());
  stream_ << csv_line(fields);
  return checked();
}

Result<Done> RejectFile::checked() const {
  if (stream_) return Done{};
  return base::unavailable("import.rejects",
                           "The refused rows could not be written to " + file_.string() + ".");
}

void count_reason(const Refusal& refusal, std::map<std::string, std::int64_t>& reasons) {
  std::string reason = refusal.reason;
  if (!refusal.column.empty()) reason = refusal.column + ": " + reason;
  const bool is_new = !reasons.contains(reason);
  if (is_new && reasons.size() >= kMostReasons) reason = "for other reasons";
  ++reasons[reason];
}

std::string shown(const std::string& value) {
  if (value.size() <= kLongestShown) return value;
  std::size_t end = kLongestShown;
  while (!base::is_utf8(std::string_view(value).substr(0, end))) --end;
  return value.substr(0, end) + "…";
}

}  // namespace kept::records
