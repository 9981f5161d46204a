#pragma once

// Private to records/: how the city answers its telephone, telephone.toml.

#include <map>
#include <string>
#include <vector>

#include "desk/ports/rows.h"
#include "desk/ports/telephone.h"
#include "records/checked_table.h"

namespace kept::records {

/// All of the file. What is wrong is noted in it: a queue that nobody could answer, a digit that
/// means two things, a demo city that would dial emergency numbers.
[[nodiscard]] desk::TelephoneRow read_telephone(TomlFile& file, const desk::JurisdictionRow& city,
                                                const std::vector<desk::StaffRow>& staff);

/// As read_telephone() reads it.
[[nodiscard]] toml::table write_telephone(const desk::TelephoneRow& telephone,
                                          const std::map<domain::StaffId, std::string>& staff);

}  // namespace kept::records
