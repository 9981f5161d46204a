#pragma once

// Private to http/open311.

#include <string>
#include <string_view>

#include "http/server/response.h"

namespace kept::http {

/// Whether a script may be asked to call this: a name of JavaScript, or several with dots. Nothing
/// else gets through, for whatever is let through runs on somebody's page.
[[nodiscard]] bool is_callback_name(std::string_view name);

/// Makes a script of an answer in JSON, which calls `name` with it (JSONP).
void wrap_in_callback(Response& response, const std::string& name);

}  // namespace kept::http
