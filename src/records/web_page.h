#pragma once

// Private to records/: what stands at an address.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace kept::records {

/// Whether `text` is an address of the web, and no file.
[[nodiscard]] bool is_web_address(const std::string& text);
/// Its host: "open311.example.org".
[[nodiscard]] std::string host_of(const std::string& address);

/// What a server answered.
struct WebPage {
  std::string address;  ///< where it stands: redirects were followed
  long status = 0;
  std::string text;
  std::vector<std::string> links;  ///< headers "Link"
  std::int64_t total = 0;          ///< header "X-Total-Count"

  [[nodiscard]] bool is_fine() const { return status == 200; }
};

/// Fetches a page over http or https. Refused when there is no answer, and when it is longer than
/// `most` bytes.
[[nodiscard]] base::Result<WebPage> fetch(const std::string& address, std::size_t most);
/// That this answer is none to go on with.
[[nodiscard]] base::Error not_answered(const WebPage& page);

}  // namespace kept::records
