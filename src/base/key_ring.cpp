#include "base/key_ring.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "base/check.h"

namespace kept::base {
namespace {

constexpr int kKeyEncoding = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t kNameBytes = 6;
static_assert(kKeyBytes == 32);

std::string in_base64(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, kKeyEncoding), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, kKeyEncoding);
  text.pop_back();  // the terminating zero that libsodium counts
  return text;
}

std::string new_line() {
  KEPT_CHECK(sodium_init() >= 0);
  std::array<unsigned char, kNameBytes + kKeyBytes> random{};
  randombytes_buf(random.data(), random.size());
  return in_base64(random.data(), kNameBytes) + " " +
         in_base64(random.data() + kNameBytes, kKeyBytes) + "\n";
}

std::string name_in(const std::string& line) { return line.substr(0, line.find(' ')); }

Error unreadable(const std::filesystem::path& file) {
  return unavailable("keys.unreadable",
                     file.string() + " holds no keys. Put the one of the last backup there.");
}

/// A line that was torn by a power cut is none: nothing was sealed with it.
std::vector<NamedKey> keys_in(const std::filesystem::path& file) {
  std::vector<NamedKey> keys;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    NamedKey one;
    std::string text;
    words >> one.name >> text;
    one.key.resize(kKeyBytes);
    std::size_t size = 0;
    const int failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(one.key.data()), one.key.size(),
                          text.data(), text.size(), nullptr, &size, nullptr, kKeyEncoding);
    if (failed == 0 && size == kKeyBytes) keys.push_back(std::move(one));
  }
  return keys;
}

bool write(const std::filesystem::path& file, int flags, const std::string& line) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | flags, 0600);
  if (handle < 0) return false;
  const bool written =
      ::write(handle, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      ::fsync(handle) == 0;
  ::close(handle);
  return written;
}

/// Whole or not at all, and not over one that another process has made meanwhile.
void make(const std::filesystem::path& file) {
  const std::string line = new_line();
  const auto unfinished = std::filesystem::path(file) += "." + name_in(line);
  std::error_code ignored;
  if (write(unfinished, O_CREAT | O_EXCL, line)) {
    std::filesystem::create_hard_link(unfinished, file, ignored);
  }
  std::filesystem::remove(unfinished, ignored);
}

/// Behind what a power cut has torn, too.
std::string begun_anew(const std::filesystem::path& file, const std::string& line) {
  std::ifstream stream(file, std::ios::ate);
  if (stream.tellg() <= 0) return line;
  stream.seekg(-1, std::ios::end);
  return stream.get() == '\n' ? line : "\n" + line;
}

}  // namespace

Result<KeyRing> KeyRing::read(const std::filesystem::path& file) {
  auto keys = keys_in(file);
  if (keys.empty()) return unreadable(file);
  return KeyRing(std::move(keys));
}

Result<KeyRing> KeyRing::read_or_make(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) make(file);
  return read(file);
}

Result<std::string> KeyRing::add_key(const std::filesystem::path& file) {
  if (const auto ring = read_or_make(file); !ring.ok()) return ring.error();
  const std::string line = new_line();
  if (!write(file, O_APPEND, begun_anew(file, line))) return unreadable(file);
  return name_in(line);
}

const NamedKey* KeyRing::find(const std::string& name) const {
  const auto found = std::ranges::find(keys_, name, &NamedKey::name);
  return found == keys_.end() ? nullptr : &*found;
}

}  // namespace kept::base
