#pragma once

#include <chrono>
#include <compare>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace kept::base {

/// A calendar date, proleptic Gregorian.
using Date = std::chrono::year_month_day;

/// What a calendar and a clock on a wall say, without a zone. `time_of_day` is what the clock shows
/// (00:00 ≤ t < 24:00); as an input 24:00 is understood as midnight of the next day.
struct WallTime {
  Date date{};
  std::chrono::milliseconds time_of_day{0};

  auto operator<=>(const WallTime&) const = default;
};

/// An instant as it is read in a zone. `utc_offset` is seconds east of UTC.
struct LocalTime {
  Date date{};
  std::chrono::milliseconds time_of_day{0};
  std::chrono::seconds utc_offset{0};

  [[nodiscard]] WallTime wall() const { return {date, time_of_day}; }
  bool operator==(const LocalTime&) const = default;
};

/// How often a wall time occurs in a zone.
enum class WallTimeKind { kUnique, kRepeated, kSkipped };

struct ResolvedTime {
  Instant instant;
  WallTimeKind kind = WallTimeKind::kUnique;

  bool operator==(const ResolvedTime&) const = default;
};

/// A zone of the IANA database. Cheap to copy; every function may be called from any thread.
/// Zone data are read once per process: a change of rules takes effect with a restart.
class TimeZone {
 public:
  /// `name` as in "America/Toronto". Unknown names, paths and names of fixed files are refused.
  static Result<TimeZone> load(std::string_view name);
  static TimeZone utc();

  [[nodiscard]] const std::string& name() const;

  [[nodiscard]] LocalTime to_local(Instant instant) const;

  /// The one instant a wall time stands for: of a time that comes twice the earlier, for a time
  /// that does not exist the first instant after the gap. Never decreases as `wall` grows.
  [[nodiscard]] ResolvedTime to_instant(const WallTime& wall) const;

  /// The instant from which `date` counts: its midnight, or the first instant after a gap there.
  [[nodiscard]] Instant day_start(Date date) const;

  /// The day D with day_start(D) <= instant < day_start(D + 1). Differs from to_local().date only
  /// where clocks go back across midnight: each instant belongs to one day and days do not repeat.
  [[nodiscard]] Date day_of(Instant instant) const;

  /// What its clocks do in [from, until), as text: equal where the rules are equal. Two versions of
  /// the database can be told apart by it.
  [[nodiscard]] std::string rules_between(Instant from, Instant until) const;

  bool operator==(const TimeZone& other) const { return name() == other.name(); }

 private:
  struct Impl;
  explicit TimeZone(std::shared_ptr<const Impl> impl);
  std::shared_ptr<const Impl> impl_;
};

}  // namespace kept::base
