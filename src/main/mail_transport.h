#pragma once

#include <filesystem>
#include <memory>

#include "main/settings.h"
#include "notify/transport.h"

namespace kept {

/// How mail leaves: through the mail server of the settings, or into the folder outbox of
/// `directory`. The server's password stands in KEPT311_MAIL_PASSWORD only, so that no file and no
/// list of processes shows it.
[[nodiscard]] std::unique_ptr<notify::Transport> mail_transport(
    const Settings& settings, const std::filesystem::path& directory);

}  // namespace kept
