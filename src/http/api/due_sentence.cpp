#include "http/api/due_sentence.h"

#include <array>

namespace kept::http {
namespace {

constexpr std::array kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                           "Thursday", "Friday", "Saturday"};
constexpr std::array kJours{"dimanche", "lundi",    "mardi", "mercredi",
                            "jeudi",    "vendredi", "samedi"};
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kMois{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                           "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

struct Moment {
  int hour = 0;
  int minute = 0;
  unsigned weekday = 0;
  unsigned month = 1;
  unsigned day = 1;
  bool today = false;
};

Moment moment(base::Instant at, const base::TimeZone& zone, base::Instant now) {
  const base::LocalTime local = zone.to_local(at);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.time_of_day).count();
  const std::chrono::weekday weekday{std::chrono::sys_days(local.date)};
  return {static_cast<int>(minutes / 60),
          static_cast<int>(minutes % 60),
          weekday.c_encoding(),
          static_cast<unsigned>(local.date.month()),
          static_cast<unsigned>(local.date.day()),
          zone.to_local(now).date == local.date};
}

std::string two_digits(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

std::string english(const Moment& when) {
  const int hour = when.hour % 12 == 0 ? 12 : when.hour % 12;
  const std::string clock =
      std::to_string(hour) + ":" + two_digits(when.minute) + (when.hour < 12 ? " AM" : " PM");
  if (when.today) return clock + " today";
  return clock + " on " + kDays[when.weekday] + ", " + kMonths[when.month - 1] + " " +
         std::to_string(when.day);
}

std::string french(const Moment& when) {
  std::string clock = std::to_string(when.hour) + " h";
  if (when.minute != 0) clock += " " + two_digits(when.minute);
  if (when.today) return "d'ici " + clock + " aujourd'hui";
  const std::string day = when.day == 1 ? "1er" : std::to_string(when.day);
  return std::string("d'ici ") + kJours[when.weekday] + " " + day + " " + kMois[when.month - 1] +
         ", " + clock;
}

}  // namespace

desk::Localised due_sentence(const domain::DueTime& due, const base::TimeZone& zone,
                             base::Instant now, const std::string& owner) {
  const Moment when = moment(due.instant, zone, now);
  if (owner.empty()) {
    return {"I will call you back by " + english(when) + ".",
            "Je vous rappellerai " + french(when) + "."};
  }
  return {owner + " will call you by " + english(when) + ".",
          owner + " vous appellera " + french(when) + "."};
}

}  // namespace kept::http
