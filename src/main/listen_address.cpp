#include "main/listen_address.h"

#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace kept {

std::string ListenAddress::with_port(int actual_port) const {
  const bool is_v6 = address.find(':') != std::string::npos;
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(actual_port);
}

base::Result<ListenAddress> parse_listen_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const base::Error wrong =
      base::invalid("/listen", "serve.bad_address",
                    "'" + text + "' is no ADDRESS:PORT, for example 127.0.0.1:3110 or [::1]:3110.");
  if (colon == std::string::npos) return wrong;
  std::string host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  boost::system::error_code failed;
  const auto address = boost::asio::ip::make_address(host, failed);
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, port);
  if (failed || read.ec != std::errc{} || read.ptr != end) return wrong;
  return ListenAddress{address.to_string(), port, address.is_loopback()};
}

}  // namespace kept
