#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "domain/calendar/day_span.h"

namespace kept::domain {

/// An entered absence, [from, until). Instant::max() as `until`: until further notice.
struct Absence {
  base::Instant from;
  base::Instant until;

  bool operator==(const Absence&) const = default;
};

/// When a staff member is there. Away means an entered absence or a local day without a shift, not
/// the hours between shifts: who works until five owes what is due at six. Without a weekly pattern
/// only absences count.
class ShiftPlan {
 public:
  static base::Result<ShiftPlan> make(base::TimeZone zone, std::optional<WeeklySpans> weekly,
                                      std::vector<Absence> absences);

  [[nodiscard]] bool is_away(base::Instant instant) const;

  /// By an entered absence, whatever the shifts say.
  [[nodiscard]] bool is_absent(base::Instant instant) const;

  /// The first instant from `from` on at which the person is not away; nothing when there is none.
  [[nodiscard]] std::optional<base::Instant> next_present_from(base::Instant from) const;

  [[nodiscard]] const base::TimeZone& zone() const { return zone_; }
  [[nodiscard]] const std::optional<WeeklySpans>& weekly() const { return weekly_; }
  /// Ordered, and joined where they touch or overlap.
  [[nodiscard]] const std::vector<Absence>& absences() const { return absences_; }

 private:
  ShiftPlan(base::TimeZone zone, std::optional<WeeklySpans> weekly, std::vector<Absence> absences);
  [[nodiscard]] const Absence* absence_at(base::Instant instant) const;
  [[nodiscard]] bool is_day_off(base::Date date) const;

  base::TimeZone zone_;
  std::optional<WeeklySpans> weekly_;
  std::vector<Absence> absences_;
};

}  // namespace kept::domain
