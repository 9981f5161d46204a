#pragma once

#include <signal.h>  // NOLINT(modernize-deprecated-headers): <csignal> has no sigset_t

#include <string>

namespace kept {

/// Once, before anything else. Standard output is for what was asked for: where the program
/// listens, and the answers of its commands, which scripts read.
void log_to_standard_error();
void log_at(const std::string& level);

/// SIGTERM and SIGINT end a process in order; blocked before any thread is there to inherit.
[[nodiscard]] sigset_t blocked_signals();

}  // namespace kept
