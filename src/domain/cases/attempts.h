#pragma once

#include "domain/cases/obligations.h"
#include "domain/cases/telling.h"

namespace kept::domain {

/// What came of a call that was made for an obligation. `connected` and `refused` are contact;
/// everything else is an attempt, counted by the contact policy: so many, on so many days, in so
/// many parts of the day, before somebody counts as unreachable.
[[nodiscard]] base::Result<base::Done> record_attempt(Decision& decision, const Conversation& talk,
                                                      DutyKind kind, DutyId id,
                                                      AttemptResult result);

/// Who was reached would hear no apology, and is owed none any more: nobody can be made to hear
/// one, and calling them again and again makes none.
void waive_apologies(Decision& decision, const Conversation& talk);

/// Wrap-up takes back what was recorded as contact: it was voicemail, or somebody else. What the
/// call was for is then one more attempt, and what it kept besides is owed again. `duty`: what it
/// was for, on the case that has it; other cases heard of it. False, and nothing happens, where
/// nothing rests on this call.
[[nodiscard]] bool withdraw_contact(Decision& decision, const Conversation& talk,
                                    const std::optional<DutyRef>& duty, AttemptResult result);

/// The resident called and reached who owes them a promise, before due: that keeps it.
void resident_called(Decision& decision, const Conversation& talk);

[[nodiscard]] bool is_contact(AttemptResult result);

}  // namespace kept::domain
