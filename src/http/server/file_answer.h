#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/server/request.h"
#include "http/server/response.h"

namespace kept::http {

/// A file to be answered with. What stands in it never changes; `digest` tells it apart from any
/// other.
struct FileToSend {
  std::string path;
  std::string digest;
  std::int64_t size = 0;
  std::string content_type;
  std::string name;  ///< under which a browser keeps it
};

/// The file, or the part of it that is asked for (RFC 9110, 13 and 14): If-None-Match, If-Match,
/// Range with If-Range. Of several ranges at once, as of what is no range, the whole comes.
[[nodiscard]] Response answer_with_file(const Request& request, const FileToSend& file);

/// Bytes of a whole; `last` belongs to them.
struct ByteRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
};

/// The one range that is asked for of `size` bytes, where it is asked for and heeded; nothing: the
/// whole. One that begins beyond the end has first >= size.
[[nodiscard]] std::optional<ByteRange> wanted_range(const Request& request, const std::string& tag,
                                                    std::int64_t size);

/// Whether If-None-Match names this tag, weakly or not.
[[nodiscard]] bool has_already(const Request& request, const std::string& tag);

}  // namespace kept::http
