#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kept {

/// A file that is there only when it is whole, or standard output where none is named.
class TargetFile {
 public:
  explicit TargetFile(std::filesystem::path file);
  /// Takes away what was written of a file that was not finished.
  ~TargetFile();
  TargetFile(const TargetFile&) = delete;
  TargetFile& operator=(const TargetFile&) = delete;

  [[nodiscard]] base::Result<base::Done> open();
  [[nodiscard]] base::Result<base::Done> write(std::string_view piece);
  /// Now it is there, on stable storage.
  [[nodiscard]] base::Result<base::Done> finish();

  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

 private:
  std::filesystem::path file_;
  std::string part_;
  int handle_ = -1;
  std::int64_t bytes_ = 0;
};

}  // namespace kept
