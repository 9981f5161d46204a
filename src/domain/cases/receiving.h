#pragma once

#include "domain/cases/decision.h"

namespace kept::domain {

struct NewUpdate {
  ClaimedStatus status = ClaimedStatus::unchanged;
  PersonalRef text;
  PersonalRef from;
  base::Instant written_at{};  ///< by the other system's clock
};

/// The application that a request came with tells something. What it says of the status is kept as
/// its claim: whoever owes something here reads it, and nothing is closed by it, nor by the silence
/// after it: once there is an outcome, a person answers. Only "reopen" does what it says, for a
/// resident may always ask for that; on an open case there is nothing to do, and a duplicate is
/// reopened through the case that stands, by the caller. Returns the number of the update's event.
int receive_update(Decision& decision, const NewUpdate& update);

}  // namespace kept::domain
