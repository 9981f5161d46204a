#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace kept {

struct ListenAddress {
  std::string address;
  std::uint16_t port = 0;  ///< 0: any free one
  bool is_loopback = false;

  /// For an address line: "127.0.0.1:3110", "[::1]:3110".
  [[nodiscard]] std::string with_port(int actual_port) const;
};

/// From "ADDRESS:PORT"; IPv6 addresses stand in brackets, "localhost" is 127.0.0.1.
[[nodiscard]] base::Result<ListenAddress> parse_listen_address(const std::string& text);

}  // namespace kept
