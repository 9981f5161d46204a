#include "records/calendar_file.h"

#include <cstdio>
#include <optional>

#include "base/time_text.h"

namespace kept::records {
namespace {

using base::Result;

std::optional<std::chrono::weekday> weekday_of(const std::string& name) {
  for (unsigned day = 0; day < kWeekdays.size(); ++day) {
    if (name == kWeekdays[day]) return std::chrono::weekday(day);
  }
  return std::nullopt;
}

/// nth_weekday, fixed, …: each kind has its own keys; others are unknown.
void read_when(CheckedTable& table, domain::HolidayRule& rule) {
  const std::string kind = table.needed("kind");
  const auto month = [&] { return std::chrono::month(unsigned(table.number("month", 1, 1, 12))); };
  const auto day = [&] { return std::chrono::day(unsigned(table.number("day", 1, 1, 31))); };
  const auto weekday = [&] {
    const auto found = weekday_of(table.needed("weekday"));
    if (!found) table.wrong("weekday", "the weekday is one of mon … sun");
    return found.value_or(std::chrono::Monday);
  };
  if (kind == "fixed") {
    rule.when = domain::FixedDate{month() / day(), table.flag("observed_on_monday", false)};
  } else if (kind == "nth_weekday") {
    rule.when = domain::NthWeekday{month(), weekday()[unsigned(table.number("nth", 1, 1, 5))]};
  } else if (kind == "last_weekday") {
    rule.when = domain::LastWeekday{month(), weekday()};
  } else if (kind == "weekday_on_or_before") {
    rule.when = domain::WeekdayOnOrBefore{month() / day(), weekday()};
  } else if (kind == "easter") {
    constexpr int kDaysAround = 100;
    rule.when = domain::EasterOffset{int(table.number("days", 0, -kDaysAround, kDaysAround))};
  } else {
    table.wrong("kind", "there is no such kind of holiday");
  }
}

domain::HolidayRule holiday_of(const std::string& key, CheckedTable& table) {
  domain::HolidayRule rule;
  rule.name = table.has("name") ? table.needed("name") : key;
  read_when(table, rule);
  const auto year = [&](const char* name) -> std::optional<std::chrono::year> {
    if (!table.has(name)) return std::nullopt;
    return std::chrono::year(int(table.number(name, 2000, 1, 9998)));
  };
  rule.first_year = year("first_year");
  rule.last_year = year("last_year");
  if (const auto fine = domain::check_rule(rule); !fine.ok()) table.wrong("", fine.error().message);
  return rule;
}

std::vector<domain::Closure> closures_of(CheckedTable& calendar) {
  std::vector<domain::Closure> closures;
  for (CheckedTable& closure : calendar.tables("closures")) {
    const auto from = base::parse_wall(closure.needed("from"));
    const auto until = base::parse_wall(closure.needed("until"));
    const std::string reason = closure.text("reason");
    if (!from.ok() || !until.ok()) {
      closure.wrong(from.ok() ? "until" : "from",
                    "a closure's time is written \"2026-12-24T12:00\"");
    } else {
      closures.push_back({from.value(), until.value(), reason});
    }
    (void)closure.close();  // noted in the file
  }
  return closures;
}

domain::CalendarRules calendar_of(CheckedTable& table, const base::TimeZone& zone,
                                  const std::map<std::string, domain::HolidayRule>& holidays) {
  domain::CalendarRules rules;
  rules.zone = zone;
  if (const auto hours = read_week(table, "hours")) {
    rules.hours = *hours;
  } else {
    table.wrong("hours", "it has no hours");
  }
  for (const std::string& name : table.texts("holidays")) {
    const auto found = holidays.find(name);
    if (found != holidays.end()) {
      rules.holidays.push_back(found->second);
    } else {
      table.wrong("holidays", "there is no holiday " + name);
    }
  }
  rules.closures = closures_of(table);
  return rules;
}

}  // namespace

std::optional<domain::DaySpan> read_span(const std::string& text) {
  int from_hour = 0;
  int from_minute = 0;
  int until_hour = 0;
  int until_minute = 0;
  int used = 0;
  const int read = std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d%n", &from_hour, &from_minute,
                               &until_hour, &until_minute, &used);
  if (read != 4 || used != static_cast<int>(text.size())) return std::nullopt;
  return domain::DaySpan{std::chrono::hours(from_hour) + std::chrono::minutes(from_minute),
                         std::chrono::hours(until_hour) + std::chrono::minutes(until_minute)};
}

std::optional<domain::WeeklySpans> read_week(CheckedTable& table, const std::string& key) {
  auto week = table.table(key);
  if (!week) return std::nullopt;
  domain::WeeklySpans spans;
  for (unsigned day = 0; day < kWeekdays.size(); ++day) {
    for (const std::string& text : week->texts(kWeekdays[day])) {
      if (const auto span = read_span(text)) {
        spans.days[day].push_back(*span);
      } else {
        week->wrong(kWeekdays[day], "a span is written \"08:30-16:30\"");
      }
    }
  }
  if (const auto fine = domain::check_spans(spans); !fine.ok()) {
    table.wrong(key, fine.error().message);
  }
  (void)week->close();  // noted in the file
  return spans;
}

Result<std::map<std::string, domain::CalendarRules>> read_calendars(TomlFile& file,
                                                                    const base::TimeZone& zone) {
  CheckedTable root(file);
  std::map<std::string, domain::HolidayRule> holidays;
  for (auto& [key, table] : root.each("holiday")) {
    holidays[key] = holiday_of(key, table);
    if (auto fine = table.close(); !fine.ok()) return fine.error();
  }
  std::map<std::string, domain::CalendarRules> calendars;
  for (auto& [key, table] : root.each("calendar")) {
    calendars[key] = calendar_of(table, zone, holidays);
    if (auto fine = table.close(); !fine.ok()) return fine.error();
  }
  if (!calendars.contains("intake")) root.wrong("calendar", "there is no calendar intake");
  if (auto fine = root.close(); !fine.ok()) return fine.error();
  return calendars;
}

}  // namespace kept::records
