#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::records {

/// How far an import is.
struct ImportProgress {
  std::int64_t position = 0;  ///< bytes of the file; of pages rows
  std::int64_t size = 0;      ///< 0: it is not known how many there are
  std::int64_t rows = 0;
};

struct ImportOptions {
  bool dry_run = false;  ///< say what would happen; change nothing
  /// Where refused rows go, each with line, column and reason; empty: nowhere.
  std::filesystem::path rejects;
  /// Nobody else works on the store. Otherwise it is left to them every now and then, and indexes
  /// are not set aside while the first records come.
  bool alone = false;
  std::function<void(const ImportProgress&)> progress = {};
};

/// What an import did. read = created + updated + unchanged + refused.
struct ImportReport {
  std::int64_t read = 0;
  desk::HistoricCounts counts;
  std::int64_t refused = 0;
  std::map<std::string, std::int64_t> reasons;  ///< why, and how often; a fixed number of them
  std::int64_t resumed_after = 0;               ///< rows that an import before this one had done
  std::vector<std::string> remarks;  ///< what is worth knowing about rows that were taken
};

/// Takes the records of a CSV file, plain or packed, into the store as historic ones, the way the
/// map says. An import that was stopped goes on where it was; the same file again changes nothing.
[[nodiscard]] base::Result<ImportReport> import_csv(desk::Store& store, const desk::Principal& who,
                                                    const std::filesystem::path& map,
                                                    const std::filesystem::path& file,
                                                    const ImportOptions& options);

/// The same for the requests in an Open311 server's answer, XML or JSON: a file, or an address of
/// the web with all pages that follow it; and for what `kept311 export open311` writes. `source`
/// names where they come from, when they do not say so; empty: the host of the address, or
/// "open311".
[[nodiscard]] base::Result<ImportReport> import_open311(desk::Store& store,
                                                        const desk::Principal& who,
                                                        const std::string& from,
                                                        const std::string& source,
                                                        const ImportOptions& options);

}  // namespace kept::records
