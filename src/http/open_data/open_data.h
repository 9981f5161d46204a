#pragma once

#include <string>

#include "desk/ports/open_data.h"
#include "desk/ports/store.h"
#include "http/server/router.h"

namespace kept::http {

struct OpenDataOptions {
  desk::Store& store;
  desk::OpenDataFiles& files;
  std::string public_url;      ///< empty: the host that the request names
  int downloads_a_minute = 0;  ///< of files, by one client
};

/// What the city publishes, below /open-data (docs/open-data.md): requests as files of CSV, GeoJSON
/// and Open311's bulk extension, and an Atom feed of those that changed last. No key, any origin.
void add_open_data(Router& router, const OpenDataOptions& options);

}  // namespace kept::http
