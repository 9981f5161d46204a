#include "store/sqlite/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "store/sqlite/data_directory.h"
#include "store/sqlite/database.h"
#include "store/sqlite/migrations.h"

namespace kept::store {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Error;
using base::Result;

const Query kQuickCheck{"backup.quick_check", "PRAGMA quick_check(1)"};

std::string system_message() {
  return std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): glibc's is safe
}

// Nothing when the file or directory is on the disk; otherwise why not.
std::optional<std::string> sync_path(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return system_message();
  std::optional<std::string> why;
  if (::fsync(file) != 0) why = system_message();
  ::close(file);
  return why;
}

fs::path parent(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

// Copies into `draft`, which nobody else may use, for its owner only.
Result<Done> copy_and_sync(const fs::path& source, bool immutable, const fs::path& draft) {
  const int made = ::open(draft.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) return base::unavailable("", draft.string() + ": " + system_message());
  ::close(made);
  try {
    DatabaseOptions options;
    options.read_only = true;
    options.immutable = immutable;
    Database(source, options).copy_to(draft);
  } catch (const SqliteError& error) {
    return base::unavailable("", error.what());
  }
  if (const auto why = sync_path(draft)) {
    return base::unavailable("", draft.string() + ": " + *why);
  }
  return Done{};
}

// Gives `draft` its final name; link() refuses a name that is taken, rename() would not.
Result<Done> publish(const fs::path& draft, const fs::path& target) {
  if (::link(draft.c_str(), target.c_str()) != 0) {
    if (errno == EEXIST) {
      return base::conflict("backup.exists", target.string() + " is there already.");
    }
    return base::unavailable("", target.string() + ": " + system_message());
  }
  ::unlink(draft.c_str());
  if (const auto why = sync_path(parent(target))) {
    return base::unavailable("", target.string() + ": " + *why);
  }
  return Done{};
}

Result<Done> copy_database(const fs::path& source, bool immutable, const fs::path& target,
                           const char* failed_reason) {
  const fs::path draft = target.string() + ".part-" + std::to_string(::getpid());
  Result<Done> done = copy_and_sync(source, immutable, draft);
  if (done) done = publish(draft, target);
  std::error_code ignored;
  fs::remove(draft, ignored);
  if (done || !done.error().reason.empty()) return done;
  return base::unavailable(failed_reason, done.error().message);
}

Result<Done> check_backup(const fs::path& backup) {
  try {
    DatabaseOptions options;
    options.read_only = true;
    options.immutable = true;
    Database database(backup, options);
    const auto verdict = database.value<std::string>(kQuickCheck);
    if (verdict != "ok") {
      return base::refused("restore.damaged",
                           backup.string() + ": " + verdict.value_or("no verdict"));
    }
    const Result<int> version = schema_version(database);
    if (!version) return version.error();
    if (*version == 0) {
      return base::refused("restore.damaged", backup.string() + " is an empty database.");
    }
    return Done{};
  } catch (const SqliteError& error) {
    return base::refused("restore.damaged", backup.string() + ": " + error.what());
  }
}

}  // namespace

Result<Done> back_up(const fs::path& database_file, const fs::path& target) {
  std::error_code ignored;
  if (fs::exists(target, ignored)) {
    return base::conflict("backup.exists", target.string() + " is there already.");
  }
  return copy_database(database_file, false, target, "backup.failed");
}

Result<Done> restore(const fs::path& backup, const fs::path& directory) {
  std::error_code trouble;
  if (fs::exists(directory, trouble) && !fs::is_empty(directory, trouble)) {
    return base::conflict("restore.not_empty",
                          directory.string() + " is not empty; restore into a new directory.");
  }
  if (const Result<Done> fine = check_backup(backup); !fine) return fine;
  const Result<DataDirectory> locked = DataDirectory::open(directory);
  if (!locked) return locked.error();
  const Result<Done> copied =
      copy_database(backup, true, locked->database_file(), "restore.failed");
  if (!copied) {
    // Leave the directory empty, so that it can be tried again.
    std::error_code ignored;
    fs::remove(locked->path() / "kept311.lock", ignored);
    return copied;
  }
  if (const auto why = sync_path(parent(directory))) {
    return base::unavailable("restore.failed", directory.string() + ": " + *why);
  }
  return Done{};
}

}  // namespace kept::store
