#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kept::store {

class Database;

struct VerifyReport {
  std::int64_t cases = 0;
  std::int64_t events = 0;
  std::int64_t personal_values = 0;
  std::int64_t promises = 0;  ///< still to be kept, whose numbers were looked for
  std::int64_t historic_records = 0;
  std::int64_t recordings = 0;           ///< of calls, whose files were looked for
  std::int64_t other_rows = 0;           ///< rows of tables that no event tells of
  std::vector<std::string> differences;  ///< empty: all is as it should be; each names its table
};

/// Told cases done, and cases in all.
using VerifyProgress = std::function<void(std::int64_t, std::int64_t)>;

/// Checks a snapshot of the installation in `directory`, which may be in service:
/// the file and its schema (a missing trigger would let events be changed); every case replayed
/// from its events against every row that is derived from it, the rules of domain.md, the digests
/// of personal values and of historic records; every other row for what it refers to.
[[nodiscard]] base::Result<VerifyReport> verify(const std::filesystem::path& directory,
                                                const base::Clock& clock,
                                                const VerifyProgress& progress);

/// The same on a database that is open; it is left as it was.
[[nodiscard]] VerifyReport verify(Database& database, const base::Clock& clock,
                                  const VerifyProgress& progress);

}  // namespace kept::store
