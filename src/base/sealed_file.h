#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/key_ring.h"
#include "base/result.h"

namespace kept::base {

/// Pieces that are put into a file one after the other, each sealed (encrypted and authenticated,
/// XChaCha20-Poly1305 of libsodium's secretstream) before it reaches the disk. Pieces cannot be
/// changed, taken out or put in another order; what was written before a crash can be read.
///
/// The file: "K311S1", the length of the key's name and the name, 24 bytes that begin the stream;
/// then for each piece its length in four bytes, the lowest first, and the piece. The last one is
/// empty and marked as the last.
class SealedFileWriter {
 public:
  /// The longest piece.
  static constexpr std::size_t kMost = 64UL * 1024;

  /// Nothing: the file is there already, or cannot be written.
  [[nodiscard]] static std::optional<SealedFileWriter> create(const std::filesystem::path& file,
                                                              const NamedKey& key);
  ~SealedFileWriter();
  SealedFileWriter(SealedFileWriter&& other) noexcept;
  SealedFileWriter& operator=(SealedFileWriter&& other) = delete;
  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;

  /// False: the disk did not take it, and the file ends before it. Not empty, kMost at most.
  [[nodiscard]] bool append(std::span<const std::uint8_t> piece);
  /// Nothing follows; all of it is on stable storage.
  [[nodiscard]] bool finish();

 private:
  struct Stream;
  SealedFileWriter(int handle, std::unique_ptr<Stream> stream);
  [[nodiscard]] bool put(std::span<const std::uint8_t> piece, std::uint8_t tag);

  int handle_;  ///< −1 when moved from
  std::unique_ptr<Stream> stream_;
};

class SealedFileReader {
 public:
  /// kNotFound ("sealed.missing"), kUnavailable ("sealed.no_key", "sealed.damaged").
  [[nodiscard]] static Result<SealedFileReader> open(const std::filesystem::path& file,
                                                     const KeyRing& keys);
  ~SealedFileReader();
  SealedFileReader(SealedFileReader&& other) noexcept;
  SealedFileReader& operator=(SealedFileReader&& other) noexcept;
  SealedFileReader(const SealedFileReader&) = delete;
  SealedFileReader& operator=(const SealedFileReader&) = delete;

  /// Nothing: the file ends here, be it at its end or where it was cut off or changed.
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> next();
  /// The end was reached, and it is the one that the writer set.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

 private:
  struct Stream;
  SealedFileReader(std::ifstream file, std::unique_ptr<Stream> stream);

  std::ifstream file_;
  std::unique_ptr<Stream> stream_;
  bool is_over_ = false;
  bool is_whole_ = false;
};

}  // namespace kept::base
