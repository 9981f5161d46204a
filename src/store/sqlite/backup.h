#pragma once

#include <filesystem>

#include "base/result.h"

namespace kept::store {

/// Writes one consistent snapshot of `database_file` to the new file `target`, while the server
/// writes on. `target` appears complete and synced, or not at all. Refused (`backup.exists`) when
/// it is there already; `backup.failed` when the disk does not take it.
base::Result<base::Done> back_up(const std::filesystem::path& database_file,
                                 const std::filesystem::path& target);

/// Puts the backup into `directory`, which must be missing or empty (`restore.not_empty`). The
/// backup is checked first (`restore.damaged`); `restore.failed` when the disk does not take it.
base::Result<base::Done> restore(const std::filesystem::path& backup,
                                 const std::filesystem::path& directory);

}  // namespace kept::store
