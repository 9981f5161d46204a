#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
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

/// What a measure is held to. Each goal is said beside its figure, in a line that script/bench
/// finds again for its summary.
class Goals {
 public:
  void hold(bool met, const std::string& what) {
    std::printf("%s: %s\n", met ? "met" : "MISSED", what.c_str());
    all_met_ = all_met_ && met;
  }
  void at_most(double limit, double figure, const char* unit, const std::string& what) {
    hold(figure <= limit, what + ": " + said(figure, unit) + ", at most " + said(limit, unit));
  }
  void at_least(double limit, double figure, const char* unit, const std::string& what) {
    hold(figure >= limit, what + ": " + said(figure, unit) + ", at least " + said(limit, unit));
  }
  /// What the program ends with.
  [[nodiscard]] int verdict() const { return all_met_ ? 0 : 1; }

 private:
  static std::string said(double figure, const char* unit) {
    constexpr std::size_t kLongest = 64;
    char text[kLongest];
    std::snprintf(text, sizeof text, figure < 100 ? "%.3g %s" : "%.0f %s", figure, unit);
    return text;
  }

  bool all_met_ = true;
};

}  // namespace kept::bench
