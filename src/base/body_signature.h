#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kept::base {

/// How two programs that share a secret know each other's messages: "sha256=" and the HMAC-SHA-256,
/// in hex, of the seconds since 1970, a dot and the body. Whoever records a message and sends it
/// again later is told by the seconds.
[[nodiscard]] std::string body_signature(std::string_view secret, std::int64_t seconds,
                                         std::string_view body);

/// Whether two texts are the same, in a time that says nothing of where they differ.
[[nodiscard]] bool is_same_secret(std::string_view one, std::string_view other);

}  // namespace kept::base
