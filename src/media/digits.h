#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "media/frame.h"
#include "media/rtp_packet.h"

namespace kept::media {

/// Hears keys pressed at the other side (RFC 4733 named events). Each press is told once, when its
/// end came (which is sent three times, for packets get lost), or, when all three were lost, as
/// soon as something later comes.
class DigitReader {
 public:
  /// A packet of the type telephone-event; the digits that are now known: "", "5", or two when the
  /// end of the first was lost.
  [[nodiscard]] std::string take(const RtpPacket& packet);
  /// Sound came, so a press that is some time past is over.
  [[nodiscard]] std::string sound_at(std::uint32_t timestamp);

 private:
  struct Press {
    std::uint8_t event = 0;
    std::uint32_t timestamp = 0;  ///< of its beginning; names it
    std::uint16_t duration = 0;
    bool is_told = false;
  };
  [[nodiscard]] std::string tell();
  [[nodiscard]] bool goes_on_with(std::uint8_t event, std::uint32_t timestamp) const;

  std::optional<Press> press_;
};

/// Presses keys for the other side: a packet for each 20 ms, in place of sound.
class DigitWriter {
 public:
  struct Event {
    std::array<std::uint8_t, 4> payload{};
    Samples began_ago{};  ///< the timestamp of all packets of a press is that of its beginning
    bool marker = false;
  };

  /// Others than 0-9, *, #, A-D are left out.
  void press(const std::string& digits);
  /// What goes out now; nothing: sound does.
  [[nodiscard]] std::optional<Event> next();

 private:
  std::deque<std::uint8_t> events_;
  int step_ = 0;  ///< of the first of events_, in packets
};

}  // namespace kept::media
