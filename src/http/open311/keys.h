#pragma once

// Private to http/open311.

#include <optional>

#include "desk/ports/store.h"
#include "http/open311/exchange.h"

namespace kept::http {

/// The key that something is sent with: in force, meant for sending, and within its rate.
[[nodiscard]] base::Result<desk::ApiKeyRow> key_for_sending(const Exchange& exchange);

/// Whose key something is read with. None is needed, so one that is not in force counts as none.
[[nodiscard]] std::optional<std::int64_t> key_of_reader(desk::Reader& reader,
                                                        const Arguments& arguments);

}  // namespace kept::http
