#pragma once

#include <optional>

#include "domain/cases/outage.h"
#include "domain/cases/telling.h"

namespace kept::domain {

/// Records what the clock has already decided: a promise whose due instant has passed is broken,
/// whether the keeper came by or not. Decisions about promises begin with it. While the clock is in
/// doubt it has decided nothing (rule 9).
void catch_up(Decision& decision);

/// Why a promise is broken whose time has passed: in an outage nobody could have kept it.
[[nodiscard]] BrokenReason late_because(const std::optional<Outage>& outage, base::Instant due);

/// Breaks a promise as of `as_of`, and in the same unit owes the apology.
void break_promise(Decision& decision, DutyId promise, BrokenReason reason, base::Instant as_of);

/// Whether this conversation can keep the promise: it is not the one in which it was made, nor one
/// that began before.
[[nodiscard]] bool can_keep(const Promise& promise, const Conversation& talk);

/// Real contact with the beneficiary: by due it keeps the promise, later it mends it. A call from
/// the resident keeps it too, marked so.
void keep_by_contact(Decision& decision, DutyId promise, const Conversation& talk);

/// A message to the beneficiary was accepted by the next hop at `accepted_at`.
void keep_by_message(Decision& decision, DutyId promise, base::Instant accepted_at);

/// A staff member's word that contact was made at `contact_at`. Recorded by due it keeps the
/// promise; recorded later it is shown, and leaves the promise broken until the resident confirms.
struct WordOfContact {
  base::Instant contact_at{};
  StaffId said_by;
  PersonalRef note;
};
[[nodiscard]] base::Result<base::Done> keep_on_word(Decision& decision, DutyId promise,
                                                    const WordOfContact& word);

/// The resident confirms that contact was made when staff said.
void resident_confirms(Decision& decision, ContactId contact);

/// The resident says that nobody was in touch: what rested on staff's word is broken, what the
/// system recorded is disputed and a supervisor decides. Not what the conversation kept in which
/// they say so.
void resident_denies(Decision& decision, const Conversation& talk);

/// Somebody has dialled for this promise: the call is linked before anybody answers.
void link_call(Decision& decision, DutyId promise, InteractionId interaction);

}  // namespace kept::domain
