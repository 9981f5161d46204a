#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// How far an import is.
struct ImportStep {
  std::int64_t rows = 0;
  std::string page;            ///< that the next row stands on, of a source that comes in pages
  bool can_go_on_here = true;  ///< one that is stopped; else where it could before
};

/// Takes the next rows of an import over: `before` is how far it was, `until` how far it is with
/// these. The records stand there as historic; nothing is owed for them and nobody is written to.
[[nodiscard]] base::Result<ImportPoint> import_history(Transaction& tx, const Principal& who,
                                                       const ImportPoint& before,
                                                       const std::vector<HistoricRecord>& records,
                                                       const ImportStep& until);

}  // namespace kept::desk
