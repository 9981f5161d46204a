#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/signer.h"
#include "desk/principal.h"
#include "store/sqlite_store.h"

namespace kept {

/// The data directory of one installation, opened. Several processes may: the server, and commands
/// beside it.
struct Installation {
  std::filesystem::path directory;
  std::unique_ptr<store::SqliteStore> store;
  base::Signer signer;
};

/// What else to do while opening: `make` a city that is not there yet.
enum class Opening { existing, make };

/// Opens the installation; its signing key stands in DIR/secret.key, readable by its owner only. A
/// database of an older program is refused: `kept311 migrate` is for that.
[[nodiscard]] base::Result<Installation> open_installation(const std::filesystem::path& directory,
                                                           const base::Clock& clock,
                                                           Opening opening,
                                                           store::StoreOptions options = {});

[[nodiscard]] std::filesystem::path database_in(const std::filesystem::path& directory);
[[nodiscard]] std::filesystem::path signing_key_in(const std::filesystem::path& directory);
/// Recordings of calls, and the keys that open them; `kept311 telephone` makes both.
[[nodiscard]] std::filesystem::path recordings_in(const std::filesystem::path& directory);
[[nodiscard]] std::filesystem::path recording_keys_in(const std::filesystem::path& directory);

/// Who acts through the command line: whoever may read and write the city's data.
[[nodiscard]] desk::Principal at_the_command_line();

}  // namespace kept
