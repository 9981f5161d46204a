#include "main/installation.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>
#include <utility>

#include "places/area_finder.h"

namespace kept {
namespace {

namespace fs = std::filesystem;

base::Result<std::string> signing_key(const fs::path& directory) {
  const fs::path file = signing_key_in(directory);
  if (!fs::exists(file)) {
    const std::string key = base::Signer::new_key();
    const int handle = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool written =
        handle >= 0 && write(handle, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
        fsync(handle) == 0;
    if (handle >= 0) close(handle);
    if (!written) {
      return base::unavailable("installation.no_key",
                               "The signing key could not be written to " + file.string() + ".");
    }
  }
  std::ifstream stream(file);
  std::string key;
  std::getline(stream, key);
  if (key.size() < 32) {
    return base::unavailable(
        "installation.bad_key",
        file.string() + " holds no key. Put the one of the last backup there.");
  }
  return key;
}

base::Error advised(base::Error error, const fs::path& directory) {
  if (error.reason == "store.schema_too_old") {
    error.message += " 'kept311 migrate --data " + directory.string() + "' does both.";
  }
  return error;
}

}  // namespace

fs::path database_in(const fs::path& directory) { return directory / "kept311.db"; }
fs::path signing_key_in(const fs::path& directory) { return directory / "secret.key"; }
fs::path recordings_in(const fs::path& directory) { return directory / "recordings"; }
fs::path recording_keys_in(const fs::path& directory) { return directory / "recording.keys"; }

desk::Principal at_the_command_line() {
  return {{}, domain::Role::administrator, domain::Origin::api};
}

base::Result<Installation> open_installation(const fs::path& directory, const base::Clock& clock,
                                             Opening opening, store::StoreOptions options) {
  const bool exists = fs::exists(database_in(directory));
  if (!exists && opening == Opening::existing) {
    return base::not_found("installation.none", "There is no city in " + directory.string() +
                                                    ". Make one with 'kept311 demo --data " +
                                                    directory.string() +
                                                    "' or 'kept311 config import'.");
  }
  if (!exists) {
    std::error_code failed;
    fs::create_directories(directory, failed);
    fs::permissions(directory, fs::perms::owner_all, failed);
    if (failed) {
      return base::unavailable("installation.no_directory",
                               directory.string() + ": " + failed.message() + ".");
    }
  }
  options.migrate = !exists;
  options.area_finder = places::make_area_finder;
  options.report = [](std::string_view what) { spdlog::error("store: {}", what); };
  auto store = store::SqliteStore::open(directory, clock, std::move(options));
  if (!store.ok()) return advised(store.error(), directory);
  auto key = signing_key(directory);
  if (!key.ok()) return key.error();
  return Installation{directory, std::move(store).value(), base::Signer(key.value())};
}

}  // namespace kept
