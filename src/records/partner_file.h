#pragma once

// Private to records/: partners of endpoints.toml.

#include <map>
#include <string>
#include <vector>

#include "desk/ports/partners.h"
#include "desk/ports/rows.h"
#include "records/checked_table.h"

namespace kept::records {

/// All of the file, without ids. What is wrong is noted in the file, like a key that is none.
[[nodiscard]] std::vector<desk::PartnerRow> read_partners(
    TomlFile& file, const std::vector<desk::ServiceRow>& services);

/// As read_partners() reads it.
[[nodiscard]] toml::table write_partners(const std::vector<desk::PartnerRow>& partners,
                                         const std::map<domain::ServiceId, std::string>& services);

}  // namespace kept::records
