#include "main/process.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace kept {

void log_to_standard_error() {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("kept311"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
}

void log_at(const std::string& level) { spdlog::set_level(spdlog::level::from_str(level)); }

sigset_t blocked_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // Whoever hung up, and a file that may not grow, are errors of one write.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  return signals;
}

}  // namespace kept
