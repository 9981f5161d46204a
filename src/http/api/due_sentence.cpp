#include "http/api/due_sentence.h"

#include "desk/spoken_time.h"

namespace kept::http {
namespace {

std::string english(const base::LocalTime& due, bool today) {
  return desk::clock_words(due, "en") + (today ? " today" : " on " + desk::day_words(due, "en"));
}

std::string french(const base::LocalTime& due, bool today) {
  const std::string clock = desk::clock_words(due, "fr");
  return "d'ici " + (today ? clock + " aujourd'hui" : desk::day_words(due, "fr") + ", " + clock);
}

}  // namespace

desk::Localised due_sentence(const domain::DueTime& due, const base::TimeZone& zone,
                             base::Instant now, const std::string& owner) {
  const base::LocalTime local = zone.to_local(due.instant);
  const bool today = zone.to_local(now).date == local.date;
  if (owner.empty()) {
    return {"I will call you back by " + english(local, today) + ".",
            "Je vous rappellerai " + french(local, today) + "."};
  }
  return {owner + " will call you by " + english(local, today) + ".",
          owner + " vous appellera " + french(local, today) + "."};
}

}  // namespace kept::http
