#pragma once

// Private to records/: what stands at an address.

#include <string>

#include "base/result.h"

namespace kept::records {

/// Whether `text` is an address of the web, and no file.
[[nodiscard]] bool is_web_address(const std::string& text);
/// Its host: "open311.example.org".
[[nodiscard]] std::string host_of(const std::string& address);

/// Fetches a page over http or https. Refused when the server does not answer with it, and when it
/// is longer than `most` bytes.
[[nodiscard]] base::Result<std::string> fetch(const std::string& address, std::size_t most);

}  // namespace kept::records
