#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "http/server/request.h"

namespace kept::http {

/// Why nobody can say who has sent this (X-Kept311-Timestamp, X-Kept311-Signature); nothing when it
/// is signed with that secret, within five minutes of now.
[[nodiscard]] std::optional<base::Error> not_signed(const Request& request,
                                                    const std::string& secret);

}  // namespace kept::http
