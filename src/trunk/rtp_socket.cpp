#include "trunk/rtp_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace kept::trunk {
namespace {

/// Expedited forwarding (RFC 3246), so that a busy router lets speech go first.
constexpr int kExpedited = 46 << 2;

/// RFC 4291, 2.5.5.2.
constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_v4(const RtpAddress& address) {
  return std::ranges::equal(kMapped, std::span(address.host).first<kMapped.size()>());
}

bool is_v6(const std::string& host) { return host.find(':') != std::string::npos; }

/// Either kind, as the calls of the system want it.
union SocketAddress {
  sockaddr_in6 v6;
  sockaddr_in v4;
  sockaddr general;
};

SocketAddress v6_address(const RtpAddress& address) {
  SocketAddress made{};
  made.v6.sin6_family = AF_INET6;
  made.v6.sin6_port = htons(address.port);
  std::memcpy(&made.v6.sin6_addr, address.host.data(), address.host.size());
  return made;
}

SocketAddress v4_address(const RtpAddress& address) {
  SocketAddress made{};
  made.v4.sin_family = AF_INET;
  made.v4.sin_port = htons(address.port);
  std::memcpy(&made.v4.sin_addr, &address.host[kMapped.size()], sizeof made.v4.sin_addr);
  return made;
}

RtpAddress read_address(const SocketAddress& address) {
  RtpAddress read;
  if (address.general.sa_family == AF_INET6) {
    std::memcpy(read.host.data(), &address.v6.sin6_addr, read.host.size());
    read.port = ntohs(address.v6.sin6_port);
    return read;
  }
  std::ranges::copy(kMapped, read.host.begin());
  std::memcpy(&read.host[kMapped.size()], &address.v4.sin_addr, sizeof address.v4.sin_addr);
  read.port = ntohs(address.v4.sin_port);
  return read;
}

}  // namespace

std::optional<RtpAddress> rtp_address(const std::string& host, std::uint16_t port) {
  RtpAddress address;
  address.port = port;
  if (inet_pton(AF_INET6, host.c_str(), address.host.data()) == 1) return address;
  std::ranges::copy(kMapped, address.host.begin());
  if (inet_pton(AF_INET, host.c_str(), &address.host[kMapped.size()]) == 1) return address;
  return std::nullopt;
}

bool reaches(const std::string& own, const RtpAddress& there) {
  return own == "::" || is_v6(own) != is_v4(there);
}

std::optional<RtpSocket> RtpSocket::open(const std::string& host, std::uint16_t port) {
  const auto address = rtp_address(host, port);
  if (!address) return std::nullopt;
  const bool takes_v6 = is_v6(host);
  RtpSocket made(
      socket(takes_v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0),
      takes_v6);
  if (made.descriptor_ < 0) return std::nullopt;
  // Whatever the machine's own rule is, "::" is both kinds.
  const int no = 0;
  if (takes_v6 && setsockopt(made.descriptor_, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no) != 0) {
    return std::nullopt;
  }
  const SocketAddress at = takes_v6 ? v6_address(*address) : v4_address(*address);
  const socklen_t length = takes_v6 ? sizeof at.v6 : sizeof at.v4;
  if (bind(made.descriptor_, &at.general, length) != 0) return std::nullopt;
  // Where it is not allowed, speech goes with the crowd.
  (void)setsockopt(made.descriptor_, IPPROTO_IP, IP_TOS, &kExpedited, sizeof kExpedited);
  if (takes_v6) {
    (void)setsockopt(made.descriptor_, IPPROTO_IPV6, IPV6_TCLASS, &kExpedited, sizeof kExpedited);
  }
  return made;
}

RtpSocket::~RtpSocket() {
  if (descriptor_ >= 0) close(descriptor_);
}

RtpSocket::RtpSocket(RtpSocket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), is_v6_(other.is_v6_) {}

RtpSocket& RtpSocket::operator=(RtpSocket&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(is_v6_, other.is_v6_);
  return *this;
}

void RtpSocket::send(const RtpAddress& to, std::span<const std::uint8_t> datagram) const {
  if (!is_v6_ && !is_v4(to)) return;
  const SocketAddress address = is_v6_ ? v6_address(to) : v4_address(to);
  const socklen_t length = is_v6_ ? sizeof address.v6 : sizeof address.v4;
  (void)sendto(descriptor_, datagram.data(), datagram.size(), 0, &address.general, length);
}

std::optional<RtpSocket::Came> RtpSocket::receive(std::span<std::uint8_t> into) const {
  SocketAddress from{};
  socklen_t length = sizeof from;
  const ssize_t size = recvfrom(descriptor_, into.data(), into.size(), 0, &from.general, &length);
  if (size < 0) return std::nullopt;
  return Came{read_address(from), static_cast<std::size_t>(size)};
}

}  // namespace kept::trunk
