#pragma once

#include <vector>

#include "base/result.h"
#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Takes the next rows of an import over: `before` is how far it was, `rows` how far it is with
/// these. The records stand there as historic; nothing is owed for them and nobody is written to.
[[nodiscard]] base::Result<ImportPoint> import_history(Transaction& tx, const Principal& who,
                                                       const ImportPoint& before,
                                                       const std::vector<HistoricRecord>& records,
                                                       std::int64_t rows);

}  // namespace kept::desk
