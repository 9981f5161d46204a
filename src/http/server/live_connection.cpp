#include "http/server/live_connection.h"

#include <boost/asio/post.hpp>
#include <boost/beast/websocket.hpp>

namespace kept::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

constexpr std::size_t kSlowReader = 256;  // messages that may wait for one watcher
constexpr std::size_t kLongestMessage = 4096;
constexpr std::chrono::seconds kHandshake{10};  // and goodbye
constexpr std::chrono::seconds kIdle{60};       // then a ping has to be answered

}  // namespace

LiveConnection::LiveConnection(Server::Core& core, beast::tcp_stream stream, Watcher watcher)
    : core_(core), socket_(std::move(stream)), watcher_(std::move(watcher)) {}

void LiveConnection::run(const WireRequest& upgrade) {
  beast::get_lowest_layer(socket_).expires_never();
  socket_.set_option(websocket::stream_base::timeout{kHandshake, kIdle, true});
  socket_.read_message_max(kLongestMessage);
  socket_.text(true);
  socket_.async_accept(upgrade, [self = shared_from_this()](beast::error_code error) {
    if (error) return;
    self->core_.enter(self);
    if (self->core_.draining) return self->close();
    self->listen();
  });
}

void LiveConnection::send(std::shared_ptr<const std::string> message) {
  asio::post(socket_.get_executor(), [self = shared_from_this(), message = std::move(message)] {
    if (self->closing_) return;
    if (self->queue_.size() >= kSlowReader) return self->end();
    self->queue_.push_back(message);
    if (self->queue_.size() == 1) self->write();
  });
}

void LiveConnection::close() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    if (std::exchange(self->closing_, true)) return;
    self->socket_.async_close(websocket::close_code::going_away,
                              [self](beast::error_code) { self->end(); });
  });
}

/// Watchers have nothing to say; reading notices when they leave.
void LiveConnection::listen() {
  socket_.async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
    if (error) return self->end();
    self->buffer_.consume(self->buffer_.size());
    self->listen();
  });
}

void LiveConnection::write() {
  socket_.async_write(asio::buffer(*queue_.front()),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                        if (error) return self->end();
                        self->queue_.pop_front();
                        if (!self->queue_.empty()) self->write();
                      });
}

void LiveConnection::end() {
  closing_ = true;
  beast::error_code ignored;
  beast::get_lowest_layer(socket_).socket().close(ignored);
  core_.leave(shared_from_this());
}

}  // namespace kept::http
