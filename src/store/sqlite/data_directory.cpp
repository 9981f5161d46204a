#include "store/sqlite/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace kept::store {

base::Result<DataDirectory> DataDirectory::open(const std::filesystem::path& directory) {
  const auto broken = [&](const std::string& why) {
    return base::unavailable("store.no_directory",
                             "The data directory " + directory.string() + ": " + why);
  };
  if (::mkdir(directory.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return broken(std::strerror(errno));  // NOLINT(concurrency-mt-unsafe): glibc's is safe
  }
  const std::filesystem::path lock_file = directory / "kept311.lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (lock < 0) return broken(std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    ::close(lock);
    if (reason != EWOULDBLOCK) return broken(std::strerror(reason));  // NOLINT
    return base::conflict("store.in_use", "Another server works on " + directory.string() +
                                              ", or an import that is alone there.");
  }
  return DataDirectory(directory, lock);
}

DataDirectory::DataDirectory(DataDirectory&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataDirectory& DataDirectory::operator=(DataDirectory&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

DataDirectory::~DataDirectory() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace kept::store
