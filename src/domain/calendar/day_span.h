#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <vector>

#include "base/result.h"

namespace kept::domain {

/// Part of a local day, [from, until) as the clock on the wall shows it; 0:00 <= from < until <=
/// 24:00. What runs past midnight is given as two spans.
struct DaySpan {
  std::chrono::minutes from{0};
  std::chrono::minutes until{0};

  auto operator<=>(const DaySpan&) const = default;
};

/// The spans of each weekday, in order, not overlapping. Indexed by weekday::c_encoding (Sunday is
/// 0).
struct WeeklySpans {
  std::array<std::vector<DaySpan>, 7> days;

  [[nodiscard]] const std::vector<DaySpan>& on(std::chrono::weekday day) const {
    return days[day.c_encoding()];
  }
  [[nodiscard]] bool empty() const;

  /// Monday to Friday the same span.
  static WeeklySpans business_week(DaySpan span);
  /// Every day the same spans; {{0:00, 24:00}} is round the clock.
  static WeeklySpans every_day(std::vector<DaySpan> spans);

  bool operator==(const WeeklySpans&) const = default;
};

/// Refuses spans that are empty, out of order, overlapping or outside the day.
base::Result<base::Done> check_spans(const WeeklySpans& spans);

}  // namespace kept::domain
