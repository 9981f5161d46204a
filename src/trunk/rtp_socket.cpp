#include "trunk/rtp_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace kept::trunk {
namespace {

/// Expedited forwarding (RFC 3246), so that a busy router lets speech go first.
constexpr int kExpedited = 46 << 2;

sockaddr_in as_socket_address(const RtpAddress& address) {
  sockaddr_in socket_address{};
  socket_address.sin_family = AF_INET;
  socket_address.sin_port = htons(address.port);
  socket_address.sin_addr.s_addr = address.host;
  return socket_address;
}

const sockaddr* general(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

}  // namespace

std::optional<RtpAddress> rtp_address(const std::string& host, std::uint16_t port) {
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) != 1) return std::nullopt;
  return RtpAddress{address.s_addr, port};
}

std::optional<RtpSocket> RtpSocket::open(const std::string& host, std::uint16_t port) {
  const auto address = rtp_address(host, port);
  if (!address) return std::nullopt;
  RtpSocket made(socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (made.descriptor_ < 0) return std::nullopt;
  const sockaddr_in at = as_socket_address(*address);
  if (bind(made.descriptor_, general(at), sizeof at) != 0) return std::nullopt;
  // Where it is not allowed, speech goes with the crowd.
  (void)setsockopt(made.descriptor_, IPPROTO_IP, IP_TOS, &kExpedited, sizeof kExpedited);
  return made;
}

RtpSocket::~RtpSocket() {
  if (descriptor_ >= 0) close(descriptor_);
}

RtpSocket::RtpSocket(RtpSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

RtpSocket& RtpSocket::operator=(RtpSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

void RtpSocket::send(const RtpAddress& to, std::span<const std::uint8_t> datagram) const {
  const sockaddr_in address = as_socket_address(to);
  (void)sendto(descriptor_, datagram.data(), datagram.size(), 0, general(address), sizeof address);
}

std::optional<RtpSocket::Came> RtpSocket::receive(std::span<std::uint8_t> into) const {
  sockaddr_in from{};
  socklen_t length = sizeof from;
  const ssize_t size = recvfrom(descriptor_, into.data(), into.size(), 0,
                                reinterpret_cast<sockaddr*>(&from), &length);
  if (size < 0) return std::nullopt;
  return Came{{from.sin_addr.s_addr, ntohs(from.sin_port)}, static_cast<std::size_t>(size)};
}

}  // namespace kept::trunk
