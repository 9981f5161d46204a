#include "base/secret.h"

#include <sodium.h>

#include <array>
#include <cstddef>

#include "base/check.h"

namespace kept::base {
namespace {

template <std::size_t size>
std::string in_hexadecimal(const std::array<unsigned char, size>& bytes) {
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

}  // namespace

std::string new_secret() {
  KEPT_CHECK(sodium_init() >= 0);
  constexpr int kEncoding = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<unsigned char, 32> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(sodium_base64_encoded_len(random.size(), kEncoding), '\0');
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), kEncoding);
  text.pop_back();  // the terminating zero that libsodium counts
  return text;
}

std::string digest_of(std::string_view text) {
  std::array<unsigned char, crypto_generichash_BYTES> bytes{};
  crypto_generichash(bytes.data(), bytes.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return in_hexadecimal(bytes);
}

std::string sha256_of(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
  crypto_hash_sha256(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  return in_hexadecimal(bytes);
}

}  // namespace kept::base
