#pragma once

#include <optional>
#include <string>

#include "desk/ports/outbox_row.h"

namespace kept::notify {

/// The Message-ID of what is sent for a row of the outbox: unique for the domain of `sender`, and
/// the same at every attempt.
[[nodiscard]] std::string message_id(const desk::OutboxRow& message, const std::string& sender);

/// Which row of the outbox a Message-ID names, if it looks like one of ours. Whether that row was
/// really sent under it, message_id() tells.
[[nodiscard]] std::optional<domain::MessageId> message_named(const std::string& message_id);

}  // namespace kept::notify
