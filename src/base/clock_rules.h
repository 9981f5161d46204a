#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/time_zone.h"

namespace kept::base {

/// What the clocks of a zone were to do by an earlier version of the database of zones, read back
/// from TimeZone::rules_between: the walls' time that an instant had then. Immutable.
class ClockRules {
 public:
  /// Nothing where the text is no such rules.
  static std::optional<ClockRules> read(const std::string& text);

  /// What the clock on the wall showed at `instant`. Before and after the rules' stretch of time
  /// their first and last offsets count.
  [[nodiscard]] WallTime wall_at(Instant instant) const;

 private:
  struct Turn {
    Instant at;
    std::chrono::seconds utc_offset{0};  ///< from then on
  };
  explicit ClockRules(std::vector<Turn> turns) : turns_(std::move(turns)) {}

  std::vector<Turn> turns_;  ///< in order; the first since ever
};

}  // namespace kept::base
