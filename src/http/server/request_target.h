#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kept::http {

/// The address of a request, decoded.
struct RequestTarget {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

/// Reads a request target ("/c/1?k=a%20b", or "http://host/c/1"). Nothing when it is no address of
/// ours: ill-formed percent signs, text that is not UTF-8, or control characters, which file names
/// and texts further in would take for something else.
[[nodiscard]] std::optional<RequestTarget> read_target(std::string_view target);

}  // namespace kept::http
