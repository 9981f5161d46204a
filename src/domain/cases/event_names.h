#pragma once

#include <array>
#include <string_view>

#include "domain/cases/events.h"

namespace kept::domain {

/// The names of events, for storing and for interfaces, in the order of Event's alternatives. They
/// stay as they are for ever.
inline constexpr std::array<std::string_view, std::variant_size_v<Event>> kEventNames{
    "case_opened",        "target_set",
    "ask_made",           "ask_answered",
    "ask_returned",       "ask_extended",
    "ask_withdrawn",      "promise_made",
    "promise_dialled",    "promise_kept",
    "promise_word_given", "promise_mended",
    "promise_unreached",  "promise_broken",
    "promise_disputed",   "promise_released",
    "promise_moved",      "reminder_sent",
    "duty_overdue",       "duty_moved",
    "apology_owed",       "apology_given",
    "attempts_owed",      "attempt_made",
    "attempts_met",       "attempts_exhausted",
    "outcome_recorded",   "resident_told",
    "follow_up_owed",     "follow_up_message_sent",
    "follow_up_done",     "decision_owed",
    "decision_made",      "case_closed",
    "case_reopened",      "not_heard",
    "joined_to",          "joined_by",
    "contact_replaced",   "spoke",
    "redacted",           "contact_withdrawn",
    "message_queued",     "message_accepted",
    "message_failed",     "message_withdrawn",
    "contact_due",        "message_bounced",
    "promise_retimed",    "more_time_wanted",
    "promise_declined",   "follower_added",
    "update_received",    "photo_added",
    "reporter_reachable", "sent_to_partner",
    "partner_answered",   "partner_not_reached",
    "duty_retimed",       "team_given",
    "reporter_named",     "publicity_decided",
    "apology_waived",
};

[[nodiscard]] constexpr std::string_view name_of(const Event& event) {
  return kEventNames[event.index()];
}

}  // namespace kept::domain
