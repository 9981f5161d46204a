#pragma once

#include <array>
#include <cstddef>

#include "media/frame.h"

namespace kept::media {

/// How regularly packets arrive, judged by the last five seconds of them; says how long their sound
/// has to be kept back so that the late ones are still in time.
class Arrivals {
 public:
  static constexpr Samples kLeast{160};  ///< 20 ms: what is asked for at once
  static constexpr Samples kMost{960};   ///< 120 ms: more is in the way of a conversation

  /// What was said at `timestamp` by the other side's clock has come at `now` by ours.
  void note(Samples timestamp, Samples now);

  /// What is to be heard at `now`, by the other side's clock. At least one packet was noted.
  [[nodiscard]] Samples heard_at(Samples now) const { return now - quickest_ - delay_; }
  [[nodiscard]] Samples delay() const { return delay_; }

 private:
  void judge();

  std::array<Samples, 256> journeys_{};  ///< a ring; each from a time that both clocks do not share
  std::size_t count_ = 0;
  Samples quickest_{};
  Samples delay_{320};  ///< until something is known
};

}  // namespace kept::media
