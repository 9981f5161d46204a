#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kept::base {

/// The number of code points, or nothing when `text` is not well-formed UTF-8 (The Unicode
/// Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
[[nodiscard]] constexpr std::optional<std::size_t> utf8_length(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++length) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4)) return std::nullopt;
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() - i < size) return std::nullopt;
    for (std::size_t k = 1; k < size; ++k) {
      const auto byte = static_cast<std::uint8_t>(text[i + k]);
      const std::uint8_t low = k > 1 ? 0x80 : lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
      const std::uint8_t high = k > 1 ? 0xBF : lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
      if (byte < low || byte > high) return std::nullopt;
    }
    i += size;
  }
  return length;
}

[[nodiscard]] constexpr bool is_utf8(std::string_view text) {
  return utf8_length(text).has_value();
}

/// As many whole characters of well-formed UTF-8 as fit into so many bytes.
[[nodiscard]] constexpr std::string_view cut_to(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<std::uint8_t>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace kept::base
