#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kept::trunk {

enum class SipTransport { udp, tcp, tls };

/// As SIP writes it.
[[nodiscard]] const char* name_of(SipTransport transport);

struct HostAndPort {
  std::string host;  ///< a name or an address, that without brackets
  std::uint16_t port = 0;
};

/// Of "192.0.2.1:5060", "[2001:db8::1]:5060" or "sbc.city.example:5061"; nothing: it is none.
[[nodiscard]] std::optional<HostAndPort> host_and_port(const std::string& text);

/// Whether nobody else has that address.
[[nodiscard]] bool can_listen(const std::string& address, SipTransport transport);

}  // namespace kept::trunk
