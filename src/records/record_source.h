#pragma once

// Private to records/: where records come from, one after the other.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "desk/ports/historic_records.h"

namespace kept::records {

/// A row that cannot be read, and why.
struct Refusal {
  std::int64_t line = 0;  ///< where it begins; of a file that has no lines, which record it is
  std::string column;     ///< empty: the row as a whole
  std::string value;      ///< what stands there
  std::string reason;     ///< without the value
  std::vector<std::string> row;  ///< as it stands there
};

/// What was noticed on the way, of rows that were taken.
struct Remarks {
  std::int64_t hour_twice = 0;       ///< times in the hour that comes twice
  std::int64_t hour_never = 0;       ///< times in the hour that does not exist
  std::int64_t closed_earlier = 0;   ///< closed before they were requested, and kept so
  std::vector<std::string> lacking;  ///< what the map reads and the file does not have
};

using Row = std::variant<desk::HistoricRecord, Refusal>;

class RecordSource {
 public:
  virtual ~RecordSource() = default;
  /// The next row; false at the end. An error ends the import: what follows cannot be read.
  [[nodiscard]] virtual base::Result<bool> next(Row& row) = 0;
  /// The names of the columns, for the file of refused rows.
  [[nodiscard]] virtual std::vector<std::string> header() const = 0;
  [[nodiscard]] virtual Remarks remarks() const = 0;
  /// Where the page that the last row stands on can be had, of a source that comes in pages:
  /// reading may begin there again. Of others empty.
  [[nodiscard]] virtual std::string page() const { return {}; }
  /// How much was read, in bytes or in rows, and how much there is; 0: that is not known.
  [[nodiscard]] virtual std::int64_t position() const = 0;
  [[nodiscard]] virtual std::int64_t size() const = 0;
};

}  // namespace kept::records
