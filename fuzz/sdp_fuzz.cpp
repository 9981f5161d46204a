// Bodies of SIP messages and answers of rtpengine. Nothing may crash; what we answer to any offer
// can be read again, has a line for each of theirs, and carries nothing across a line's end.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "trunk/edge_message.h"
#include "trunk/sound_description.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace kept::trunk;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto answer = read_answer(text)) KEPT_CHECK(!answer->cookie.empty());
  const auto offer = read_sdp(text);
  if (!offer) return 0;
  KEPT_CHECK(offer->port > 0 && !offer->address.empty());
  if (const auto format = agreed(*offer)) {
    const auto again = read_sdp(write_answer({"192.0.2.1", 20'000, 1, 1}, *offer, *format));
    KEPT_CHECK(again && again->port == 20'000 && again->lines.size() == offer->lines.size());
    KEPT_CHECK(again->codings.size() == 1 && again->codings[0].law == format->law);
  }
  return 0;
}
