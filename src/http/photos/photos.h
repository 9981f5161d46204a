#pragma once

#include "base/signer.h"
#include "desk/ports/store.h"
#include "http/server/router.h"

namespace kept::http {

/// What showing pictures stands on; both outlive the server.
struct PhotoOptions {
  desk::Store& store;
  const base::Signer& signer;
};

/// GET /photos/12.jpg and, small, /photos/12-small.jpg: for everybody where service and words let
/// it, else for whoever holds the signed address.
void add_photos(Router& router, const PhotoOptions& options);

}  // namespace kept::http
