#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kept::base {

/// Signs short texts so that an address can carry them without anybody being able to guess or
/// change them (HMAC-SHA-512/256 of libsodium). Immutable; any thread may use it.
class Signer {
 public:
  /// `key` as made by new_key().
  explicit Signer(std::string key);

  /// A fresh random key, as text.
  [[nodiscard]] static std::string new_key();

  /// `text`, a dot, and its signature in base64url. `text` must not contain a dot.
  [[nodiscard]] std::string sign(std::string_view text) const;

  /// The text, if the signature is ours. Takes the same time whatever is wrong.
  [[nodiscard]] std::optional<std::string> verify(std::string_view token) const;

 private:
  std::string key_;
};

}  // namespace kept::base
