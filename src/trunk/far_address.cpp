#include "trunk/far_address.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace kept::trunk {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

constexpr unsigned short kWholeV4 = 32;
constexpr unsigned short kWholeV6 = 128;

/// An IPv4 address that came through a socket of IPv6 is what it is. Nothing: no address.
std::optional<ip::address> address_in(const std::string& text) {
  error_code error;
  const auto address = ip::make_address(text, error);
  if (error) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  }
  return address;
}

/// 169.254/16 (RFC 3927) or fe80::/10.
bool is_of_the_link(const ip::address& address) {
  if (address.is_v6()) return address.to_v6().is_link_local();
  const auto bytes = address.to_v4().to_bytes();
  return bytes[0] == 169 && bytes[1] == 254;
}

bool is_broadcast(const ip::address& address) {
  return address.is_v4() && address.to_v4() == ip::address_v4::broadcast();
}

}  // namespace

bool may_hear(const std::string& far, const std::string& ours) {
  const auto there = address_in(far);
  if (!there || there->is_unspecified() || there->is_multicast() || is_of_the_link(*there) ||
      is_broadcast(*there)) {
    return false;
  }
  const auto here = address_in(ours);
  return !there->is_loopback() || (here && here->is_loopback());
}

struct CallSources::Networks {
  std::vector<ip::network_v4> v4;
  std::vector<ip::network_v6> v6;
};

CallSources::CallSources(const std::vector<std::string>& allowed)
    : networks_(std::make_unique<Networks>()) {
  for (const std::string& text : allowed) {
    error_code wrong;
    if (const auto one = address_in(text)) {
      if (one->is_v4()) {
        networks_->v4.emplace_back(one->to_v4(), kWholeV4);
      } else {
        networks_->v6.emplace_back(one->to_v6(), kWholeV6);
      }
    } else if (text.find(':') == std::string::npos) {
      networks_->v4.push_back(ip::make_network_v4(text, wrong));
    } else {
      networks_->v6.push_back(ip::make_network_v6(text, wrong));
    }
    if (wrong) throw std::invalid_argument("'" + text + "' is no address and no network");
  }
}

CallSources::~CallSources() = default;
CallSources::CallSources(CallSources&&) noexcept = default;
CallSources& CallSources::operator=(CallSources&&) noexcept = default;

bool CallSources::allows(const std::string& address) const {
  const auto one = address_in(address);
  if (!one) return false;
  const auto is_in = [](const auto& host, const auto& networks) {
    return std::ranges::any_of(networks, [&](const auto& each) {
      using Network = std::decay_t<decltype(each)>;
      return Network(host, each.prefix_length()).network() == each.network();
    });
  };
  return one->is_v4() ? is_in(one->to_v4(), networks_->v4) : is_in(one->to_v6(), networks_->v6);
}

}  // namespace kept::trunk
