#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kept::http {

/// One request as handlers see it: everything decoded, nothing of the library that read it.
struct Request {
  std::string method;
  std::string path;                                        ///< decoded, without the query
  std::map<std::string, std::string> parameters;           ///< of the route: {number} and the like
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string peer;  ///< address and port of the other side

  /// The first value of a query parameter; an empty one counts as absent.
  [[nodiscard]] std::optional<std::string> query_value(std::string_view name) const;
  /// A header by its name in lower case.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
};

}  // namespace kept::http
