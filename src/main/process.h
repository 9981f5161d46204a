#pragma once

#include <signal.h>  // NOLINT(modernize-deprecated-headers): <csignal> has no sigset_t

#include <string>

namespace kept {

/// The log goes to standard error: standard output says only where the program listens.
void log_at(const std::string& level);

/// SIGTERM and SIGINT end a process in order; blocked before any thread is there to inherit.
[[nodiscard]] sigset_t blocked_signals();

}  // namespace kept
