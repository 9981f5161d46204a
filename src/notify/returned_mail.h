#pragma once

#include <optional>
#include <string>

namespace kept::notify {

/// Reads a report of undelivered mail as mail servers send it (RFC 3462, 3464): the Message-ID of
/// what could not be delivered, for good. Nothing when `mime` is something else: a person's answer,
/// an absence notice, a report of a delay.
[[nodiscard]] std::optional<std::string> undelivered(const std::string& mime);

}  // namespace kept::notify
