#pragma once

// Private to records/: where the rows go that were refused.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "records/record_source.h"

namespace kept::records {

/// The rows that were refused, as CSV: line, column, value, reason, and the row as it stands in the
/// file. With a header its own names follow, so that rows that were put in order can be imported
/// from here the same way.
class RejectFile {
 public:
  /// An empty `file`: they go nowhere. `goes_on`: what stands there already stays.
  [[nodiscard]] base::Result<base::Done> open(const std::filesystem::path& file,
                                              const std::vector<std::string>& header,
                                              bool goes_on = false);
  [[nodiscard]] base::Result<base::Done> add(const Refusal& refusal);
  /// What was added is there when this program is killed.
  [[nodiscard]] base::Result<base::Done> flush();
  [[nodiscard]] base::Result<base::Done> close();

 private:
  base::Result<base::Done> write(std::vector<std::string> fields,
                                 const std::vector<std::string>& row);
  [[nodiscard]] base::Result<base::Done> checked() const;

  std::filesystem::path file_;
  std::ofstream stream_;
};

/// Counts why rows were refused; of many different reasons the later ones together.
void count_reason(const Refusal& refusal, std::map<std::string, std::int64_t>& reasons);

/// As far as a value is shown beside a reason.
[[nodiscard]] std::string shown(const std::string& value);

}  // namespace kept::records
