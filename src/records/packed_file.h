#pragma once

// Private to records/: files as cities hand them over, plain or packed.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

struct archive;

namespace kept::records {

/// The one file of data in `file`: as it stands, out of gzip (bzip2, xz, zstd), or out of a zip
/// with nothing else in it. Read from begin to end, whatever its size.
class PackedFile {
 public:
  [[nodiscard]] static base::Result<PackedFile> open(const std::filesystem::path& file);

  /// Up to `size` bytes; 0 at the end.
  [[nodiscard]] base::Result<std::size_t> read(char* into, std::size_t size);
  /// How much of the file was read so far, packed as it is.
  [[nodiscard]] std::int64_t position() const;
  [[nodiscard]] std::int64_t size() const { return size_; }

 private:
  struct Close {
    void operator()(archive* opened) const;
  };
  using Archive = std::unique_ptr<archive, Close>;

  PackedFile(Archive opened, std::filesystem::path file, std::int64_t size);
  [[nodiscard]] static base::Result<Archive> open_at(const std::filesystem::path& file,
                                                     const std::string& member);
  [[nodiscard]] static base::Result<std::string> only_member(const std::filesystem::path& file);

  Archive archive_;
  std::filesystem::path file_;
  std::int64_t size_;
};

/// The digest of a file's bytes, as they stand on the disk.
[[nodiscard]] base::Result<std::string> digest_of_file(const std::filesystem::path& file);

/// All that is in a packed file. Refused when it is longer than `most` bytes.
[[nodiscard]] base::Result<std::string> read_packed(const std::filesystem::path& file,
                                                    std::size_t most);

}  // namespace kept::records
