#include "domain/cases/rules.h"

#include <algorithm>

#include "domain/cases/obligations.h"
#include "domain/cases/telling.h"

namespace kept::domain {
namespace {

bool must_be_told(const Case& state) {
  if (state.state != CaseState::closed) return false;
  const bool in_error = state.outcome && state.outcome->resolution == Resolution::entered_in_error;
  return state.close_reason != CloseReason::joined && !in_error;
}

bool was_checked(const Case& state) {
  if (state.close_reason == CloseReason::silence) {
    return std::any_of(state.messages.begin(), state.messages.end(), [](const Message& message) {
      return message.purpose == MessagePurpose::follow_up &&
             message.state == MessageState::accepted;
    });
  }
  if (state.close_reason != CloseReason::told_and_checked) return true;
  if (state.follow_up_policy == FollowUpPolicy::none || !state.reporter_reachable) return true;
  return state.checked;
}

void check_owners(const Case& state, const Directory& people, std::vector<Breach>& breaches) {
  for (const Obligation& duty : obligations(state)) {
    const StaffMember* owner = people.find(duty.owner);
    if (owner == nullptr || !owner->active) {
      breaches.push_back({2, "an obligation is owned by nobody who works here"});
    }
  }
}

}  // namespace

std::vector<Breach> check_rules(const Case& state, const Directory& people) {
  std::vector<Breach> breaches;
  if (state.historic) return breaches;
  const auto owed = obligations(state);
  if (state.state != CaseState::closed && owed.empty()) {
    breaches.push_back({1, "nobody owes anything on a case that is not closed"});
  }
  check_owners(state, people, breaches);
  if (must_be_told(state) && !everybody_heard(state)) {
    breaches.push_back({3, "closed, and somebody was not told"});
  }
  const bool is_owed = std::any_of(state.promises.begin(), state.promises.end(),
                                   [](const Promise& promise) { return promise.is_owed(); });
  if (state.state == CaseState::closed && is_owed) {
    breaches.push_back({1, "closed, and a promise is still to be kept"});
  }
  if (state.state == CaseState::closed && !was_checked(state)) {
    breaches.push_back({4, "closed without the check that the resident heard"});
  }
  for (const Promise& promise : state.promises) {
    if (promise.state == PromiseState::kept && promise.contact_at > promise.due.instant) {
      breaches.push_back({1, "kept after its due instant"});
    }
    if (promise.state == PromiseState::broken && !promise.broken_reason) {
      breaches.push_back({1, "broken without a reason"});
    }
  }
  return breaches;
}

}  // namespace kept::domain
