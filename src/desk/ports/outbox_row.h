#pragma once

#include <optional>
#include <string>

#include "base/instant.h"
#include "domain/cases/words.h"
#include "domain/ids.h"

namespace kept::desk {

/// Something written that is owed to somebody outside, from the unit of work that decided on it
/// until the next hop has taken it. What it says is written from the case when it is delivered, so
/// nothing personal stands here: what a resident was sent is kept with the events of the case.
struct OutboxRow {
  domain::MessageId id;
  domain::MessagePurpose purpose = domain::MessagePurpose::follow_up;
  domain::CaseId case_id;
  domain::DutyId duty;
  std::optional<domain::ContactId> contact;  ///< who gets it: a resident
  std::optional<domain::StaffId> staff;      ///< or somebody who works here
  domain::Channel channel = domain::Channel::email;
  domain::MessageState state = domain::MessageState::queued;
  base::Instant created_at{};
  base::Instant next_attempt_at{};
  int attempts = 0;
  std::string last_error;  ///< what the next hop said, without addresses
};

}  // namespace kept::desk
