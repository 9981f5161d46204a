#include "media/rtp_packet.h"

#include <cstddef>
#include <utility>

namespace kept::media {
namespace {

constexpr std::size_t kHeader = 12;
constexpr unsigned kVersion = 2;

std::uint32_t number_at(Bytes bytes, std::size_t at, std::size_t length) {
  std::uint32_t number = 0;
  for (const std::uint8_t byte : bytes.subspan(at, length)) number = number << 8 | byte;
  return number;
}

void append(std::vector<std::uint8_t>& bytes, std::uint32_t number, int length) {
  for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

/// Where the payload begins: after the contributing sources and one extension (5.3.1).
std::optional<std::size_t> begin_of_payload(Bytes datagram) {
  std::size_t begin = kHeader + std::size_t{4} * (datagram[0] & 0xFU);
  const bool has_extension = (datagram[0] & 0x10U) != 0;
  if (has_extension) {
    if (datagram.size() < begin + 4) return std::nullopt;
    begin += 4 + std::size_t{4} * number_at(datagram, begin + 2, 2);
  }
  if (datagram.size() < begin) return std::nullopt;
  return begin;
}

}  // namespace

std::optional<RtpPacket> read_rtp(Bytes datagram) {
  if (datagram.size() < kHeader || datagram[0] >> 6 != kVersion) return std::nullopt;
  const auto begin = begin_of_payload(datagram);
  if (!begin) return std::nullopt;
  Bytes payload = datagram.subspan(*begin);
  const bool is_padded = (datagram[0] & 0x20U) != 0;
  if (is_padded) {
    // The last byte counts the padding, itself included.
    const std::size_t padding = payload.empty() ? 0 : payload.back();
    if (padding == 0 || padding > payload.size()) return std::nullopt;
    payload = payload.first(payload.size() - padding);
  }
  return RtpPacket{static_cast<std::uint8_t>(datagram[1] & 0x7F),
                   (datagram[1] & 0x80U) != 0,
                   static_cast<std::uint16_t>(number_at(datagram, 2, 2)),
                   number_at(datagram, 4, 4),
                   number_at(datagram, 8, 4),
                   payload};
}

std::vector<std::uint8_t> write_rtp(const RtpPacket& packet, std::vector<std::uint8_t> room) {
  std::vector<std::uint8_t> bytes = std::move(room);
  bytes.clear();
  bytes.reserve(kHeader + packet.payload.size());
  bytes.push_back(kVersion << 6);
  bytes.push_back(static_cast<std::uint8_t>((packet.marker ? 0x80 : 0) | packet.payload_type));
  append(bytes, packet.sequence, 2);
  append(bytes, packet.timestamp, 4);
  append(bytes, packet.source, 4);
  bytes.insert(bytes.end(), packet.payload.begin(), packet.payload.end());
  return bytes;
}

}  // namespace kept::media
