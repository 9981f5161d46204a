#pragma once

// Private to records/: what rows of a city's set-up do to it.

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"
#include "desk/principal.h"
#include "records/set_up_rows.h"

namespace kept::records {

// In characters: what the console lets an editor save (docs/api/openapi.yaml, Line and Text), and
// of names.
inline constexpr std::size_t kLongestLine = 300;
inline constexpr std::size_t kLongestText = 4000;
inline constexpr std::size_t kLongestName = 200;

/// Rows that refer to each other come in one unit of work.
inline constexpr std::size_t kAllAtOnce = std::numeric_limits<std::size_t>::max();

/// Takes rows over in one unit of work; what is wrong with one is noted in it. Rows that were
/// refused before are passed over, and each key comes once in a file.
class SetUpTaker {
 public:
  virtual ~SetUpTaker() = default;
  /// What columns are for, and which of them a file must have.
  [[nodiscard]] virtual std::vector<std::string> columns() const = 0;
  [[nodiscard]] virtual std::vector<std::string> needed() const = 0;
  [[nodiscard]] virtual std::string key_column(const SetUpRow& row) const = 0;
  /// Rows of one unit of work.
  [[nodiscard]] virtual std::size_t at_once() const = 0;
  /// Before the first row.
  virtual void begin(desk::Reader& reader) = 0;
  /// May run twice with the same rows.
  [[nodiscard]] virtual base::Result<desk::HistoricCounts> take(desk::Transaction& tx,
                                                                std::vector<SetUpRow>& rows) = 0;
  /// What take() did last stands, or was tried for good.
  virtual void taken() {}
  /// What looks forgotten in what was taken.
  [[nodiscard]] virtual std::vector<std::string> remarks() const { return {}; }
};

[[nodiscard]] std::unique_ptr<SetUpTaker> article_taker();
[[nodiscard]] std::unique_ptr<SetUpTaker> staff_taker(const desk::Principal& who);
[[nodiscard]] std::unique_ptr<SetUpTaker> department_taker(const desk::Principal& who);
[[nodiscard]] std::unique_ptr<SetUpTaker> service_taker();
[[nodiscard]] std::unique_ptr<SetUpTaker> address_taker(std::string layer);

}  // namespace kept::records
