#include "base/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "base/check.h"

namespace kept::base {
namespace {

constexpr std::string_view kMark = "K311S1";
constexpr std::size_t kBegin = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kAround = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kLengthBytes = 4;
constexpr std::uint8_t kPieceTag = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
constexpr std::uint8_t kLastTag = crypto_secretstream_xchacha20poly1305_TAG_FINAL;

using PieceLength = std::array<std::uint8_t, kLengthBytes>;

PieceLength length_bytes(std::size_t length) {
  PieceLength bytes{};
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    bytes[at] = static_cast<std::uint8_t>(length >> (8 * at));
  }
  return bytes;
}

std::size_t length_in(const PieceLength& bytes) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    length |= static_cast<std::size_t>(bytes[at]) << (8 * at);
  }
  return length;
}

const unsigned char* as_bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

bool write_all(int handle, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(handle, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_all(std::istream& from, void* into, std::size_t size) {
  return static_cast<bool>(from.read(static_cast<char*>(into), static_cast<std::streamsize>(size)));
}

/// What precedes the pieces belongs to each of them: it cannot be exchanged either.
std::string preamble(const std::string& key_name, const std::array<unsigned char, kBegin>& begin) {
  std::string text(kMark);
  text.push_back(static_cast<char>(key_name.size()));
  text += key_name;
  text.append(reinterpret_cast<const char*>(begin.data()), begin.size());
  return text;
}

}  // namespace

struct SealedFileWriter::Stream {
  crypto_secretstream_xchacha20poly1305_state state{};
  std::string preamble;
};

struct SealedFileReader::Stream {
  crypto_secretstream_xchacha20poly1305_state state{};
  std::string preamble;
};

SealedFileWriter::SealedFileWriter(int handle, std::unique_ptr<Stream> stream)
    : handle_(handle), stream_(std::move(stream)) {}

SealedFileWriter::SealedFileWriter(SealedFileWriter&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)), stream_(std::move(other.stream_)) {}

SealedFileWriter::~SealedFileWriter() {
  if (handle_ >= 0) ::close(handle_);
}

std::optional<SealedFileWriter> SealedFileWriter::create(const std::filesystem::path& file,
                                                         const NamedKey& key) {
  KEPT_CHECK(sodium_init() >= 0 && key.name.size() < 256);
  auto stream = std::make_unique<Stream>();
  std::array<unsigned char, kBegin> begin{};
  crypto_secretstream_xchacha20poly1305_init_push(&stream->state, begin.data(), as_bytes(key.key));
  stream->preamble = preamble(key.name, begin);
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (handle < 0) return std::nullopt;
  const std::string& text = stream->preamble;
  if (!write_all(handle, {as_bytes(text), text.size()})) {
    ::close(handle);
    return std::nullopt;
  }
  return SealedFileWriter(handle, std::move(stream));
}

/// In one write, so that a crash leaves whole pieces and at most one that is cut off.
bool SealedFileWriter::put(std::span<const std::uint8_t> piece, std::uint8_t tag) {
  std::vector<std::uint8_t> sealed(kLengthBytes + piece.size() + kAround);
  const auto length = length_bytes(piece.size() + kAround);
  std::copy(length.begin(), length.end(), sealed.begin());
  crypto_secretstream_xchacha20poly1305_push(
      &stream_->state, sealed.data() + kLengthBytes, nullptr, piece.data(), piece.size(),
      as_bytes(stream_->preamble), stream_->preamble.size(), tag);
  return write_all(handle_, sealed);
}

bool SealedFileWriter::append(std::span<const std::uint8_t> piece) {
  KEPT_CHECK(!piece.empty() && piece.size() <= kMost);
  return put(piece, kPieceTag);
}

bool SealedFileWriter::finish() { return put({}, kLastTag) && ::fsync(handle_) == 0; }

SealedFileReader::SealedFileReader(std::ifstream file, std::unique_ptr<Stream> stream)
    : file_(std::move(file)), stream_(std::move(stream)) {}

SealedFileReader::SealedFileReader(SealedFileReader&& other) noexcept = default;
SealedFileReader& SealedFileReader::operator=(SealedFileReader&& other) noexcept = default;
SealedFileReader::~SealedFileReader() = default;

Result<SealedFileReader> SealedFileReader::open(const std::filesystem::path& file,
                                                const KeyRing& keys) {
  const auto damaged = [&file] {
    return unavailable("sealed.damaged", file.string() + " is no sealed file.");
  };
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return not_found("sealed.missing", file.string() + " is not there.");
  std::string mark(kMark.size(), '\0');
  unsigned char name_size = 0;
  if (!read_all(stream, mark.data(), mark.size()) || mark != kMark) return damaged();
  if (!read_all(stream, &name_size, 1)) return damaged();
  std::string name(name_size, '\0');
  std::array<unsigned char, kBegin> begin{};
  if (!read_all(stream, name.data(), name.size())) return damaged();
  if (!read_all(stream, begin.data(), begin.size())) return damaged();
  const NamedKey* key = keys.find(name);
  if (key == nullptr) {
    return unavailable("sealed.no_key", "The key " + name + " of " + file.string() + " is gone.");
  }
  auto opened = std::make_unique<Stream>();
  opened->preamble = preamble(name, begin);
  if (crypto_secretstream_xchacha20poly1305_init_pull(&opened->state, begin.data(),
                                                      as_bytes(key->key)) != 0) {
    return damaged();
  }
  return SealedFileReader(std::move(stream), std::move(opened));
}

std::optional<std::vector<std::uint8_t>> SealedFileReader::next() {
  if (std::exchange(is_over_, true)) return std::nullopt;
  PieceLength length{};
  if (!read_all(file_, length.data(), length.size())) return std::nullopt;
  const std::size_t size = length_in(length);
  if (size < kAround || size > SealedFileWriter::kMost + kAround) return std::nullopt;
  std::vector<std::uint8_t> sealed(size);
  if (!read_all(file_, sealed.data(), sealed.size())) return std::nullopt;
  std::vector<std::uint8_t> piece(size - kAround);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(
          &stream_->state, piece.data(), nullptr, &tag, sealed.data(), sealed.size(),
          as_bytes(stream_->preamble), stream_->preamble.size()) != 0) {
    return std::nullopt;
  }
  is_whole_ = tag == kLastTag;
  if (is_whole_) return std::nullopt;
  is_over_ = false;
  return piece;
}

}  // namespace kept::base
