#include "media/sender.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kept::media {

Sender::Sender(const Format& format, std::uint32_t source, std::uint16_t sequence,
               std::uint32_t timestamp)
    : format_(format), source_(source), sequence_(sequence), timestamp_(timestamp) {}

void Sender::press(const std::string& digits) {
  if (format_.digits_type) digits_.press(digits);
}

Bytes Sender::send(const Frame& frame) {
  const std::uint16_t sequence = sequence_++;
  const std::uint32_t timestamp = timestamp_;
  timestamp_ += kFrameSamples;
  const bool is_first = std::exchange(is_first_, false);
  if (const auto event = digits_.next()) {
    const auto began = timestamp - static_cast<std::uint32_t>(event->began_ago.count());
    datagram_ =
        write_rtp({*format_.digits_type, event->marker, sequence, began, source_, event->payload},
                  std::move(datagram_));
    return datagram_;
  }
  std::array<std::uint8_t, kFrameSamples> codes{};
  std::ranges::transform(frame, codes.begin(),
                         [this](std::int16_t sample) { return encode(format_.law, sample); });
  datagram_ = write_rtp({format_.sound_type, is_first, sequence, timestamp, source_, codes},
                        std::move(datagram_));
  return datagram_;
}

}  // namespace kept::media
