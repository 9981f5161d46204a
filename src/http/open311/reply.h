#pragma once

// Private to http/open311.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/open311/document.h"
#include "http/server/response.h"

namespace kept::http {

/// What is answered, in whichever format.
struct Reply {
  int status = 200;
  Document document;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// The `errors` document, an entry for each; the first one decides on the status.
[[nodiscard]] Reply refusal(const std::vector<base::Error>& errors, const std::string& language);

/// With a status of the server's own (405, 413, 500 …).
[[nodiscard]] Reply refusal(int status, const base::Error& error, const std::string& language);

/// `charset`: whether the content type names it; only discovery's does not.
[[nodiscard]] Response response(const Reply& reply, Format format, bool charset = true);

/// "requests.json" and "requests/json" are both `requests` in JSON.
struct Address {
  std::vector<std::string> segments;  ///< without the format
  std::optional<Format> format;
};
/// Of a path below `base`; doubled slashes count as one.
[[nodiscard]] Address read_address(std::string_view path, std::string_view base);

}  // namespace kept::http
