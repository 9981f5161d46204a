#pragma once

#include <map>
#include <string>

namespace kept::http {

/// Wraps a rendered body in the frame that all residents' pages share. `title` is escaped, `body`
/// is HTML.
[[nodiscard]] std::string frame(const std::string& title, const std::string& city,
                                const std::string& language, const std::string& other_address,
                                const std::string& body);

/// Escapes text for HTML.
[[nodiscard]] std::string escaped(const std::string& text);

}  // namespace kept::http
