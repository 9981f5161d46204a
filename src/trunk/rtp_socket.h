#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace kept::trunk {

/// Where a leg's sound goes to.
struct RtpAddress {
  std::array<std::uint8_t, 16> host{};  ///< of IPv6; one of IPv4 as ::ffff:192.0.2.7
  std::uint16_t port = 0;
  bool operator==(const RtpAddress&) const = default;
};

/// Nothing when it is no address.
[[nodiscard]] std::optional<RtpAddress> rtp_address(const std::string& host, std::uint16_t port);
/// Whether a socket that was opened at `own` can send there: one at "::" can to all addresses, any
/// other to those of its own kind.
[[nodiscard]] bool reaches(const std::string& own, const RtpAddress& there);

/// A UDP socket that never waits.
class RtpSocket {
 public:
  /// Nothing when that port cannot be had.
  [[nodiscard]] static std::optional<RtpSocket> open(const std::string& host, std::uint16_t port);
  ~RtpSocket();
  RtpSocket(RtpSocket&& other) noexcept;
  RtpSocket& operator=(RtpSocket&& other) noexcept;
  RtpSocket(const RtpSocket&) = delete;
  RtpSocket& operator=(const RtpSocket&) = delete;

  /// What does not go out is lost, as on the way.
  void send(const RtpAddress& to, std::span<const std::uint8_t> datagram) const;

  struct Came {
    RtpAddress from;
    std::size_t size = 0;
  };
  /// Nothing: nothing more is there.
  [[nodiscard]] std::optional<Came> receive(std::span<std::uint8_t> into) const;

 private:
  RtpSocket(int descriptor, bool is_v6) : descriptor_(descriptor), is_v6_(is_v6) {}

  int descriptor_ = -1;
  bool is_v6_ = false;
};

}  // namespace kept::trunk
