#pragma once

#include <string>

namespace kept::http {

/// A text of the portal in `language` ("en" or "fr"), by name. An unknown name is a programmer's
/// error.
[[nodiscard]] const char* word(const std::string& name, const std::string& language);

/// The same, by `other` where there is no such name.
[[nodiscard]] const char* word_or(const std::string& name, const std::string& other,
                                  const std::string& language);

}  // namespace kept::http
