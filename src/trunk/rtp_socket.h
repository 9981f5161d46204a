#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace kept::trunk {

/// Where a leg's sound goes to. IPv4.
struct RtpAddress {
  std::uint32_t host = 0;  ///< as the network has it
  std::uint16_t port = 0;
  bool operator==(const RtpAddress&) const = default;
};

/// Nothing when it is no IPv4 address.
[[nodiscard]] std::optional<RtpAddress> rtp_address(const std::string& host, std::uint16_t port);

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
  explicit RtpSocket(int descriptor) : descriptor_(descriptor) {}

  int descriptor_ = -1;
};

}  // namespace kept::trunk
