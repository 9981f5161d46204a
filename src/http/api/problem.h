#pragma once

// Private to http/api: how an Error is told over HTTP (RFC 9457).

#include <boost/json.hpp>
#include <vector>

#include "base/result.h"
#include "http/server/response.h"

namespace kept::http {

/// The one table from kinds of errors to HTTP.
[[nodiscard]] int status_of(base::ErrorKind kind);

[[nodiscard]] Response problem(const base::Error& error);

/// All mistakes of one request, each with its place.
[[nodiscard]] Response problem(const std::vector<base::Error>& mistakes);

/// With what happened since the version that somebody acted on.
[[nodiscard]] Response problem(const base::Error& error, const boost::json::value& events_since);

}  // namespace kept::http
