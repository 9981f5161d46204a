#include "desk/spoken_time.h"

#include <array>
#include <chrono>

namespace kept::desk {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                           "Thursday", "Friday", "Saturday"};
constexpr std::array kJours{"dimanche", "lundi",    "mardi", "mercredi",
                            "jeudi",    "vendredi", "samedi"};
constexpr std::array kMonths{"January", "February", "March",     "April",   "May",      "June",
                             "July",    "August",   "September", "October", "November", "December"};
constexpr std::array kMois{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                           "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

/// With the word that a sentence needs before it.
std::string clock_of(const base::LocalTime& local, const std::string& language) {
  return (language == "fr" ? "à " : "") + clock_words(local, language);
}

std::string dated(const base::LocalTime& local, const std::string& language) {
  const std::string day = day_words(local, language);
  const std::string clock = clock_of(local, language);
  return language == "fr" ? "le " + day + " " + clock : clock + " on " + day;
}

}  // namespace

std::string clock_words(const base::LocalTime& local, const std::string& language) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(local.time_of_day).count();
  const auto hour = minutes / 60;
  const std::string minute = (minutes % 60 < 10 ? "0" : "") + std::to_string(minutes % 60);
  if (language == "fr")
    return std::to_string(hour) + " h" + (minutes % 60 == 0 ? "" : " " + minute);
  return std::to_string(hour % 12 == 0 ? 12 : hour % 12) + ":" + minute +
         (hour < 12 ? " AM" : " PM");
}

std::string day_words(const base::LocalTime& local, const std::string& language) {
  const auto weekday = std::chrono::weekday(sys_days(local.date)).c_encoding();
  const auto month = static_cast<unsigned>(local.date.month()) - 1;
  const auto day = std::to_string(static_cast<unsigned>(local.date.day()));
  if (language == "fr") {
    return std::string(kJours[weekday]) + " " + (day == "1" ? "1er" : day) + " " + kMois[month];
  }
  return std::string(kDays[weekday]) + ", " + kMonths[month] + " " + day;
}

std::string spoken_time(base::Instant at, base::Instant now, const base::TimeZone& zone,
                        const std::string& language) {
  const base::LocalTime local = zone.to_local(at);
  const auto away = sys_days(local.date) - sys_days(zone.to_local(now).date);
  const bool french = language == "fr";
  const std::string clock = clock_of(local, language);
  if (away == days(0)) return french ? "aujourd'hui " + clock : clock + " today";
  if (away == days(1)) return french ? "demain " + clock : clock + " tomorrow";
  return dated(local, language);
}

std::string written_time(base::Instant at, const base::TimeZone& zone,
                         const std::string& language) {
  return dated(zone.to_local(at), language);
}

}  // namespace kept::desk
