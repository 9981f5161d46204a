#pragma once

#include <filesystem>
#include <utility>

#include "base/result.h"

namespace kept::store {

/// The directory of one installation, locked (flock) against a second server while this lives. The
/// lock goes with the process, so a crash leaves nothing to clean up.
class DataDirectory {
 public:
  /// Makes the directory, for its owner only, when it is missing. `store.in_use` when another
  /// server holds it; `store.no_directory` when it cannot be made or opened.
  static base::Result<DataDirectory> open(const std::filesystem::path& directory);

  DataDirectory(DataDirectory&& other) noexcept;
  DataDirectory& operator=(DataDirectory&& other) noexcept;
  DataDirectory(const DataDirectory&) = delete;
  DataDirectory& operator=(const DataDirectory&) = delete;
  ~DataDirectory();

  [[nodiscard]] std::filesystem::path database_file() const { return path_ / "kept311.db"; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  DataDirectory(std::filesystem::path path, int lock) : path_(std::move(path)), lock_(lock) {}

  std::filesystem::path path_;
  int lock_;  // file descriptor, -1 when moved from
};

}  // namespace kept::store
