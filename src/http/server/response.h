#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kept::http {

/// A piece of a file, sent as it is read.
struct FilePart {
  std::string path;
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<FilePart> file = {};  ///< instead of `body`
};

}  // namespace kept::http
