#pragma once

// Private to records/: the city's times and limits from and to TOML.

#include <toml++/toml.h>

#include "domain/cases/policy.h"
#include "records/checked_table.h"

namespace kept::records {

/// policy.toml; what is missing keeps its default. What cannot be kept to is refused: a limit out
/// of its range, more days than attempts, spans that overlap.
[[nodiscard]] base::Result<domain::Policy> read_policy(TomlFile& file);

[[nodiscard]] toml::table write_policy(const domain::Policy& policy);

}  // namespace kept::records
