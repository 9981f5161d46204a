#pragma once

// Private to records/: one service of services.toml.

#include <cstdint>
#include <vector>

#include "desk/ports/rows.h"
#include "records/checked_table.h"

namespace kept::records {

/// A year of days, all of them working time: no target is further away.
inline constexpr std::int64_t kLongestTarget{366L * 24 * 60};

/// A service as its table has it, without its id. What is wrong is noted in the file, like a
/// department or a team that is none.
[[nodiscard]] desk::ServiceRow read_service(CheckedTable& table,
                                            const std::vector<desk::DepartmentRow>& departments);

}  // namespace kept::records
