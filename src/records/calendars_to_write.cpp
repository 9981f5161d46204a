#include "records/calendars_to_write.h"

#include <fmt/format.h>

#include <cctype>

#include "base/time_text.h"
#include "records/calendar_file.h"

namespace kept::records {
namespace {

std::int64_t number(unsigned value) { return value; }

struct WriteRule {
  toml::table operator()(const domain::FixedDate& rule) const {
    toml::table table{{"kind", "fixed"},
                      {"month", number(unsigned(rule.date.month()))},
                      {"day", number(unsigned(rule.date.day()))}};
    if (rule.observed_on_monday) table.insert("observed_on_monday", true);
    return table;
  }
  toml::table operator()(const domain::NthWeekday& rule) const {
    return toml::table{{"kind", "nth_weekday"},
                       {"month", number(unsigned(rule.month))},
                       {"nth", number(rule.weekday.index())},
                       {"weekday", kWeekdays[rule.weekday.weekday().c_encoding()]}};
  }
  toml::table operator()(const domain::LastWeekday& rule) const {
    return toml::table{{"kind", "last_weekday"},
                       {"month", number(unsigned(rule.month))},
                       {"weekday", kWeekdays[rule.weekday.c_encoding()]}};
  }
  toml::table operator()(const domain::WeekdayOnOrBefore& rule) const {
    return toml::table{{"kind", "weekday_on_or_before"},
                       {"month", number(unsigned(rule.date.month()))},
                       {"day", number(unsigned(rule.date.day()))},
                       {"weekday", kWeekdays[rule.weekday.c_encoding()]}};
  }
  toml::table operator()(const domain::EasterOffset& rule) const {
    return toml::table{{"kind", "easter"}, {"days", rule.days}};
  }
};

/// "New Year's Day" as a key: new_years_day.
std::string key_of(const std::string& name) {
  std::string key;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0) key += static_cast<char>(std::tolower(byte));
    if (letter == ' ' || letter == '-') key += '_';
  }
  return key.empty() ? "holiday" : key;
}

/// Where `table` stands among `known` already, or else puts it there, as `suggestion` or with a
/// number behind it.
std::string name_among(toml::table& known, const toml::table& table,
                       const std::string& suggestion) {
  for (const auto& [key, other] : known) {
    if (*other.as_table() == table) return std::string(key.str());
  }
  std::string key = suggestion;
  for (int count = 2; known.contains(key); ++count) key = fmt::format("{}_{}", suggestion, count);
  known.insert(key, table);
  return key;
}

}  // namespace

toml::table write_week(const domain::WeeklySpans& week) {
  toml::table table;
  for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
    if (week.days[day].empty()) continue;
    toml::array spans;
    for (const domain::DaySpan& span : week.days[day]) {
      spans.push_back(fmt::format("{:02}:{:02}-{:02}:{:02}", span.from.count() / 60,
                                  span.from.count() % 60, span.until.count() / 60,
                                  span.until.count() % 60));
    }
    table.insert(kWeekdays[day], std::move(spans));
  }
  table.is_inline(true);
  return table;
}

std::string CalendarsToWrite::name_of(const domain::HolidayRule& rule) {
  toml::table table = std::visit(WriteRule{}, rule.when);
  table.insert("name", rule.name);
  if (rule.first_year) table.insert("first_year", int(*rule.first_year));
  if (rule.last_year) table.insert("last_year", int(*rule.last_year));
  return name_among(holidays_, table, key_of(rule.name));
}

std::string CalendarsToWrite::name_of(const domain::CalendarRules& rules,
                                      const std::string& suggestion) {
  toml::array holidays;
  for (const domain::HolidayRule& rule : rules.holidays) holidays.push_back(name_of(rule));
  toml::table table{{"hours", write_week(rules.hours)}, {"holidays", std::move(holidays)}};
  toml::array closures;
  for (const domain::Closure& closure : rules.closures) {
    toml::table entry{{"from", base::format_wall(closure.from)},
                      {"until", base::format_wall(closure.until)},
                      {"reason", closure.reason}};
    entry.is_inline(true);
    closures.push_back(std::move(entry));
  }
  if (!closures.empty()) table.insert("closures", std::move(closures));
  return name_among(calendars_, table, suggestion);
}

toml::table CalendarsToWrite::file() const {
  return toml::table{{"holiday", holidays_}, {"calendar", calendars_}};
}

}  // namespace kept::records
