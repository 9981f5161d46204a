#include "http/server/server.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <future>
#include <system_error>

#include "http/server/connection.h"
#include "http/server/live_connection.h"
#include "http/server/server_core.h"

namespace kept::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::beast::error_code;
using std::chrono::milliseconds;

/// How long watchers get to answer the goodbye.
constexpr milliseconds kGoodbye{1000};

}  // namespace

Server::Core::Core(ServerOptions wanted, Router routes)
    : options(std::move(wanted)),
      router(std::move(routes)),
      acceptor(asio::make_strand(io)),
      workers(static_cast<std::size_t>(options.workers)) {}

Server::Core::~Core() = default;

void Server::Core::run_io() {
  for (bool ended = false; !ended;) {
    try {
      io.run();
      ended = true;
    } catch (const std::exception& error) {
      report(std::string("a connection ended: ") + error.what());
    }
  }
}

void Server::Core::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](error_code error, tcp::socket socket) {
    if (!error) welcome(std::move(socket));
    if (error != asio::error::operation_aborted && !draining) accept();
  });
}

void Server::Core::welcome(tcp::socket socket) {
  {
    const std::scoped_lock lock(mutex);
    if (connections.size() >= options.max_connections) return;
  }
  auto connection = std::make_shared<Connection>(*this, std::move(socket));
  enter(connection);
  connection->run();
}

void Server::Core::accept_the_last() {
  error_code none_left;
  acceptor.non_blocking(true, none_left);
  while (!none_left) {
    tcp::socket socket = acceptor.accept(asio::make_strand(io), none_left);
    if (!none_left) welcome(std::move(socket));
  }
}

Server::Server(ServerOptions options, Router router)
    : core_(std::make_unique<Core>(std::move(options), std::move(router))) {}

Server::~Server() { drain(milliseconds(0)); }

void Server::watch_at(std::string path,
                      std::function<std::optional<Watcher>(const Request&)> admit) {
  core_->live_path = std::move(path);
  core_->admit = std::move(admit);
}

void Server::start() {
  try {
    const tcp::endpoint endpoint(asio::ip::make_address(core_->options.address),
                                 core_->options.port);
    core_->acceptor.open(endpoint.protocol());
    core_->acceptor.set_option(asio::socket_base::reuse_address(true));
    core_->acceptor.bind(endpoint);
    core_->acceptor.listen();
  } catch (const boost::system::system_error& error) {
    throw std::system_error(error.code());  // Boost's own is no std::system_error
  }
  core_->accept();
  for (int i = 0; i < core_->options.io_threads; ++i) {
    core_->io_threads.emplace_back([core = core_.get()] { core->run_io(); });
  }
}

std::uint16_t Server::port() const { return core_->acceptor.local_endpoint().port(); }

std::size_t Server::connections() const {
  const std::scoped_lock lock(core_->mutex);
  return core_->connections.size();
}

std::size_t Server::watchers() const {
  const std::scoped_lock lock(core_->mutex);
  return core_->watchers.size();
}

void Server::publish(const std::shared_ptr<const std::string>& message,
                     const std::function<bool(const Watcher&)>& may_see) {
  // Asked outside the lock: the answer may be read from the store.
  std::vector<std::shared_ptr<LiveConnection>> watchers;
  {
    const std::scoped_lock lock(core_->mutex);
    watchers.assign(core_->watchers.begin(), core_->watchers.end());
  }
  for (const auto& watcher : watchers) {
    if (may_see(watcher->watcher())) watcher->send(message);
  }
}

void Server::drain(milliseconds at_most) {
  Core& core = *core_;
  if (core.draining.exchange(true)) return;
  std::promise<void> closed;
  const bool runs = !core.io_threads.empty();
  asio::post(core.acceptor.get_executor(), [&core, &closed] {
    error_code ignored;
    core.acceptor.cancel(ignored);
    core.accept_the_last();
    core.acceptor.close(ignored);
    closed.set_value();
  });
  if (runs) closed.get_future().wait();
  {
    std::unique_lock lock(core.mutex);
    for (const auto& connection : core.connections) connection->drain();
    for (const auto& watcher : core.watchers) watcher->close();
    core.emptied.wait_for(lock, at_most, [&] { return core.connections.empty(); });
    core.emptied.wait_for(lock, std::min(at_most, kGoodbye), [&] { return core.watchers.empty(); });
  }
  core.workers.join();
  core.io.stop();
  for (std::thread& thread : core.io_threads) thread.join();
  const std::scoped_lock lock(core.mutex);
  core.connections.clear();
  core.watchers.clear();
}

}  // namespace kept::http
