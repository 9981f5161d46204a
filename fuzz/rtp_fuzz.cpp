// What comes in where a call's sound is expected, whole datagrams one after the other, each with a
// length before it. Nothing may crash or grow, and what is told as a digit is one.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/check.h"
#include "media/receiver.h"
#include "media/rtp_packet.h"

namespace kept::media {
namespace {

void hold_a_call(Bytes line) {
  Receiver receiver({Law::mu, 0, 101});
  Samples now{};
  while (!line.empty()) {
    const std::size_t length = std::min<std::size_t>(line[0], line.size() - 1);
    const Bytes datagram = line.subspan(1, length);
    line = line.subspan(1 + length);
    for (const char digit : receiver.take(datagram, now)) {
      KEPT_CHECK(std::string_view("0123456789*#ABCD").find(digit) != std::string_view::npos);
    }
    // What is read, written and read again is the same.
    if (const auto packet = read_rtp(datagram)) {
      const auto again = read_rtp(write_rtp(*packet));
      KEPT_CHECK(again && again->sequence == packet->sequence &&
                 again->timestamp == packet->timestamp &&
                 again->payload.size() == packet->payload.size());
    }
    now += kFrameTime;
    (void)receiver.hear(now);
  }
}

}  // namespace
}  // namespace kept::media

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  kept::media::hold_a_call({data, size});
  return 0;
}
