#pragma once

#include <optional>
#include <vector>

#include "base/instant.h"
#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"
#include "domain/promises/promise.h"

/// What can happen to a promise; for the rules of events see events.h.
namespace kept::domain {

struct PromiseMade {
  Promise promise;
};
struct PromiseDialled {
  DutyId id;
  InteractionId interaction;
};
struct PromiseKept {
  DutyId id;
  Evidence evidence = Evidence::call;
  base::Instant contact_at{};
  std::optional<InteractionId> interaction;
  std::optional<StaffId> said_by;  ///< whose word it is, when it is a word
  PersonalRef note;
};
struct PromiseWordGiven {  ///< staff says so, after due: shown, and changes nothing yet
  DutyId id;
  base::Instant contact_at{};
  std::optional<StaffId> said_by;
  PersonalRef note;
};
struct PromiseMended {
  DutyId id;
  base::Instant contact_at{};
  std::optional<InteractionId> interaction;  ///< older ones do not say
};
struct PromiseUnreached {
  DutyId id;
};
struct PromiseBroken {
  DutyId id;
  BrokenReason reason = BrokenReason::clock;
};
struct PromiseDisputed {
  DutyId id;
};
struct PromiseReleased {
  DutyId id;
  PersonalRef note;
};
struct PromiseMoved {
  DutyId id;
  DutyId successor;
};
struct PromiseRetimed {  ///< the clocks' rules changed: what was told is another instant (rule 6)
  DutyId id;
  DueTime due;
  base::Instant first_due{};
  std::vector<base::Instant> reminders;
};
struct MoreTimeWanted {  ///< said by who owes it; nothing moves before the resident agreed
  DutyId id;
  base::Instant until{};
  std::optional<StaffId> said_by;
};
struct PromiseDeclined {  ///< 'not ours': somebody else owes it from then on
  DutyId id;
  PersonalRef reason;
  std::optional<StaffId> said_by;
};

}  // namespace kept::domain
