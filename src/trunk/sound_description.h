#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "media/receiver.h"

/// What leads out of the house: SIP towards the city's trunk, RTP, and rtpengine towards the
/// operators' browsers.
namespace kept::trunk {

/// Where somebody wants to be sent sound, and how (SDP, RFC 8866; offers and answers, RFC 3264).
struct SoundDescription {
  struct Coding {
    media::Law law = media::Law::mu;
    std::uint8_t type = 0;
    bool operator==(const Coding&) const = default;
  };

  std::string address;  ///< IPv4 or IPv6, never a name
  std::uint16_t port = 0;
  std::vector<Coding> codings;  ///< that are ours too, the best first
  std::optional<std::uint8_t> digits_type;
  bool wants_to_send = true;
  bool wants_to_receive = true;
  /// The media lines as they came, in their order, each as it is refused ("m=video 0 RTP/AVP 96");
  /// empty where the sound is that is meant here. An answer has as many.
  std::vector<std::string> lines;
};

/// Nothing when it is no SDP or has no sound over plain RTP. Sound in none of our codings has no
/// `codings`: that is 488 Not Acceptable Here.
[[nodiscard]] std::optional<SoundDescription> read_sdp(const std::string& text);

/// What both sides understand, in the order of whoever offered; nothing: 488.
[[nodiscard]] std::optional<media::Format> agreed(const SoundDescription& theirs);

/// Our side of a call. `version` grows with each change of it (RFC 3264, 8).
struct OwnSide {
  std::string address;
  std::uint16_t port = 0;
  std::uint64_t session = 0;
  std::uint64_t version = 1;
};

/// Both laws, the preferred first.
[[nodiscard]] std::string write_offer(const OwnSide& side, media::Law preferred);
/// The one coding agreed on, in the direction that they left to us, and their other media refused.
[[nodiscard]] std::string write_answer(const OwnSide& side, const SoundDescription& theirs,
                                       const media::Format& format);

}  // namespace kept::trunk
