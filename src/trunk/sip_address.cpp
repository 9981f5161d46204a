#include "trunk/sip_address.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <charconv>
#include <system_error>

#include "trunk/rtp_socket.h"

namespace kept::trunk {
namespace {

bool can_listen_on_tcp(const HostAndPort& at) {
  namespace asio = boost::asio;
  boost::system::error_code wrong;
  const auto address = asio::ip::make_address(at.host, wrong);
  if (wrong) return false;
  asio::io_context context;
  const asio::ip::tcp::endpoint endpoint(address, at.port);
  asio::ip::tcp::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), wrong);
  if (!wrong) acceptor.set_option(asio::socket_base::reuse_address(true), wrong);
  if (!wrong) acceptor.bind(endpoint, wrong);
  if (!wrong) acceptor.listen(1, wrong);
  return !wrong;
}

}  // namespace

const char* name_of(SipTransport transport) {
  switch (transport) {
    case SipTransport::udp:
      return "udp";
    case SipTransport::tcp:
      return "tcp";
    case SipTransport::tls:
      return "tls";
  }
  return "";
}

std::optional<HostAndPort> host_and_port(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  HostAndPort read{text.substr(0, colon), 0};
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data() + colon + 1, end, read.port);
  if (number.ec != std::errc() || number.ptr != end) return std::nullopt;
  if (read.host.starts_with('[') && read.host.ends_with(']')) {
    read.host = read.host.substr(1, read.host.size() - 2);
  }
  return read;
}

bool can_listen(const std::string& address, SipTransport transport) {
  const auto at = host_and_port(address);
  if (!at) return false;
  if (transport != SipTransport::udp) return can_listen_on_tcp(*at);
  return RtpSocket::open(at->host, at->port).has_value();
}

}  // namespace kept::trunk
