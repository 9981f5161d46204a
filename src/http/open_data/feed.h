#pragma once

// Private to http/open_data.

#include <string>
#include <vector>

#include "desk/open_data.h"

namespace kept::http {

struct Feed {
  std::string address;  ///< its own
  std::string origin;
  std::string language;  ///< "en" or "fr"
  std::string city;
  std::vector<desk::OpenRecord> entries;  ///< the last to change first
};

/// As Atom (RFC 4287), with a point (GeoRSS) where one is told.
[[nodiscard]] std::string atom(const Feed& feed);

}  // namespace kept::http
