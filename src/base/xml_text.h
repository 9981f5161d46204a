#pragma once

#include <string>
#include <string_view>

namespace kept::base {

/// `text` with a space for each control character that XML 1.0 has no way to say.
[[nodiscard]] inline std::string xml_text(std::string_view text) {
  std::string sayable;
  sayable.reserve(text.size());
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_sayable = byte >= 0x20 || letter == '\t' || letter == '\n' || letter == '\r';
    sayable += is_sayable ? letter : ' ';
  }
  return sayable;
}

}  // namespace kept::base
