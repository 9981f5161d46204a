#include "base/signer.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "base/check.h"

namespace kept::base {
namespace {

constexpr int kEncoding = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encode(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, kEncoding), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, kEncoding);
  text.pop_back();  // the terminating zero that libsodium counts
  return text;
}

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Signer::Signer(std::string key) : key_(std::move(key)) {
  KEPT_CHECK(sodium_init() >= 0);
  KEPT_CHECK(key_.size() >= crypto_auth_KEYBYTES);
}

std::string Signer::new_key() {
  KEPT_CHECK(sodium_init() >= 0);
  std::array<unsigned char, 48> random{};
  randombytes_buf(random.data(), random.size());
  return encode(random.data(), random.size());
}

std::string Signer::sign(std::string_view text) const {
  std::array<unsigned char, crypto_auth_BYTES> signature{};
  crypto_auth(signature.data(), bytes(text), text.size(), bytes(key_));
  return std::string(text) + "." + encode(signature.data(), signature.size());
}

std::optional<std::string> Signer::verify(std::string_view token) const {
  const std::size_t dot = token.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string_view text = token.substr(0, dot);
  const std::string expected = sign(text);
  if (expected.size() != token.size() ||
      sodium_memcmp(expected.data(), token.data(), token.size()) != 0) {
    return std::nullopt;
  }
  return std::string(text);
}

}  // namespace kept::base
