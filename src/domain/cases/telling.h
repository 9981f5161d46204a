#pragma once

#include <vector>

#include "base/result.h"
#include "domain/cases/decision.h"

namespace kept::domain {

/// A conversation with a resident, as far as deciding needs it.
struct Conversation {
  InteractionId id;
  ContactId contact;
  StaffId staff;
  bool inbound = false;
  Channel channel = Channel::call;
  /// When the resident's side was there; nothing: not answered (yet), which makes it an attempt.
  std::optional<base::Instant> answered_at;
  std::optional<base::Instant> ended_at{};
  /// Of a call that was made: whether it went to the number that the promise names.
  bool to_promised_number = true;
};

/// Who must have heard the outcome before the case may close (rule 3): the reporter, and everyone
/// who holds a promise on the case.
[[nodiscard]] std::vector<ContactId> must_hear(const Case& state);

[[nodiscard]] bool is_reachable(const Case& state, ContactId contact);

/// A number or an address of the reporter became known: from now on they have to hear the outcome.
/// Nothing, where that is so already or the case is closed.
void reporter_became_reachable(Decision& decision);

/// Told, and not only tried in vain.
[[nodiscard]] bool has_heard(const Case& state, ContactId contact);

[[nodiscard]] bool everybody_heard(const Case& state);

/// Fails unless the resident's side is in the conversation, or was until so shortly ago that it may
/// still be wrapped up: what an old one is said to have told, nobody can know any more.
[[nodiscard]] base::Result<base::Done> needs_answer(const Decision& decision,
                                                    const Conversation& talk);

/// The resident heard the outcome in this conversation, or waived hearing it. Keeps (or mends) what
/// was promised to that contact. Refused in a conversation with somebody who has no part in the
/// case.
[[nodiscard]] base::Result<base::Done> tell_resident(Decision& decision, const Conversation& talk,
                                                     bool waived);

/// The same without the check that there is an outcome: contact was made. Used by whatever is a
/// real contact with the resident.
void contact_was_made(Decision& decision, const Conversation& talk);

/// The resident is in this conversation: what was tried in vain before does not stand any more.
/// What is owed to them still is.
void can_be_reached(Decision& decision, const Conversation& talk);

/// Somebody said in this conversation that we are sorry. That the resident was reached is not yet
/// an apology: who spoke says so. Refused when none is owed to them.
[[nodiscard]] base::Result<base::Done> apologise(Decision& decision, const Conversation& talk);

}  // namespace kept::domain
