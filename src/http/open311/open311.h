#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/signer.h"
#include "desk/ports/photo_studio.h"
#include "desk/ports/store.h"
#include "http/server/router.h"

namespace kept::http {

/// What the Open311 endpoint stands on; all of it outlives the server.
struct Open311Options {
  desk::Store& store;
  const base::Signer& signer;
  const desk::PhotoStudio& studio;
  std::string public_url;     ///< empty: the host that the request names
  int requests_a_minute = 0;  ///< with one key
  /// Statements that this thread has run so far; only tests are told.
  std::function<std::int64_t()> statements;
};

/// Open311 GeoReport v2 below /open311 (docs/open311.md): everything there is answered in the
/// format that the address names, failures of the server too.
void add_open311(Router& router, const Open311Options& options);

}  // namespace kept::http
