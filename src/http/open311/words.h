#pragma once

// Private to http/open311.

#include <string>

#include "base/result.h"

namespace kept::http {

/// What an error says to whoever used the application, in "en" or "fr"; it names the argument.
[[nodiscard]] std::string told_error(const base::Error& error, const std::string& language);

/// The argument that a pointer names: "pothole_size" of "/attributes/pothole_size".
[[nodiscard]] std::string argument_of(const std::string& pointer);

}  // namespace kept::http
