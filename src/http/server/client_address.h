#pragma once

#include <string>

#include "http/server/request.h"

namespace kept::http {

/// Whoever asks, for limits: the other side, or whom a proxy on this machine speaks for. Of several
/// addresses in X-Forwarded-For the last is the proxy's own word; those before it are anybody's. Of
/// IPv6 it is the network of 64 bits, which one client has all to itself.
[[nodiscard]] std::string client_address(const Request& request);

}  // namespace kept::http
