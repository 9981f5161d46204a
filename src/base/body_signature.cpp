#include "base/body_signature.h"

#include <sodium.h>

#include <array>

#include "base/check.h"

namespace kept::base {
namespace {

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string body_signature(std::string_view secret, std::int64_t seconds, std::string_view body) {
  KEPT_CHECK(sodium_init() >= 0);
  const std::string before = std::to_string(seconds) + ".";
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, octets(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, octets(before), before.size());
  crypto_auth_hmacsha256_update(&state, octets(body), body.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string hex(2 * mac.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  hex.pop_back();  // the terminating zero that libsodium writes
  return "sha256=" + hex;
}

bool is_same_secret(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace kept::base
