#include "media/receiver.h"

#include <algorithm>
#include <array>

namespace kept::media {
namespace {

/// What a side sends now and then while nobody speaks there (RFC 3389).
constexpr std::uint8_t kComfortNoise = 13;

}  // namespace

/// Transfers at the other side change the source (RFC 3550, 8). Two packets in succession make a
/// new one, so that a stray packet of somebody else's does not tear the sound.
bool Receiver::is_of_this_source(const RtpPacket& packet) {
  if (!source_) source_ = packet.source;
  if (*source_ == packet.source) {
    candidate_.reset();
    return true;
  }
  const bool is_second = candidate_ == packet.source && candidate_follows_ == packet.sequence;
  candidate_ = packet.source;
  candidate_follows_ = static_cast<std::uint16_t>(packet.sequence + 1);
  if (!is_second) return false;
  figures_.sound.restarts += buffer_.figures().restarts + 1;
  figures_.sound.late += buffer_.figures().late;
  figures_.sound.made_up += buffer_.figures().made_up;
  source_ = packet.source;
  candidate_.reset();
  buffer_ = JitterBuffer();
  digits_ = DigitReader();
  return true;
}

void Receiver::put_sound(const RtpPacket& packet, Samples now) {
  std::array<std::int16_t, JitterBuffer::kLongestPacket> sound{};
  const std::size_t length = std::min(packet.payload.size(), sound.size());
  std::ranges::transform(packet.payload.first(length), sound.begin(),
                         [this](std::uint8_t code) { return decode(format_.law, code); });
  buffer_.put(packet.timestamp, std::span(sound).first(length), now);
}

std::string Receiver::take(Bytes datagram, Samples now) {
  const auto packet = read_rtp(datagram);
  if (packet && packet->payload_type == kComfortNoise) {
    // Nobody speaks there, and somebody is there.
    last_packet_ = now;
    return {};
  }
  const bool is_digit = packet && packet->payload_type == format_.digits_type;
  if (!packet || (!is_digit && packet->payload_type != format_.sound_type)) {
    ++figures_.refused;
    return {};
  }
  if (!is_of_this_source(*packet)) return {};
  ++figures_.packets;
  last_packet_ = now;
  if (is_digit) return digits_.take(*packet);
  put_sound(*packet, now);
  return digits_.sound_at(packet->timestamp);
}

Frame Receiver::hear(Samples now) { return buffer_.take(now); }

Receiver::Figures Receiver::figures() const {
  Figures all = figures_;
  all.sound.late += buffer_.figures().late;
  all.sound.restarts += buffer_.figures().restarts;
  all.sound.made_up += buffer_.figures().made_up;
  return all;
}

}  // namespace kept::media
