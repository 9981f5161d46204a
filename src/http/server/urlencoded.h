#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kept::http {

/// Reads "a=1&b=x+y", as in an address's query and in application/x-www-form-urlencoded. Letters
/// that should have been escaped are taken as they are, for clients send brackets and spaces so;
/// nothing where a percent sign is followed by something else than two hexadecimal digits.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>> read_urlencoded(
    std::string_view text);

/// Whether a decoded name or value is text: UTF-8 without control characters, which file names and
/// texts further in would take for something else. Tabs and line ends are text.
[[nodiscard]] bool is_text(std::string_view decoded);

}  // namespace kept::http
