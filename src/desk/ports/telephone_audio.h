#pragma once

#include <string>

#include "base/result.h"

namespace kept::desk {

/// The way of an operator's sound between browser and telephone. Any thread may call.
class TelephoneAudio {
 public:
  virtual ~TelephoneAudio() = default;

  struct Offer {
    std::string sdp;
    std::string page;    ///< names the page of the browser; may be empty
    bool again = false;  ///< that page had the sound and has lost it
  };
  /// Answers a browser's offer (SDP). A second offer of the same operator replaces the first, in
  /// the same call; an empty one ends it and is answered with nothing. Unavailable while the
  /// telephone does not answer; refused: what it cannot read; a conflict
  /// ("telephone.sound_elsewhere"): a page that comes again while another one has the sound.
  [[nodiscard]] virtual base::Result<std::string> connect(const std::string& agent,
                                                          const Offer& offer) = 0;
};

}  // namespace kept::desk
