#include "records/calendar_file.h"

#include <array>
#include <cstdio>
#include <optional>

#include "base/time_text.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::array<const char*, 7> kWeekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

base::Error wrong(const std::string& where, const std::string& message) {
  return base::invalid("/" + where, "config.wrong", where + ": " + message);
}

std::optional<std::chrono::weekday> weekday_of(const std::string& name) {
  for (unsigned day = 0; day < kWeekdays.size(); ++day) {
    if (name == kWeekdays[day]) return std::chrono::weekday(day);
  }
  return std::nullopt;
}

std::optional<domain::DaySpan> span_of(const std::string& text) {
  int from_hour = 0;
  int from_minute = 0;
  int until_hour = 0;
  int until_minute = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d", &from_hour, &from_minute, &until_hour,
                  &until_minute) != 4) {
    return std::nullopt;
  }
  return domain::DaySpan{std::chrono::hours(from_hour) + std::chrono::minutes(from_minute),
                         std::chrono::hours(until_hour) + std::chrono::minutes(until_minute)};
}

Result<domain::HolidayRule> holiday_of(const std::string& key, const toml::table& table) {
  domain::HolidayRule rule;
  rule.name = table["name"].value_or(key);
  const std::string kind = table["kind"].value_or("");
  const std::chrono::month month(table["month"].value_or(1U));
  const std::chrono::day day(table["day"].value_or(1U));
  const auto weekday = weekday_of(table["weekday"].value_or("mon"));
  if (!weekday) return wrong("holiday." + key, "the weekday is one of mon … sun");
  if (kind == "fixed") {
    rule.when = domain::FixedDate{month / day, table["observed_on_monday"].value_or(false)};
  } else if (kind == "nth_weekday") {
    rule.when = domain::NthWeekday{month, (*weekday)[table["nth"].value_or(1U)]};
  } else if (kind == "last_weekday") {
    rule.when = domain::LastWeekday{month, *weekday};
  } else if (kind == "weekday_on_or_before") {
    rule.when = domain::WeekdayOnOrBefore{month / day, *weekday};
  } else if (kind == "easter") {
    rule.when = domain::EasterOffset{table["days"].value_or(0)};
  } else {
    return wrong("holiday." + key, "there is no such kind of holiday");
  }
  if (const auto year = table["first_year"].value<int>()) {
    rule.first_year = std::chrono::year(*year);
  }
  if (const auto year = table["last_year"].value<int>()) rule.last_year = std::chrono::year(*year);
  if (auto fine = domain::check_rule(rule); !fine.ok()) return fine.error();
  return rule;
}

Result<std::vector<domain::Closure>> closures_of(const std::string& key,
                                                 const toml::table& calendar) {
  std::vector<domain::Closure> closures;
  const toml::array* entries = calendar["closures"].as_array();
  if (entries == nullptr) return closures;
  for (const auto& entry : *entries) {
    const toml::table* closure = entry.as_table();
    if (closure == nullptr) return wrong("calendar." + key, "a closure has from and until");
    const auto from = base::parse_wall((*closure)["from"].value_or(std::string()));
    const auto until = base::parse_wall((*closure)["until"].value_or(std::string()));
    if (!from.ok() || !until.ok()) {
      return wrong("calendar." + key, "a closure's time is written \"2026-12-24T12:00\"");
    }
    closures.push_back({from.value(), until.value(), (*closure)["reason"].value_or("")});
  }
  return closures;
}

}  // namespace

Result<domain::WeeklySpans> read_week(const toml::table& week) {
  domain::WeeklySpans spans;
  for (const auto& [name, value] : week) {
    const auto weekday = weekday_of(std::string(name.str()));
    const toml::array* texts = value.as_array();
    if (!weekday || texts == nullptr) {
      return wrong("hours", "each of mon … sun has a list of spans such as \"08:30-16:30\"");
    }
    for (const auto& text : *texts) {
      const auto span = span_of(text.value_or(std::string()));
      if (!span) return wrong("hours", "a span is written \"08:30-16:30\"");
      spans.days[weekday->c_encoding()].push_back(*span);
    }
  }
  if (auto fine = domain::check_spans(spans); !fine.ok()) return fine.error();
  return spans;
}

Result<std::map<std::string, domain::CalendarRules>> read_calendars(const toml::table& file,
                                                                    const base::TimeZone& zone) {
  std::map<std::string, domain::HolidayRule> holidays;
  if (const toml::table* table = file["holiday"].as_table()) {
    for (const auto& [key, value] : *table) {
      auto rule = holiday_of(std::string(key.str()), *value.as_table());
      if (!rule.ok()) return rule.error();
      holidays[std::string(key.str())] = rule.value();
    }
  }
  std::map<std::string, domain::CalendarRules> calendars;
  const toml::table* table = file["calendar"].as_table();
  if (table == nullptr) return wrong("calendars.toml", "there is no calendar");
  for (const auto& [name, value] : *table) {
    const std::string key(name.str());
    const toml::table* hours = value.as_table() ? (*value.as_table())["hours"].as_table() : nullptr;
    if (hours == nullptr) return wrong("calendar." + key, "it has no hours");
    auto week = read_week(*hours);
    if (!week.ok()) return week.error();
    domain::CalendarRules rules;
    rules.zone = zone;
    rules.hours = week.value();
    if (const toml::array* names = (*value.as_table())["holidays"].as_array()) {
      for (const auto& holiday : *names) {
        const auto found = holidays.find(holiday.value_or(std::string()));
        if (found == holidays.end()) return wrong("calendar." + key, "unknown holiday");
        rules.holidays.push_back(found->second);
      }
    }
    auto closures = closures_of(key, *value.as_table());
    if (!closures.ok()) return closures.error();
    rules.closures = std::move(closures).value();
    calendars[key] = std::move(rules);
  }
  return calendars;
}

}  // namespace kept::records
