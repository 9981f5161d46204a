#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "base/time_zone.h"
#include "domain/calendar/day_span.h"
#include "domain/calendar/holiday_rule.h"

namespace kept::domain {

/// Closed [from, until) in local time, on top of hours and holidays (a storm, a moving day).
struct Closure {
  base::WallTime from;
  base::WallTime until;
  std::string reason = {};
};

/// A calendar as it is entered and stored.
struct CalendarRules {
  base::TimeZone zone = base::TimeZone::utc();
  WeeklySpans hours = {};
  std::vector<HolidayRule> holidays = {};
  std::vector<Closure> closures = {};
};

/// [from, until) on the time line.
struct TimeSpan {
  base::Instant from;
  base::Instant until;

  bool operator==(const TimeSpan&) const = default;
};

/// Working time of a department: pure arithmetic on the time line, for spans that are entered in
/// local time. Edges of spans follow base::TimeZone::to_instant, so that an hour that comes twice
/// counts twice and one that does not exist counts nothing. Cheap to copy; immutable, so any thread
/// may use it.
///
/// It knows the years 1970 to 2099; outside them nothing is working time. Where an answer needs
/// working time that never comes, or not within two years of the last, the error is
/// "calendar.no_working_time".
class Calendar {
 public:
  static base::Result<Calendar> make(CalendarRules rules);
  /// Every instant is working time; needs no rules.
  static Calendar round_the_clock(const base::TimeZone& zone);

  [[nodiscard]] const CalendarRules& rules() const;
  [[nodiscard]] const base::TimeZone& zone() const;

  [[nodiscard]] bool is_working(base::Instant instant) const;
  [[nodiscard]] bool is_holiday(base::Date date) const;

  /// The working time of a local day in order, after holidays and closures; empty on a day off.
  [[nodiscard]] std::vector<TimeSpan> working_spans(base::Date date) const;

  /// Working time in [from, until); zero when until <= from.
  [[nodiscard]] base::Duration working_time_between(base::Instant from, base::Instant until) const;

  /// The first instant at which `amount` of working time has passed since `from`; `from` itself for
  /// zero. A negative amount is refused.
  [[nodiscard]] base::Result<base::Instant> add_working_time(base::Instant from,
                                                             base::Duration amount) const;

  /// The instant at which `percent` (0 to 100) of the working time between the two has passed,
  /// never after `due`. Where there is no working time between them, that share of plain time.
  [[nodiscard]] base::Instant share_of_working_time(base::Instant from, base::Instant due,
                                                    int percent) const;

  /// The same local time `days` working days on, but not before that day's opening nor after its
  /// closing. Days count from the day after `from`; `days` below 1 is refused.
  [[nodiscard]] base::Result<base::Instant> working_days_later(base::Instant from, int days) const;

  /// `from` itself when it is working time.
  [[nodiscard]] base::Result<base::Instant> next_working_instant(base::Instant from) const;

 private:
  struct Data;
  explicit Calendar(std::shared_ptr<const Data> data);
  std::shared_ptr<const Data> data_;
};

}  // namespace kept::domain
