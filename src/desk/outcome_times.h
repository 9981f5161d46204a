#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/ports/spans.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// How long it took from a request to its outcome, by the clock on the wall: nights and days off
/// count. It is not the working time in which targets are set.
struct TimeToOutcome {
  int requests = 0;
  int with_outcome = 0;
  std::optional<base::Duration> half;         ///< half have their outcome within this
  std::optional<base::Duration> nine_in_ten;  ///< nothing: so many have none yet
};

/// Requests without an outcome count for as long as they are known to have had none, and no longer
/// (Kaplan and Meier): to leave them out would make a city look quicker than it is.
[[nodiscard]] TimeToOutcome time_to_outcome(std::vector<OutcomeSpan> spans);

/// Of one service; cases and records of the time before are of one where their codes are the same.
struct ServiceTimes {
  std::optional<domain::ServiceId> service;  ///< nothing: the city has none with this code any more
  std::string code;
  std::string name;  ///< as the records have it; where there is a service, the catalogue knows
  TimeToOutcome all;
  TimeToOutcome cases;
  TimeToOutcome records;
  bool is_whole = true;  ///< else of more only the newest were looked at
};

struct PeriodForm {
  std::optional<std::string> from;   ///< day; nothing: a year ago
  std::optional<std::string> until;  ///< last day; nothing: today
  std::optional<std::string> layer;
  std::optional<std::string> area;  ///< code in that layer, of those that are in force today
};

struct OutcomeTimes {
  base::Date from{};
  base::Date until{};
  std::vector<ServiceTimes> services;  ///< those with requests of the period; most of them first
};

/// Over what was opened in a period.
[[nodiscard]] base::Result<OutcomeTimes> outcome_times(Reader& reader, const PeriodForm& form);

/// What an operator may say of a service: that nine in ten had their outcome within so many days.
/// It binds nobody; promises are made apart.
struct UsualTime {
  std::optional<int> days;  ///< nothing: too few stand behind it, or too many wait
  int requests = 0;
};
/// Fewer with an outcome, over a year, tell nothing.
inline constexpr int kUsualFrom = 30;

[[nodiscard]] base::Result<UsualTime> usual_time(Reader& reader, domain::ServiceId service);

}  // namespace kept::desk
