#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "trunk/edge.h"

namespace kept::trunk {

struct EdgeClientOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 22'222;
  std::string run;                          ///< names this run of the process in cookies
  std::chrono::milliseconds patience{400};  ///< before it is asked again
  int times = 4;                            ///< that it is asked in all
  std::chrono::milliseconds ping{2000};
};

/// rtpengine over its NG protocol. UDP loses questions and answers, so each is asked again under
/// the same cookie, and rtpengine then repeats its answer. All of it is done by the context's
/// thread.
class EdgeClient final : public Edge {
 public:
  /// Throws boost::system::system_error when there is no such address.
  EdgeClient(boost::asio::io_context& context, EdgeClientOptions options);

  void offer(const EdgeLeg& leg, const std::string& sdp, Reply reply) override;
  void answer(const EdgeLeg& leg, const std::string& sdp, Reply reply) override;
  void remove(const EdgeLeg& leg) override;

  /// Whether it answered when it was asked last.
  [[nodiscard]] bool is_up() const { return is_up_; }

 private:
  struct Question {
    std::string datagram;
    Reply reply;
    int asked = 0;
    std::unique_ptr<boost::asio::steady_timer> timer;
  };

  [[nodiscard]] std::string new_cookie();
  void ask(const std::string& cookie, std::string datagram, Reply reply);
  void send(const std::string& cookie);
  void settle(const std::string& cookie, const std::optional<EdgeAnswer>& answer);
  void listen();
  void ping();

  boost::asio::io_context& context_;
  const EdgeClientOptions options_;
  boost::asio::ip::udp::socket socket_;
  boost::asio::steady_timer next_ping_;
  std::map<std::string, Question> questions_;  ///< by cookie
  std::int64_t count_ = 0;
  bool is_up_ = false;
  std::array<char, 65'536> came_{};
};

}  // namespace kept::trunk
