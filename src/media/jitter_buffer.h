#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <span>

#include "media/arrivals.h"
#include "media/concealment.h"
#include "media/frame.h"

namespace kept::media {

/// Makes an even stream of sound from packets that come late, in another order, twice or not at
/// all. Keeps 20 to 120 ms back, as much as the line needs; follows a clock that goes wrong, and
/// shortens pauses rather than words. Works on samples by their timestamps, so packets may be of
/// any length, and a sender that is silent for a while (DTX) is no trouble.
class JitterBuffer {
 public:
  struct Figures {
    std::int64_t late = 0;      ///< packets of no use any more
    std::int64_t restarts = 0;  ///< the other side's timestamps jumped
    std::int64_t made_up = 0;   ///< samples that did not come in time, while sound was running
    bool operator==(const Figures&) const = default;
  };

  static constexpr std::size_t kLongestPacket = 960;  ///< 120 ms

  /// Sound of up to kLongestPacket that came at `now`.
  void put(std::uint32_t timestamp, std::span<const std::int16_t> samples, Samples now);
  /// The next 20 ms. Belongs to be called every 20 ms; `now` says when it really was.
  [[nodiscard]] Frame take(Samples now);

  [[nodiscard]] const Figures& figures() const { return figures_; }
  /// That it keeps back by now.
  [[nodiscard]] Samples delay() const { return arrivals_.delay(); }

 private:
  static constexpr std::int64_t kRoom = 4096;  ///< samples, 512 ms

  [[nodiscard]] std::int64_t unwrapped(std::uint32_t timestamp) const;
  void restart(std::int64_t timestamp);
  void forget_until(std::int64_t next);
  [[nodiscard]] bool is_quiet(std::int64_t length) const;
  /// How many samples are to be heard in the next 20 ms when sound is behind by so many.
  [[nodiscard]] std::int64_t length_for(std::int64_t behind) const;
  void read(std::span<std::int16_t> into);

  static std::size_t place(std::int64_t timestamp) {
    return static_cast<std::size_t>(timestamp & (kRoom - 1));
  }

  std::array<std::int16_t, kRoom> samples_{};
  std::bitset<kRoom> is_there_;
  Arrivals arrivals_;
  Concealment concealment_;
  Figures figures_;
  bool runs_ = false;
  std::int64_t next_ = 0;  ///< timestamp of the sample that is heard next
  std::int64_t end_ = 0;   ///< after the newest sample that came
  int late_in_a_row_ = 0;
};

}  // namespace kept::media
