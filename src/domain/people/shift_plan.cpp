#include "domain/people/shift_plan.h"

#include <algorithm>
#include <utility>

namespace kept::domain {
namespace {

std::vector<Absence> join(std::vector<Absence> absences) {
  std::ranges::sort(absences, {}, &Absence::from);
  std::vector<Absence> joined;
  for (const Absence& absence : absences) {
    if (!joined.empty() && absence.from <= joined.back().until) {
      joined.back().until = std::max(joined.back().until, absence.until);
    } else {
      joined.push_back(absence);
    }
  }
  return joined;
}

}  // namespace

ShiftPlan::ShiftPlan(base::TimeZone zone, std::optional<WeeklySpans> weekly,
                     std::vector<Absence> absences)
    : zone_(std::move(zone)), weekly_(std::move(weekly)), absences_(join(std::move(absences))) {}

base::Result<ShiftPlan> ShiftPlan::make(base::TimeZone zone, std::optional<WeeklySpans> weekly,
                                        std::vector<Absence> absences) {
  if (weekly) {
    if (const auto checked = check_spans(*weekly); !checked) return checked.error();
  }
  for (const Absence& absence : absences) {
    if (absence.until <= absence.from) {
      return base::invalid("", "shift_plan.absence", "An absence ends after it begins.");
    }
  }
  return ShiftPlan(std::move(zone), std::move(weekly), std::move(absences));
}

const Absence* ShiftPlan::absence_at(base::Instant instant) const {
  auto after = std::ranges::upper_bound(absences_, instant, {}, &Absence::from);
  if (after == absences_.begin()) return nullptr;
  --after;
  return instant < after->until ? &*after : nullptr;
}

bool ShiftPlan::is_day_off(base::Date date) const {
  return weekly_ && weekly_->on(std::chrono::weekday(date)).empty();
}

bool ShiftPlan::is_away(base::Instant instant) const {
  return absence_at(instant) != nullptr || (weekly_ && is_day_off(zone_.day_of(instant)));
}

bool ShiftPlan::is_absent(base::Instant instant) const { return absence_at(instant) != nullptr; }

std::optional<base::Instant> ShiftPlan::next_present_from(base::Instant from) const {
  if (weekly_ && weekly_->empty()) return std::nullopt;
  // Ends: each absence is left once, and after one at most six days off follow each other.
  for (base::Instant at = from;;) {
    if (const Absence* absence = absence_at(at)) {
      if (absence->until == base::Instant::max()) return std::nullopt;
      at = absence->until;
      continue;
    }
    const base::Date date = zone_.day_of(at);
    if (!is_day_off(date)) return at;
    at = zone_.day_start(std::chrono::sys_days(date) + std::chrono::days(1));
  }
}

}  // namespace kept::domain
