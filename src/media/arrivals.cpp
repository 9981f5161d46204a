#include "media/arrivals.h"

#include <algorithm>
#include <functional>
#include <span>

namespace kept::media {
namespace {

/// Packets before their regularity is believed, and between two judgements.
constexpr std::size_t kBelieved = 48;
constexpr std::size_t kBetween = 8;

}  // namespace

void Arrivals::note(Samples timestamp, Samples now) {
  const Samples journey = now - timestamp;
  journeys_[count_ % journeys_.size()] = journey;
  // Known at once, else what came sooner than all before would be kept back for longer.
  quickest_ = count_ == 0 ? journey : std::min(quickest_, journey);
  ++count_;
  if (count_ % kBetween == 0) judge();
}

void Arrivals::judge() {
  auto journeys = journeys_;
  const auto known = std::span(journeys).first(std::min(count_, journeys.size()));
  quickest_ = *std::ranges::min_element(known);
  if (count_ < kBelieved) return;
  // One packet that came very late makes nobody wait; two do.
  std::ranges::nth_element(known, known.begin() + 1, std::greater());
  delay_ = std::clamp(known[1] - quickest_ + kLeast, kLeast, kMost);
}

}  // namespace kept::media
