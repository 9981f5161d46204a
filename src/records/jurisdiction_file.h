#pragma once

// Private to records/: who the city is, what is an emergency and whom to refer to.

#include <vector>

#include "base/result.h"
#include "desk/ports/rows.h"
#include "records/checked_table.h"

namespace kept::records {

struct JurisdictionFile {
  desk::JurisdictionRow row;
  std::vector<desk::DangerRow> dangers;
  std::vector<desk::ReferralRow> referrals;
};

/// jurisdiction.toml. The destination of a danger must be a number that can be dialled: '911' is
/// none, for a line that is not live yet must never reach it.
[[nodiscard]] base::Result<JurisdictionFile> read_jurisdiction(TomlFile& file);

}  // namespace kept::records
