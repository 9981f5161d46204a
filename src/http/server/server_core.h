#pragma once

// Private to http/server: what the server, its connections and its watchers share.

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "http/server/server.h"

namespace kept::http {

class Connection;
class LiveConnection;
using WireRequest = boost::beast::http::request<boost::beast::http::string_body>;

struct Server::Core {
  Core(ServerOptions wanted, Router routes);
  ~Core();

  /// Serves until the server ends. What throws is told, and loses its own connection only.
  void run_io();
  void accept();
  void welcome(boost::asio::ip::tcp::socket socket);
  /// Lets in who was waiting at the door when it closed. On the acceptor's strand.
  void accept_the_last();
  void report(const std::string& what) const {
    if (options.report) options.report(what);
  }

  void enter(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock(mutex);
    connections.insert(connection);
  }
  void leave(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock(mutex);
    connections.erase(connection);
    emptied.notify_all();
  }
  void enter(const std::shared_ptr<LiveConnection>& watcher) {
    const std::scoped_lock lock(mutex);
    watchers.insert(watcher);
  }
  void leave(const std::shared_ptr<LiveConnection>& watcher) {
    const std::scoped_lock lock(mutex);
    watchers.erase(watcher);
    emptied.notify_all();
  }

  ServerOptions options;
  Router router;
  std::string live_path;
  std::function<std::optional<Watcher>(const Request&)> admit;

  boost::asio::io_context io;
  /// While workers have all requests and nobody sends, there is nothing to wait for; yet the
  /// answers come.
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> answers_come{
      io.get_executor()};
  boost::asio::ip::tcp::acceptor acceptor;
  boost::asio::thread_pool workers;
  std::vector<std::thread> io_threads;
  std::atomic<std::size_t> waiting{0};  ///< requests that a worker has or will have
  std::atomic<bool> draining{false};

  std::mutex mutex;
  std::condition_variable emptied;
  std::set<std::shared_ptr<Connection>> connections;
  std::set<std::shared_ptr<LiveConnection>> watchers;
};

}  // namespace kept::http
