#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "domain/cases/obligations.h"
#include "domain/cases/words.h"
#include "domain/ids.h"

/// What the store keeps of talks with residents.
namespace kept::desk {

/// A conversation. `purpose` is the obligation that an outgoing call was made for.
struct InteractionRow {
  domain::InteractionId id;
  bool inbound = true;
  domain::Channel channel = domain::Channel::call;
  std::optional<std::string> phone;
  std::optional<domain::ContactId> contact;
  domain::StaffId staff;
  base::Instant started_at{};
  std::optional<base::Instant> answered_at;
  std::optional<base::Instant> ended_at;
  std::optional<domain::AttemptResult> result;
  std::optional<std::string> wrap_up;
  std::optional<std::string> notes;
  std::optional<domain::CaseId> purpose_case;
  std::optional<domain::DutyKind> purpose_kind;
  std::optional<domain::DutyId> purpose_duty;
};

/// A conversation as one case shows it, and what else was spoken of in it.
struct CaseConversation {
  InteractionRow talk;
  bool about_others = false;                      ///< other cases too
  std::vector<domain::StaffId> complained_about;  ///< whom complaints among those are about
};

/// Who is calling about an obligation just now; two people do not dial for the same.
struct ClaimRow {
  domain::CaseId case_id;
  domain::DutyKind kind = domain::DutyKind::promise;
  domain::DutyId duty;
  domain::StaffId staff;
  base::Instant until{};
};

}  // namespace kept::desk
