#pragma once

#include <optional>

#include "base/result.h"
#include "domain/cases/decision.h"

/// What is written to residents. A message is first queued, as an event in the unit of work that
/// decides on it; only what the next hop says afterwards is evidence that anything was sent.
namespace kept::domain {

/// The follow-up asks in writing, or, when there is no address any more, becomes a call.
void follow_up_in_writing(Decision& decision, DutyId follow_up);

/// Sends the outcome to somebody who must hear it: until it counts as told, a call to them stays
/// owed. Or to somebody who follows the case, which holds nothing. Fails with
/// "contact.no_written_channel" for whom there is no address.
[[nodiscard]] base::Result<base::Done> tell_in_writing(Decision& decision, ContactId contact);

/// Who has not heard the outcome, and to whom nothing is under way: first who must hear it, then
/// who follows the case.
[[nodiscard]] std::vector<ContactId> waiting_for_outcome(const Case& state);

/// The message for this series of attempts was not sent back for a day: the resident is told.
void told_in_writing(Decision& decision, DutyId series);

/// They have said or written something since, and not that they know the outcome: no silence ends
/// the case, no message alone tells them, and a person is in touch instead.
void no_more_in_writing(Decision& decision, ContactId contact,
                        std::optional<InteractionId> said_in);

/// Those who only follow the case are sent the outcome; their failures hold nothing.
void send_outcome_to_followers(Decision& decision);

/// The next hop took the message, with this text, at `at`.
void message_accepted(Decision& decision, MessageId message, const SentText& sent,
                      base::Instant at);

/// The message had been taken, and came back: whom it told has not been told, what it kept is
/// broken, and a case that was closed on it is open again (rule 3). Fails with
/// "message.not_accepted" when it was never taken or has come back already, and with
/// "message.bounce_too_late" after the policy's days.
[[nodiscard]] base::Result<base::Done> message_bounced(Decision& decision, MessageId message);

/// It will never be taken: a person calls instead, so that nobody is forgotten.
void message_failed(Decision& decision, MessageId message, MessageFailure why);

/// What it says is not true any more, and it had not been sent.
void message_withdrawn(Decision& decision, MessageId message);

/// Whether it still says the truth: the follow-up is owed, the outcome stands.
[[nodiscard]] bool is_still_meant(const Case& state, const Message& message);

}  // namespace kept::domain
