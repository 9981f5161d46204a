#pragma once

// Private to http/server.

#include <memory>
#include <string_view>
#include <vector>

#include "http/server/response.h"

namespace kept::http {

/// A part of a file, read piece by piece. It stays readable when the file's name is taken away.
class FileSource {
 public:
  /// Nothing when it cannot be opened.
  [[nodiscard]] static std::shared_ptr<FileSource> open(const FilePart& part);
  ~FileSource();
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  [[nodiscard]] bool is_over() const { return left_ == 0; }
  /// Reads the next piece; false when the file has less in it than it should, or the disk failed.
  [[nodiscard]] bool next();
  [[nodiscard]] std::string_view piece() const { return {piece_.data(), piece_.size()}; }

 private:
  FileSource(int handle, const FilePart& part)
      : handle_(handle), offset_(part.offset), left_(part.size) {}

  int handle_;
  std::int64_t offset_;
  std::int64_t left_;
  std::vector<char> piece_;
};

}  // namespace kept::http
