#include "domain/telephone/call_party.h"

#include <algorithm>

namespace kept::domain {

using std::chrono::minutes;

void answers(CallParty& party, base::Instant at) {
  party.answered_at = std::max(at, party.asked_at);
  party.not_come.reset();
}

void leaves(CallParty& party, base::Instant at, std::optional<NotCome> why) {
  party.left_at = std::max(at, party.answered_at.value_or(party.asked_at));
  if (!party.answered_at && !party.not_come) party.not_come = why;
}

minutes billed_minutes(const CallParty& party, base::Instant now) {
  if (!party.answered_at) return minutes{0};
  const auto there = party.left_at.value_or(now) - *party.answered_at;
  return std::max(std::chrono::ceil<minutes>(there), minutes{1});
}

}  // namespace kept::domain
