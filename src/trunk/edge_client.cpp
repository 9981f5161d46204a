#include "trunk/edge_client.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <utility>

namespace kept::trunk {

namespace asio = boost::asio;
using boost::system::error_code;

EdgeClient::EdgeClient(asio::io_context& context, EdgeClientOptions options)
    : context_(context), options_(std::move(options)), socket_(context), next_ping_(context) {
  const asio::ip::udp::endpoint edge(asio::ip::make_address(options_.host), options_.port);
  socket_.open(edge.protocol());
  socket_.connect(edge);
  listen();
  ping();
}

std::string EdgeClient::new_cookie() { return fmt::format("{}-{}", options_.run, ++count_); }

void EdgeClient::offer(const EdgeLeg& leg, const std::string& sdp, Reply reply) {
  const std::string cookie = new_cookie();
  ask(cookie, ask_offer(cookie, leg, sdp), std::move(reply));
}

void EdgeClient::answer(const EdgeLeg& leg, const std::string& sdp, Reply reply) {
  const std::string cookie = new_cookie();
  ask(cookie, ask_answer(cookie, leg, sdp), std::move(reply));
}

void EdgeClient::remove(const EdgeLeg& leg) {
  const std::string cookie = new_cookie();
  // Who does not answer has forgotten the leg, or will when nothing comes for it.
  ask(cookie, ask_delete(cookie, leg), [](const std::optional<EdgeAnswer>&) {});
}

void EdgeClient::ask(const std::string& cookie, std::string datagram, Reply reply) {
  questions_[cookie] = Question{std::move(datagram), std::move(reply), 0,
                                std::make_unique<asio::steady_timer>(context_)};
  send(cookie);
}

void EdgeClient::send(const std::string& cookie) {
  const auto found = questions_.find(cookie);
  if (found == questions_.end()) return;
  Question& question = found->second;
  if (question.asked++ == options_.times) {
    is_up_ = false;
    return settle(cookie, std::nullopt);
  }
  error_code lost;  // that nobody listens there is seen by the silence
  socket_.send(asio::buffer(question.datagram), 0, lost);
  question.timer->expires_after(options_.patience);
  question.timer->async_wait([this, cookie](const error_code& error) {
    if (!error) send(cookie);
  });
}

void EdgeClient::settle(const std::string& cookie, const std::optional<EdgeAnswer>& answer) {
  auto asked = questions_.extract(cookie);
  if (asked.empty()) return;
  asked.mapped().reply(answer);
}

void EdgeClient::listen() {
  socket_.async_receive(asio::buffer(came_), [this](const error_code& error, std::size_t size) {
    if (error == asio::error::operation_aborted) return;
    if (!error) {
      const auto answer = read_answer(std::string(came_.data(), size));
      if (answer) {
        is_up_ = true;
        settle(answer->cookie, answer);
      }
    }
    listen();
  });
}

void EdgeClient::ping() {
  const std::string cookie = new_cookie();
  ask(cookie, ask_ping(cookie), [this](const std::optional<EdgeAnswer>&) {
    next_ping_.expires_after(options_.ping);
    next_ping_.async_wait([this](const error_code& error) {
      if (!error) ping();
    });
  });
}

}  // namespace kept::trunk
