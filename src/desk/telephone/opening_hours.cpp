#include "desk/telephone/opening_hours.h"

#include <algorithm>

#include "desk/ports/telephone.h"

namespace kept::desk {

bool is_answered_at(Reader& reader, base::Instant at) {
  const domain::Calendar& intake = reader.directory()->calendar_of(domain::StaffId{});
  const auto set_up = reader.telephone().set_up();
  if (!set_up || set_up->hours.empty()) return intake.is_working(at);
  const base::LocalTime local = reader.zone().to_local(at);
  if (intake.is_holiday(local.date)) return false;
  const auto& today = set_up->hours.on(std::chrono::weekday(std::chrono::sys_days(local.date)));
  return std::ranges::any_of(today, [&](const domain::DaySpan& span) {
    return span.from <= local.time_of_day && local.time_of_day < span.until;
  });
}

}  // namespace kept::desk
