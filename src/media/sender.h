#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "media/digits.h"
#include "media/receiver.h"

namespace kept::media {

/// The other direction: 20 ms of sound in, a datagram out.
class Sender {
 public:
  /// `source`, and where sequence and timestamps begin, are random numbers (RFC 3550, 5.1).
  Sender(const Format& format, std::uint32_t source, std::uint16_t sequence,
         std::uint32_t timestamp);

  /// Keys are pressed in place of sound, one after the other.
  void press(const std::string& digits);
  /// Valid until the next one; nothing is allocated for it.
  [[nodiscard]] Bytes send(const Frame& frame);

 private:
  Format format_;
  std::uint32_t source_;
  std::uint16_t sequence_;
  std::uint32_t timestamp_;
  bool is_first_ = true;
  DigitWriter digits_;
  std::vector<std::uint8_t> datagram_;
};

}  // namespace kept::media
