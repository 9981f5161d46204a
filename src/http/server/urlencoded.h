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

}  // namespace kept::http
