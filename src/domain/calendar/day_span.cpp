#include "domain/calendar/day_span.h"

#include <algorithm>
#include <utility>

namespace kept::domain {

bool WeeklySpans::empty() const {
  return std::ranges::all_of(days, [](const auto& spans) { return spans.empty(); });
}

WeeklySpans WeeklySpans::business_week(DaySpan span) {
  WeeklySpans week;
  for (std::chrono::weekday day = std::chrono::Monday; day != std::chrono::Saturday; ++day) {
    week.days[day.c_encoding()] = {span};
  }
  return week;
}

WeeklySpans WeeklySpans::every_day(std::vector<DaySpan> spans) {
  WeeklySpans week;
  week.days.fill(std::move(spans));
  return week;
}

base::Result<base::Done> check_spans(const WeeklySpans& spans) {
  for (const auto& day : spans.days) {
    std::chrono::minutes free_from{0};
    for (const DaySpan& span : day) {
      if (span.from < free_from || span.until <= span.from || span.until > std::chrono::days(1)) {
        return base::invalid("", "calendar.spans",
                             "Hours of a day must follow each other between 0:00 and 24:00.");
      }
      free_from = span.until;
    }
  }
  return base::Done{};
}

}  // namespace kept::domain
