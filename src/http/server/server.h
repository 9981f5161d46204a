#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/server/metrics.h"
#include "http/server/router.h"

namespace kept::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
  int io_threads = 1;
  int workers = 8;                   ///< threads on which handlers may block
  std::size_t max_body = 1'048'576;  ///< bytes; more is 413
  std::size_t max_upload =
      std::size_t{20} * 1'048'576;  ///< the same where pictures come; more is 413
  std::uint32_t max_header = 16 * 1024;
  std::size_t max_connections = 10'000;
  std::size_t max_waiting = 1024;  ///< requests that wait for a worker; more is 503
  std::chrono::milliseconds idle_timeout{60'000};
  std::chrono::milliseconds request_timeout{15'000};  ///< from first byte to last
  std::function<void(const Answered&)> observe;
  std::function<void(const std::string&)> report;  ///< failures nobody else hears of
};

/// Who watches over a WebSocket: what messages are filtered by.
struct Watcher {
  std::int64_t principal = 0;
  std::string session;
};

/// HTTP/1.1 over Boost.Beast: keep-alive, timeouts, limits, one WebSocket path for live changes.
/// Handlers run on workers, never on the I/O threads.
class Server {
 public:
  Server(ServerOptions options, Router router);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// A request to upgrade at `path` is admitted when its Origin is this host's and `admit` names a
  /// watcher. Call before start().
  void watch_at(std::string path, std::function<std::optional<Watcher>(const Request&)> admit);

  /// Throws std::system_error when the address cannot be had.
  void start();
  [[nodiscard]] std::uint16_t port() const;

  /// Sends to every watcher whom `may_see` accepts. Any thread; never waits for a watcher. Who
  /// reads too slowly is let go.
  void publish(const std::shared_ptr<const std::string>& message,
               const std::function<bool(const Watcher&)>& may_see);

  /// How many clients and watchers are connected. Any thread.
  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t watchers() const;

  /// Takes no new connections, answers what has been received, then closes; at most so long.
  void drain(std::chrono::milliseconds at_most);

  struct Core;  ///< private to http/server

 private:
  std::unique_ptr<Core> core_;
};

}  // namespace kept::http
