#pragma once

#include "base/signer.h"
#include "desk/ports/store.h"
#include "http/server/router.h"

namespace kept::http {

struct PortalOptions {
  desk::Store& store;
  const base::Signer& signer;
};

/// The residents' page of a case, GET /c/{number}?k=…, and the page by which a department without
/// an account answers, /l/{token}. Plain HTML that works without JavaScript, English and French.
void add_portal(Router& router, const PortalOptions& options);

}  // namespace kept::http
