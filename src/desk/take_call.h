#pragma once

#include <optional>
#include <string>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// The obligation that a call is made for.
struct Purpose {
  domain::CaseId case_id;
  domain::DutyKind kind = domain::DutyKind::promise;
  domain::DutyId duty;
};

struct CallForm {
  bool inbound = true;
  domain::Channel channel = domain::Channel::call;
  std::optional<std::string> phone;  ///< as it was typed or presented
  std::optional<domain::ContactId> contact;
  std::optional<Purpose> purpose;  ///< of an outgoing call
};

/// A conversation begins. Calling for an obligation claims it for ten minutes ("obligation.claimed"
/// when somebody else has), and a call for a promise is linked to it when it is dialled.
[[nodiscard]] base::Result<domain::InteractionId> start_call(Transaction& tx, const Principal& who,
                                                             const CallForm& form);

/// Says who the other side is; whom `who` may name: may_name. When an incoming caller reaches who
/// owes them a promise, that keeps it.
[[nodiscard]] base::Result<base::Done> identify_caller(Transaction& tx, const Principal& who,
                                                       domain::InteractionId interaction,
                                                       domain::ContactId contact);

/// The same of whom a colleague has spoken with, who handed the call over.
[[nodiscard]] base::Result<base::Done> go_on_with(Transaction& tx, const Principal& who,
                                                  domain::InteractionId interaction,
                                                  domain::ContactId contact);

/// What came of an outgoing call. After 'connected', 'refused' says that they answered and would
/// not hear what was owed to them; any other result takes the contact back, on every case that
/// heard of it. What is noted stays beside what is noted at other steps of the conversation. `at`:
/// when the telephone says that it was; without it, now.
[[nodiscard]] base::Result<base::Done> record_result(Transaction& tx, const Principal& who,
                                                     domain::InteractionId interaction,
                                                     domain::AttemptResult result,
                                                     const std::string& note = {},
                                                     std::optional<base::Instant> at = {});

/// The other side was told that we are sorry for what went wrong on this case. Contact alone is no
/// apology.
[[nodiscard]] base::Result<base::Done> record_apology(Transaction& tx, const Principal& who,
                                                      domain::InteractionId interaction,
                                                      domain::CaseId case_id);

/// Wrap-up. A repeat is refused: a conversation ends once.
[[nodiscard]] base::Result<base::Done> end_call(Transaction& tx, const Principal& who,
                                                domain::InteractionId interaction,
                                                const std::string& wrap_up,
                                                const std::string& notes);

struct DangerRecord {
  std::int64_t id = 0;
  bool dialled = false;
};
/// Words of danger were heard, and the operator transferred the caller or saw no need. With a
/// telephone in use the danger's destination is dialled into the call (emergency.h).
[[nodiscard]] base::Result<DangerRecord> record_danger(Transaction& tx, const Principal& who,
                                                       domain::InteractionId interaction,
                                                       const std::string& kind, bool transferred);

}  // namespace kept::desk
