#include "media/digits.h"

#include <cstddef>
#include <string_view>

namespace kept::media {
namespace {

/// Digits by the number of their event (RFC 4733, table 3).
constexpr std::string_view kDigits = "0123456789*#ABCD";
constexpr std::size_t kPayload = 4;
constexpr std::uint8_t kEndBit = 0x80;
constexpr std::uint8_t kVolume = 10;  ///< -10 dBm0, as keys of telephones have
constexpr std::uint16_t kLongest = 0xFFFF;

/// Of silence after a press before it counts as over although its end was never seen.
constexpr Samples kSurelyOver{800};

// A press of 100 ms, which every decoder takes, then its end twice again, then a pause of 60 ms.
constexpr int kPressed = 5;
constexpr int kEnds = 3;
constexpr int kPause = 3;

/// How much later `a` is than `b`; timestamps wrap.
std::int32_t after(std::uint32_t a, std::uint32_t b) { return static_cast<std::int32_t>(a - b); }

}  // namespace

std::string DigitReader::tell() {
  if (!press_ || press_->is_told) return {};
  press_->is_told = true;
  return press_->event < kDigits.size() ? std::string(1, kDigits[press_->event]) : std::string();
}

/// A press longer than its duration can count is told in segments (RFC 4733, 2.5.1.3).
bool DigitReader::goes_on_with(std::uint8_t event, std::uint32_t timestamp) const {
  return press_ && press_->event == event && press_->duration == kLongest &&
         timestamp == press_->timestamp + kLongest;
}

std::string DigitReader::take(const RtpPacket& packet) {
  if (packet.payload.size() < kPayload) return {};
  const std::uint8_t event = packet.payload[0];
  const auto duration = static_cast<std::uint16_t>(packet.payload[2] << 8 | packet.payload[3]);
  if (press_ && after(packet.timestamp, press_->timestamp) < 0) return {};  // overtaken
  std::string told;
  if (goes_on_with(event, packet.timestamp)) {
    press_->timestamp = packet.timestamp;
  } else if (!press_ || packet.timestamp != press_->timestamp) {
    told = tell();
    press_ = Press{event, packet.timestamp, 0, false};
  }
  press_->duration = duration;
  if ((packet.payload[1] & kEndBit) != 0) told += tell();
  return told;
}

std::string DigitReader::sound_at(std::uint32_t timestamp) {
  if (!press_ || press_->is_told) return {};
  const auto since = Samples(after(timestamp, press_->timestamp + press_->duration));
  return since > kSurelyOver ? tell() : std::string();
}

void DigitWriter::press(const std::string& digits) {
  for (const char digit : digits) {
    const std::size_t event = kDigits.find(digit);
    if (event != std::string_view::npos) events_.push_back(static_cast<std::uint8_t>(event));
  }
}

std::optional<DigitWriter::Event> DigitWriter::next() {
  if (events_.empty()) return std::nullopt;
  const int step = step_++;
  if (step_ == kPressed + kEnds - 1 + kPause) {
    events_.pop_front();
    step_ = 0;
  }
  if (step >= kPressed + kEnds - 1) return std::nullopt;
  const bool is_end = step >= kPressed - 1;
  const auto duration = static_cast<std::size_t>(is_end ? kPressed : step + 1) * kFrameSamples;
  return Event{{events_.front(), static_cast<std::uint8_t>(kVolume | (is_end ? kEndBit : 0)),
                static_cast<std::uint8_t>(duration >> 8), static_cast<std::uint8_t>(duration)},
               step * kFrameTime,
               step == 0};
}

}  // namespace kept::media
