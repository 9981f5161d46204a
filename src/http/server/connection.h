#pragma once

// Private to http/server.

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>
#include <memory>
#include <optional>
#include <string>

#include "http/server/file_source.h"
#include "http/server/server_core.h"

namespace kept::http {

/// One client: reads a request, hands it to a worker, writes the answer, and again. All members are
/// used on its strand only, but for what a worker is handed.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Server::Core& core, boost::asio::ip::tcp::socket socket);

  void run();

  /// The server is closing: who is idle gets a moment to send what is under way, then goes. Any
  /// thread.
  void drain();

 private:
  using WireResponse = boost::beast::http::response<boost::beast::http::string_body>;

  void wait_for_request(std::chrono::milliseconds at_most);
  void leave_soon();
  void read_head();
  [[nodiscard]] bool limit_body();
  void read_body();
  void on_unreadable(boost::beast::error_code error);
  void refuse(int status, const char* slug, const char* title);
  [[nodiscard]] std::string asked_path() const;
  void handle();
  void work(Request request);
  void upgrade(const Request& request);
  [[nodiscard]] std::optional<Watcher> admitted(const Request& request, Response& refusal) const;
  [[nodiscard]] Response went_wrong(const std::string& path) const;
  void respond(Response response, std::shared_ptr<FileSource> file = nullptr);
  void send_file();
  void send_piece();
  void on_answered();
  void finish();
  void discard();
  void close();

  Server::Core& core_;
  boost::beast::tcp_stream stream_;
  boost::asio::steady_timer grace_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  WireRequest asked_;
  std::optional<WireResponse> answer_;
  std::optional<boost::beast::http::response_serializer<boost::beast::http::string_body>> head_;
  std::shared_ptr<FileSource> file_;  ///< what the answer's body is read from
  std::size_t discarded_ = 0;
  bool idle_ = false;  ///< nothing of the next request has come
};

}  // namespace kept::http
