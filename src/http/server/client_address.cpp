#include "http/server/client_address.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include "base/trimmed.h"

namespace kept::http {
namespace {

namespace ip = boost::asio::ip;

constexpr unsigned short kNetworkBits = 64;

std::string without_port(const std::string& peer) { return peer.substr(0, peer.rfind(':')); }

/// The last of the last line: proxies add a line of their own, or a word at the end of one.
std::string told_by_proxy(const Request& request) {
  std::string told;
  for (const auto& [name, value] : request.headers) {
    if (name == "x-forwarded-for") told = value;
  }
  return std::string(base::trimmed(told.substr(told.rfind(',') + 1)));
}

}  // namespace

std::string client_address(const Request& request) {
  boost::system::error_code wrong;
  ip::address client = ip::make_address(without_port(request.peer), wrong);
  if (!wrong && client.is_loopback()) {
    const ip::address told = ip::make_address(told_by_proxy(request), wrong);
    if (!wrong) client = told;
  }
  if (!client.is_v6()) return client.to_string();
  return ip::network_v6(client.to_v6(), kNetworkBits).canonical().to_string();
}

}  // namespace kept::http
