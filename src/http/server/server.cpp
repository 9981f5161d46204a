#include "http/server/server.h"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

#include "http/server/compression.h"

namespace kept::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using WireRequest = wire::request<wire::string_body>;
using WireResponse = wire::response<wire::string_body>;

/// Said with every answer. Styles and scripts come from here only; nobody frames us.
constexpr std::pair<const char*, const char*> kSecurityHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'; "
     "base-uri 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
};

constexpr std::size_t kSlowReader = 256;  // messages that may wait for one watcher

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

/// Our Request from the wire's; nothing when the target is not a path.
std::optional<Request> decode(const WireRequest& message, std::string peer) {
  const auto url = boost::urls::parse_origin_form(
      boost::urls::string_view(message.target().data(), message.target().size()));
  if (!url) return std::nullopt;
  Request request;
  request.method = text(message.method_string());
  for (const auto segment : url->segments()) request.path += "/" + std::string(segment);
  if (request.path.empty()) request.path = "/";
  for (const auto parameter : url->params()) {
    request.query.emplace_back(parameter.key, parameter.value);
  }
  for (const auto& field : message) {
    std::string name = text(field.name_string());
    for (char& letter : name) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    request.headers.emplace_back(std::move(name), text(field.value()));
  }
  request.body = message.body();
  request.peer = std::move(peer);
  return request;
}

WireResponse encode(Response response, const WireRequest& asked, bool keep_alive) {
  WireResponse message(static_cast<wire::status>(response.status), asked.version());
  message.keep_alive(keep_alive);
  if (!response.content_type.empty()) {
    message.set(wire::field::content_type, response.content_type);
  }
  for (const auto& [name, value] : kSecurityHeaders) message.set(name, value);
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  if (!message.count(wire::field::cache_control)) {
    message.set(wire::field::cache_control, "no-store");
  }
  message.body() = std::move(response.body);
  if (response.status != 204 && response.status != 304) message.prepare_payload();
  if (asked.method() == wire::verb::head) message.body().clear();
  return message;
}

Response problem(int status, const char* slug, const char* title) {
  return {status,
          "application/problem+json",
          std::string(R"({"type":"urn:kept311:problem:)") + slug + R"(","title":")" + title +
              R"(","status":)" + std::to_string(status) + "}",
          {}};
}

/// "https://311.example" and "311.example:443" name the same host when the rest is equal.
bool is_same_origin(const Request& request) {
  const auto origin = request.header("origin");
  const auto host = request.header("host");
  if (!origin || !host) return false;
  const std::size_t scheme = origin->find("://");
  return scheme != std::string::npos && origin->substr(scheme + 3) == *host;
}

}  // namespace

struct Server::Core {
  class Connection;
  class LiveConnection;

  Core(ServerOptions wanted, Router routes)
      : options(std::move(wanted)),
        router(std::move(routes)),
        acceptor(asio::make_strand(io)),
        workers(static_cast<std::size_t>(options.workers)) {}

  void accept();
  void report(const std::string& what) const {
    if (options.report) options.report(what);
  }

  /// What is open now, so that draining knows when it is done.
  void enter(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock(mutex);
    connections.insert(connection);
  }
  void leave(const std::shared_ptr<Connection>& connection) {
    const std::scoped_lock lock(mutex);
    connections.erase(connection);
    emptied.notify_all();
  }

  ServerOptions options;
  Router router;
  std::string live_path;
  std::function<std::optional<Watcher>(const Request&)> admit;

  asio::io_context io;
  tcp::acceptor acceptor;
  asio::thread_pool workers;
  std::vector<std::thread> io_threads;
  std::atomic<std::size_t> waiting{0};
  std::atomic<bool> draining{false};

  std::mutex mutex;
  std::condition_variable emptied;
  std::set<std::shared_ptr<Connection>> connections;
  std::set<std::shared_ptr<LiveConnection>> watchers;
};

/// A watcher's WebSocket. All members are used on its strand only.
class Server::Core::LiveConnection : public std::enable_shared_from_this<LiveConnection> {
 public:
  LiveConnection(Core& core, beast::tcp_stream stream, Watcher watcher)
      : core_(core), socket_(std::move(stream)), watcher_(watcher) {}

  [[nodiscard]] std::int64_t principal() const { return watcher_.principal; }

  void run(const WireRequest& upgrade) {
    beast::get_lowest_layer(socket_).expires_never();
    socket_.set_option(beast::websocket::stream_base::timeout{std::chrono::seconds(10),
                                                              std::chrono::seconds(60), true});
    socket_.read_message_max(4096);
    socket_.async_accept(upgrade, [self = shared_from_this()](beast::error_code error) {
      if (error) return;
      {
        const std::scoped_lock lock(self->core_.mutex);
        self->core_.watchers.insert(self);
      }
      self->listen();
    });
  }

  void send(std::shared_ptr<const std::string> message) {
    asio::post(socket_.get_executor(), [self = shared_from_this(), message = std::move(message)] {
      if (self->queue_.size() >= kSlowReader) return self->end();
      self->queue_.push_back(message);
      if (self->queue_.size() == 1) self->write();
    });
  }

  void close() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->end(); });
  }

 private:
  /// Watchers have nothing to say; reading notices when they leave.
  void listen() {
    socket_.async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return self->end();
      self->buffer_.consume(self->buffer_.size());
      self->listen();
    });
  }

  void write() {
    socket_.text(true);
    socket_.async_write(asio::buffer(*queue_.front()),
                        [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (error) return self->end();
                          self->queue_.pop_front();
                          if (!self->queue_.empty()) self->write();
                        });
  }

  void end() {
    beast::error_code ignored;
    beast::get_lowest_layer(socket_).socket().close(ignored);
    const std::scoped_lock lock(core_.mutex);
    core_.watchers.erase(shared_from_this());
  }

  Core& core_;
  beast::websocket::stream<beast::tcp_stream> socket_;
  Watcher watcher_;
  beast::flat_buffer buffer_;
  std::deque<std::shared_ptr<const std::string>> queue_;
};

/// One client. All members are used on its strand only, but for what a worker is handed.
class Server::Core::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, tcp::socket socket) : core_(core), stream_(std::move(socket)) {
    beast::error_code ignored;
    const auto remote = stream_.socket().remote_endpoint(ignored);
    if (!ignored) peer_ = remote.address().to_string() + ":" + std::to_string(remote.port());
    stream_.socket().set_option(tcp::no_delay(true), ignored);
  }

  void run() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
      self->read(self->core_.options.request_timeout);
    });
  }

  /// The server is closing: who is idle gets a moment to send what is under way, then goes.
  void drain() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
      if (self->idle_) self->stream_.expires_after(std::chrono::milliseconds(100));
    });
  }

 private:
  void read(std::chrono::milliseconds timeout) {
    parser_.emplace();
    parser_->header_limit(core_.options.max_header);
    parser_->body_limit(core_.options.max_body);
    stream_.expires_after(core_.draining ? std::chrono::milliseconds(100) : timeout);
    idle_ = true;
    wire::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, std::size_t) {
                       self->idle_ = false;
                       self->on_read(error);
                     });
  }

  void on_read(beast::error_code error) {
    if (!error) return handle();
    if (error == wire::error::body_limit) {
      return refuse(413, "too_large", "That is more than this server takes in one request.");
    }
    if (error == wire::error::header_limit) {
      return refuse(431, "headers_too_large", "The headers of the request are too large.");
    }
    if (error == wire::error::end_of_stream || error == beast::error::timeout ||
        error.category() != wire::make_error_code(wire::error::bad_method).category() ||
        error == wire::error::partial_message) {
      return close();
    }
    refuse(400, "bad_request", "That is not a request that this server understands.");
  }

  void refuse(int status, const char* slug, const char* title) {
    asked_ = {};
    asked_.version(11);
    respond(encode(problem(status, slug, title), asked_, false));
  }

  void handle() {
    asked_ = parser_->release();
    auto request = decode(asked_, peer_);
    if (!request) return refuse(400, "bad_target", "The address of the request is not valid.");
    if (beast::websocket::is_upgrade(asked_)) return upgrade(*request);
    if (core_.waiting.fetch_add(1) >= core_.options.max_waiting) {
      core_.waiting.fetch_sub(1);
      Response busy = problem(503, "busy", "The server is busy; try again in a moment.");
      busy.headers.emplace_back("Retry-After", "1");
      return respond(encode(std::move(busy), asked_, asked_.keep_alive()));
    }
    asio::post(core_.workers, [self = shared_from_this(), request = std::move(*request)]() mutable {
      self->work(std::move(request));
    });
  }

  /// On a worker.
  void work(Request request) {
    const auto begun = std::chrono::steady_clock::now();
    const std::string route = core_.router.route_of(request.path);
    const auto encodings = request.header("accept-encoding");
    Response response;
    try {
      response = core_.router.answer(std::move(request));
    } catch (const std::exception& error) {
      core_.report(route + ": " + error.what());
      response = problem(500, "internal", "Something went wrong here; it has been noted.");
    }
    if (encodings && encodings->find("gzip") != std::string::npos) compress(response);
    core_.waiting.fetch_sub(1);
    if (core_.options.observe) {
      core_.options.observe(route, response.status,
                            std::chrono::duration_cast<std::chrono::microseconds>(
                                std::chrono::steady_clock::now() - begun));
    }
    auto message = std::make_shared<WireResponse>(
        encode(std::move(response), asked_, asked_.keep_alive() && !core_.draining));
    asio::post(stream_.get_executor(),
               [self = shared_from_this(), message] { self->respond(std::move(*message)); });
  }

  void upgrade(const Request& request) {
    if (request.path != core_.live_path || !core_.admit) {
      return refuse(404, "not_found", "There is nothing at this address.");
    }
    if (!is_same_origin(request)) {
      return refuse(403, "origin", "Live changes are for pages of this server only.");
    }
    const auto watcher = core_.admit(request);
    if (!watcher) return refuse(401, "unauthenticated", "Sign in first.");
    std::make_shared<LiveConnection>(core_, std::move(stream_), *watcher)->run(asked_);
    core_.leave(shared_from_this());
  }

  void respond(WireResponse message) {
    answer_ = std::move(message);
    stream_.expires_after(core_.options.request_timeout);
    wire::async_write(stream_, *answer_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        const bool again = !error && self->answer_->keep_alive();
                        if (!again) return self->close();
                        self->read(self->core_.options.idle_timeout);
                      });
  }

  void close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.socket().close(ignored);
    core_.leave(shared_from_this());
  }

  Core& core_;
  beast::tcp_stream stream_;
  std::string peer_;
  beast::flat_buffer buffer_;
  std::optional<wire::request_parser<wire::string_body>> parser_;
  WireRequest asked_;
  std::optional<WireResponse> answer_;
  bool idle_ = false;
};

void Server::Core::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](beast::error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || draining) return;
    if (!error) {
      auto connection = std::make_shared<Connection>(*this, std::move(socket));
      bool full = false;
      {
        const std::scoped_lock lock(mutex);
        full = connections.size() >= options.max_connections;
      }
      if (!full) {
        enter(connection);
        connection->run();
      }
    }
    accept();
  });
}

Server::Server(ServerOptions options, Router router)
    : core_(std::make_unique<Core>(std::move(options), std::move(router))) {}

Server::~Server() { drain(std::chrono::milliseconds(0)); }

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
    core_->io_threads.emplace_back([core = core_.get()] { core->io.run(); });
  }
}

std::uint16_t Server::port() const { return core_->acceptor.local_endpoint().port(); }

void Server::publish(std::shared_ptr<const std::string> message,
                     const std::function<bool(std::int64_t principal)>& may_see) {
  const std::scoped_lock lock(core_->mutex);
  for (const auto& watcher : core_->watchers) {
    if (may_see(watcher->principal())) watcher->send(message);
  }
}

void Server::drain(std::chrono::milliseconds at_most) {
  Core& core = *core_;
  if (core.draining.exchange(true)) return;
  asio::post(core.acceptor.get_executor(), [&core] {
    beast::error_code ignored;
    core.acceptor.close(ignored);
  });
  {
    std::unique_lock lock(core.mutex);
    for (const auto& connection : core.connections) connection->drain();
    for (const auto& watcher : core.watchers) watcher->close();
    core.emptied.wait_for(lock, at_most, [&] { return core.connections.empty(); });
  }
  core.workers.join();
  core.io.stop();
  for (std::thread& thread : core.io_threads) thread.join();
  const std::scoped_lock lock(core.mutex);
  core.connections.clear();
  core.watchers.clear();
}

}  // namespace kept::http
