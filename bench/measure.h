#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace kept::bench {

using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Durations of single operations, in milliseconds.
class Durations {
 public:
  template <typename Work>
  void time(const Work& work) {
    const auto begun = Clock::now();
    work();
    milliseconds_.push_back(1000 * seconds_since(begun));
  }
  void add(const Durations& other) {
    milliseconds_.insert(milliseconds_.end(), other.milliseconds_.begin(),
                         other.milliseconds_.end());
  }
  [[nodiscard]] std::size_t count() const { return milliseconds_.size(); }
  /// The duration that `share` (0 to 1) of them did not exceed; 0 when there is none.
  [[nodiscard]] double at(double share) {
    if (milliseconds_.empty()) return 0;
    const auto last = static_cast<double>(milliseconds_.size() - 1);
    const auto place = milliseconds_.begin() + static_cast<std::ptrdiff_t>(share * last);
    std::nth_element(milliseconds_.begin(), place, milliseconds_.end());
    return *place;
  }

 private:
  std::vector<double> milliseconds_;
};

}  // namespace kept::bench
