#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "media/frame.h"

namespace kept::media {

/// One packet of sound or digits (RFC 3550, 5.1). `payload` looks into what it was read from.
struct RtpPacket {
  std::uint8_t payload_type = 0;
  bool marker = false;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t source = 0;  ///< SSRC
  Bytes payload;
};

/// Nothing when it is no RTP of version 2, or its lengths do not fit into the datagram.
[[nodiscard]] std::optional<RtpPacket> read_rtp(Bytes datagram);

/// Its bytes, in `room` where it is large enough.
[[nodiscard]] std::vector<std::uint8_t> write_rtp(const RtpPacket& packet,
                                                  std::vector<std::uint8_t> room = {});

}  // namespace kept::media
