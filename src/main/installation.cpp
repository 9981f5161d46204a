#include "main/installation.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>

namespace kept {
namespace {

namespace fs = std::filesystem;

base::Result<std::string> signing_key(const fs::path& directory) {
  const fs::path file = directory / "secret.key";
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
    return base::unavailable("installation.bad_key", file.string() + " holds no key.");
  }
  return key;
}

}  // namespace

base::Result<Installation> open_installation(const fs::path& directory, const base::Clock& clock,
                                             bool create) {
  std::error_code failed;
  if (create) {
    fs::create_directories(directory, failed);
    fs::permissions(directory, fs::perms::owner_all, failed);
  }
  if (!create && !fs::exists(directory / "kept311.db")) {
    return base::not_found("installation.none", "There is no city in " + directory.string() +
                                                    ". Make one with 'kept311 demo --data " +
                                                    directory.string() +
                                                    "' or 'kept311 config import'.");
  }
  store::StoreOptions options;
  options.report = [](std::string_view what) { spdlog::error("store: {}", what); };
  auto store = store::SqliteStore::open(directory, clock, options);
  if (!store.ok()) return store.error();
  auto key = signing_key(directory);
  if (!key.ok()) return key.error();
  return Installation{directory, std::move(store).value(), base::Signer(key.value())};
}

}  // namespace kept
