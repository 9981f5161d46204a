#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "media/digits.h"
#include "media/frame.h"
#include "media/g711.h"
#include "media/jitter_buffer.h"
#include "media/rtp_packet.h"

namespace kept::media {

/// How two sides have agreed to write sound and keys.
struct Format {
  Law law = Law::mu;
  std::uint8_t sound_type = 0;              ///< payload type: 0 is µ-law, 8 A-law (RFC 3551)
  std::optional<std::uint8_t> digits_type;  ///< of telephone-event
};

/// One direction of a call: datagrams in, sound and digits out.
class Receiver {
 public:
  struct Figures {
    std::int64_t packets = 0;
    std::int64_t refused = 0;  ///< no RTP, or of a type that was not agreed on
    JitterBuffer::Figures sound;
  };

  explicit Receiver(const Format& format) : format_(format) {}

  /// A datagram that came at `now`; the digits that are known by it.
  [[nodiscard]] std::string take(Bytes datagram, Samples now);
  /// What is to be heard in the next 20 ms.
  [[nodiscard]] Frame hear(Samples now);

  [[nodiscard]] Figures figures() const;
  /// When the last packet came; nothing: none yet.
  [[nodiscard]] std::optional<Samples> last_packet() const { return last_packet_; }

 private:
  [[nodiscard]] bool is_of_this_source(const RtpPacket& packet);
  void put_sound(const RtpPacket& packet, Samples now);

  Format format_;
  JitterBuffer buffer_;
  DigitReader digits_;
  Figures figures_;
  std::optional<Samples> last_packet_;
  std::optional<std::uint32_t> source_;
  std::optional<std::uint32_t> candidate_;  ///< another source, from which a packet came
  std::uint16_t candidate_follows_ = 0;     ///< the sequence number that makes it the source
};

}  // namespace kept::media
