#pragma once

// Private to records/: one service of services.toml.

#include <cstdint>
#include <map>
#include <string>

#include "desk/ports/rows.h"
#include "records/checked_table.h"

namespace kept::records {

/// A year of days, all of them working time: no target is further away.
inline constexpr std::int64_t kLongestTarget{366L * 24 * 60};

/// A service as its table has it, the department by key.
struct ServiceEntry {
  std::string department;
  desk::ServiceRow row;  ///< without ids, but in its routes
};

/// What is wrong is noted in the file, like a key that is none.
[[nodiscard]] ServiceEntry read_service(
    CheckedTable& table, const std::map<std::string, domain::DepartmentId>& departments);

}  // namespace kept::records
