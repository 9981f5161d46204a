#pragma once

// Private to records/: the city's times and limits from and to TOML.

#include <toml++/toml.h>

#include "domain/cases/policy.h"

namespace kept::records {

/// policy.toml; what is missing keeps its default.
[[nodiscard]] domain::Policy read_policy(const toml::table& file);

[[nodiscard]] toml::table write_policy(const domain::Policy& policy);

}  // namespace kept::records
