#pragma once

// Private to http/server.

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <memory>
#include <string>

#include "http/server/server_core.h"

namespace kept::http {

/// A watcher's WebSocket. All members are used on its strand only.
class LiveConnection : public std::enable_shared_from_this<LiveConnection> {
 public:
  LiveConnection(Server::Core& core, boost::beast::tcp_stream stream, Watcher watcher);

  [[nodiscard]] const Watcher& watcher() const { return watcher_; }
  void run(const WireRequest& upgrade);

  // Any thread:
  void send(std::shared_ptr<const std::string> message);
  /// Says goodbye ("going away") and ends.
  void close();

 private:
  void listen();
  void write();
  void end();

  Server::Core& core_;
  boost::beast::websocket::stream<boost::beast::tcp_stream> socket_;
  Watcher watcher_;
  boost::beast::flat_buffer buffer_;
  std::deque<std::shared_ptr<const std::string>> queue_;
  bool closing_ = false;
};

}  // namespace kept::http
