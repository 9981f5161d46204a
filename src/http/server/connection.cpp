#include "http/server/connection.h"

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "http/server/compression.h"
#include "http/server/live_connection.h"
#include "http/server/request_target.h"

namespace kept::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using asio::ip::tcp;
using std::chrono::milliseconds;

/// Said with every answer. Styles and scripts come from here only; nobody frames us.
constexpr std::pair<const char*, const char*> kSecurityHeaders[] = {
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; "
     "base-uri 'none'; form-action 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
};

constexpr std::size_t kPiece = 16'384;
/// What a client may have under way when the server begins to close.
constexpr milliseconds kGrace{500};
/// How long, and how much, is read after the last answer so that it is not lost with a reset.
constexpr milliseconds kLinger{1000};
constexpr std::size_t kMostDiscarded = 16'777'216;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string text(beast::string_view view) { return {view.data(), view.size()}; }

/// Our Request from the wire's; nothing when the target is no address.
std::optional<Request> decode(const WireRequest& message, std::string peer) {
  auto target = read_target({message.target().data(), message.target().size()});
  if (!target) return std::nullopt;
  Request request;
  request.method = text(message.method_string());
  request.path = std::move(target->path);
  request.query = std::move(target->query);
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

wire::response<wire::string_body> encode(Response response, const WireRequest& asked,
                                         bool keep_alive) {
  wire::response<wire::string_body> message(static_cast<wire::status>(response.status),
                                            asked.version());
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
  if (response.file) {
    message.content_length(static_cast<std::uint64_t>(response.file->size));
  } else if (response.status != 204 && response.status != 304) {
    message.prepare_payload();
  }
  if (asked.method() == wire::verb::head) message.body().clear();
  return message;
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

Connection::Connection(Server::Core& core, tcp::socket socket)
    : core_(core), stream_(std::move(socket)), grace_(stream_.get_executor()) {
  beast::error_code ignored;
  const auto remote = stream_.socket().remote_endpoint(ignored);
  if (!ignored) peer_ = remote.address().to_string() + ":" + std::to_string(remote.port());
  stream_.socket().set_option(tcp::no_delay(true), ignored);
}

void Connection::run() {
  asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    self->wait_for_request(self->core_.options.request_timeout);
    if (self->core_.draining) self->leave_soon();
  });
}

void Connection::drain() {
  asio::post(stream_.get_executor(), [self = shared_from_this()] { self->leave_soon(); });
}

void Connection::leave_soon() {
  if (!idle_) return;
  grace_.expires_after(kGrace);
  grace_.async_wait([self = shared_from_this()](beast::error_code error) {
    if (!error && self->idle_) self->stream_.cancel();
  });
}

void Connection::wait_for_request(milliseconds at_most) {
  parser_.emplace();
  parser_->header_limit(core_.options.max_header);
  parser_->body_limit(std::max(core_.options.max_body, core_.options.max_upload));
  if (buffer_.size() > 0) {
    stream_.expires_after(core_.options.request_timeout);
    return read_head();
  }
  idle_ = true;
  stream_.expires_after(at_most);
  stream_.async_read_some(buffer_.prepare(kPiece),
                          [self = shared_from_this()](beast::error_code error, std::size_t size) {
                            self->idle_ = false;
                            if (error) return self->close();
                            self->buffer_.commit(size);
                            // From the first byte to the last: who sends drop by drop does not hold
                            // the connection.
                            self->stream_.expires_after(self->core_.options.request_timeout);
                            self->read_head();
                          });
}

void Connection::read_head() {
  wire::async_read_header(stream_, buffer_, *parser_,
                          [self = shared_from_this()](beast::error_code error, std::size_t) {
                            if (error) return self->on_unreadable(error);
                            if (!self->limit_body()) {
                              return self->on_unreadable(wire::error::body_limit);
                            }
                            const bool waits = beast::iequals(
                                self->parser_->get()[wire::field::expect], "100-continue");
                            if (!waits) return self->read_body();
                            asio::async_write(self->stream_, asio::buffer(kContinue),
                                              [self](beast::error_code failed, std::size_t) {
                                                if (failed) return self->close();
                                                self->read_body();
                                              });
                          });
}

/// Only where files may come a body may be as large as files are. False: it says that it is larger.
bool Connection::limit_body() {
  const std::string type = text(parser_->get()[wire::field::content_type]);
  const bool has_files =
      core_.router.takes_files(asked_path()) && beast::iequals(type.substr(0, 10), "multipart/");
  const std::size_t limit = has_files ? core_.options.max_upload : core_.options.max_body;
  parser_->body_limit(limit);
  return parser_->content_length().value_or(0) <= limit;
}

void Connection::read_body() {
  wire::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](beast::error_code error, std::size_t) {
                     if (error) return self->on_unreadable(error);
                     self->handle();
                   });
}

void Connection::on_unreadable(beast::error_code error) {
  if (error == wire::error::body_limit) {
    return refuse(413, "too_large", "That is more than this server takes in one request.");
  }
  if (error == wire::error::header_limit) {
    return refuse(431, "headers_too_large", "The headers of the request are too large.");
  }
  const bool left = error == wire::error::end_of_stream || error == wire::error::partial_message ||
                    error.category() != wire::make_error_code(wire::error::bad_method).category();
  if (left) return close();
  refuse(400, "bad_request", "That is not a request that this server understands.");
}

/// As far as it is known; what cannot be read is told in the form of where it was meant to go.
std::string Connection::asked_path() const {
  const std::string target = text((parser_ ? parser_->get() : asked_).target());
  return target.substr(0, target.find('?'));
}

/// What cannot be read leaves no place from which to read on.
void Connection::refuse(int status, const char* slug, const char* title) {
  const std::string path = asked_path();
  asked_ = {};
  asked_.version(11);
  asked_.keep_alive(false);
  respond(core_.router.failure(path, {status, slug, title}));
}

void Connection::handle() {
  asked_ = parser_->release();
  parser_.reset();
  auto request = decode(asked_, peer_);
  if (!request) return refuse(400, "bad_target", "The address of the request is not valid.");
  if (core_.waiting.fetch_add(1) >= core_.options.max_waiting) {
    core_.waiting.fetch_sub(1);
    Response busy = core_.router.failure(
        request->path, {503, "busy", "The server is busy; try again in a moment."});
    busy.headers.emplace_back("Retry-After", "1");
    return respond(std::move(busy));
  }
  // While a worker has it no time runs: the handler's own work is no fault of the client.
  stream_.expires_never();
  asio::post(core_.workers, [self = shared_from_this(), request = std::move(*request)]() mutable {
    if (beast::websocket::is_upgrade(self->asked_)) return self->upgrade(request);
    self->work(std::move(request));
  });
}

/// On a worker.
void Connection::work(Request request) {
  const auto begun = std::chrono::steady_clock::now();
  Answered answered{request.method, core_.router.route_of(request.path), 0, {}};
  const auto encodings = request.header("accept-encoding");
  const std::string path = request.path;
  Response response;
  try {
    response = core_.router.answer(std::move(request));
  } catch (const std::exception& error) {
    core_.report(answered.route + ": " + error.what());
    response = went_wrong(path);
  }
  std::shared_ptr<FileSource> file;
  if (response.file) {
    file = FileSource::open(*response.file);
    // Its name was taken away just now, for there is a newer one.
    if (!file) {
      response = core_.router.failure(path, {503, "busy", "Try again in a moment."});
      response.headers.emplace_back("Retry-After", "1");
    }
  }
  if (encodings && encodings->find("gzip") != std::string::npos) compress(response);
  core_.waiting.fetch_sub(1);
  answered.status = response.status;
  answered.took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begun);
  if (core_.options.observe) core_.options.observe(answered);
  asio::post(stream_.get_executor(), [self = shared_from_this(), response = std::move(response),
                                      file = std::move(file)]() mutable {
    self->respond(std::move(response), std::move(file));
  });
}

/// On a worker, for who may watch is read from the store.
void Connection::upgrade(const Request& request) {
  Response refusal;
  std::optional<Watcher> watcher;
  try {
    watcher = admitted(request, refusal);
  } catch (const std::exception& error) {
    core_.report(core_.live_path + ": " + error.what());
    refusal = went_wrong(request.path);
  }
  core_.waiting.fetch_sub(1);
  asio::post(stream_.get_executor(),
             [self = shared_from_this(), watcher, refusal = std::move(refusal)]() mutable {
               if (!watcher) return self->respond(std::move(refusal));
               std::make_shared<LiveConnection>(self->core_, std::move(self->stream_), *watcher)
                   ->run(self->asked_);
               self->core_.leave(self);
             });
}

std::optional<Watcher> Connection::admitted(const Request& request, Response& refusal) const {
  if (request.path != core_.live_path || !core_.admit) {
    refusal =
        core_.router.failure(request.path, {404, "not_found", "There is nothing at this address."});
    return std::nullopt;
  }
  if (!is_same_origin(request)) {
    refusal = core_.router.failure(
        request.path, {403, "origin", "Live changes are for pages of this server only."});
    return std::nullopt;
  }
  auto watcher = core_.admit(request);
  if (!watcher) {
    refusal = core_.router.failure(request.path, {401, "unauthenticated", "Sign in first."});
  }
  return watcher;
}

Response Connection::went_wrong(const std::string& path) const {
  return core_.router.failure(path,
                              {500, "internal", "Something went wrong here; it has been noted."});
}

void Connection::respond(Response response, std::shared_ptr<FileSource> file) {
  const bool stays = asked_.keep_alive() && !core_.draining;
  try {
    answer_ = encode(std::move(response), asked_, stays);
  } catch (const std::exception& error) {  // a head too large for Beast, 64 KiB
    core_.report(asked_path() + ": " + error.what());
    answer_ = encode(went_wrong(asked_path()), asked_, stays);
    file = nullptr;
  }
  stream_.expires_after(core_.options.request_timeout);
  if (file && asked_.method() != wire::verb::head) {
    file_ = std::move(file);
    return send_file();
  }
  wire::async_write(stream_, *answer_,
                    [self = shared_from_this()](beast::error_code error, std::size_t) {
                      if (error) return self->close();
                      self->on_answered();
                    });
}

void Connection::send_file() {
  head_.emplace(*answer_);
  wire::async_write_header(stream_, *head_,
                           [self = shared_from_this()](beast::error_code error, std::size_t) {
                             if (error) return self->close();
                             self->send_piece();
                           });
}

/// Read by a worker, for a disk may be slow; the time of a client runs while a piece is sent.
void Connection::send_piece() {
  if (file_->is_over()) {
    file_.reset();
    return on_answered();
  }
  stream_.expires_never();
  asio::post(core_.workers, [self = shared_from_this()] {
    const bool is_there = self->file_->next();
    asio::post(self->stream_.get_executor(), [self, is_there] {
      // Nothing else tells the client that the body ends too early.
      if (!is_there) return self->close();
      self->stream_.expires_after(self->core_.options.request_timeout);
      const std::string_view piece = self->file_->piece();
      asio::async_write(self->stream_, asio::buffer(piece.data(), piece.size()),
                        [self](beast::error_code error, std::size_t) {
                          if (error) return self->close();
                          self->send_piece();
                        });
    });
  });
}

void Connection::on_answered() {
  if (!answer_->keep_alive()) return finish();
  wait_for_request(core_.options.idle_timeout);
  if (core_.draining) leave_soon();
}

/// Says that no more comes and reads what the client is still sending: closing at once would reset
/// the connection, and could take the answer with it.
void Connection::finish() {
  beast::error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kLinger);
  discard();
}

void Connection::discard() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kPiece),
                          [self = shared_from_this()](beast::error_code error, std::size_t size) {
                            self->discarded_ += size;
                            if (error || self->discarded_ > kMostDiscarded) return self->close();
                            self->discard();
                          });
}

void Connection::close() {
  grace_.cancel();
  beast::error_code ignored;
  stream_.socket().close(ignored);
  core_.leave(shared_from_this());
}

}  // namespace kept::http
