#pragma once

#include <map>
#include <string>

namespace kept::desk {

/// A text of letters in `language` ("en" or "fr"), by name, with its {gaps} filled. An unknown name
/// or gap is a programmer's error.
[[nodiscard]] std::string letter_text(const std::string& name, const std::string& language,
                                      const std::map<std::string, std::string>& gaps);

}  // namespace kept::desk
