#pragma once

#include <string>
#include <string_view>

namespace kept::base {

/// A fresh random text of 256 bits in base64url: enough to be its own protection, so that what is
/// kept of it may be a fast digest.
[[nodiscard]] std::string new_secret();

/// BLAKE2b of `text`, 256 bits in hexadecimal.
[[nodiscard]] std::string digest_of(std::string_view text);

/// SHA-256 of it in hexadecimal, for the standards that want that one.
[[nodiscard]] std::string sha256_of(std::string_view text);

}  // namespace kept::base
