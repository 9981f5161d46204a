#include "base/running_digest.h"

#include <sodium.h>

#include <array>

namespace kept::base {

struct RunningDigest::State {
  crypto_generichash_state state{};
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->state, nullptr, 0, crypto_generichash_BYTES);
}
RunningDigest::~RunningDigest() = default;

void RunningDigest::add(std::string_view piece) {
  crypto_generichash_update(&state_->state, reinterpret_cast<const unsigned char*>(piece.data()),
                            piece.size());
}

std::string RunningDigest::finish() {
  std::array<unsigned char, crypto_generichash_BYTES> bytes{};
  crypto_generichash_final(&state_->state, bytes.data(), bytes.size());
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

}  // namespace kept::base
