#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/signer.h"
#include "store/sqlite_store.h"

namespace kept {

/// The data directory of one installation, opened. Several processes may: the server, and commands
/// beside it.
struct Installation {
  std::filesystem::path directory;
  std::unique_ptr<store::SqliteStore> store;
  base::Signer signer;
};

/// Opens (and with `create` makes) the installation; its signing key stands in DIR/secret.key,
/// readable by its owner only.
[[nodiscard]] base::Result<Installation> open_installation(const std::filesystem::path& directory,
                                                           const base::Clock& clock, bool create);

}  // namespace kept
