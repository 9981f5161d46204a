#include "domain/cases/messages.h"

#include <algorithm>
#include <optional>

#include "domain/cases/due_times.h"
#include "domain/cases/telling.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Instant;
using base::Result;

/// By then a person calls, should a written outcome not have arrived: a day for the next hop to
/// take it, and a day in which it may come back.
constexpr int kWrittenWorkingDays = 2;

void queue(Decision& decision, MessagePurpose purpose, ContactId contact, DutyId duty) {
  decision.happen(MessageQueued{MessageId{decision.next_id().value}, purpose, contact, duty});
}

void owe_call(Decision& decision, DutyKind kind, DutyId duty, Instant due) {
  const Context& context = decision.context();
  const StaffId first = decision.state().first_operator;
  ContactDue owed{kind, duty, context.people.acting_for(first, due), {}, due};
  if (owed.owner != first) owed.covering_for = first;
  decision.happen(owed);
}

/// The first operator calls, within the time in which an outcome is to be told.
void owe_call_soon(Decision& decision, DutyKind kind, DutyId duty) {
  const Context& context = decision.context();
  owe_call(decision, kind, duty,
           working_time_later(context, decision.state().first_operator, context.now,
                              context.policy.tell_within));
}

/// The follow-up that this message asks for, while it is owed in writing.
const FollowUp* asked_by(const Case& state, const Message& message) {
  const FollowUp* open = state.open_follow_up();
  const bool asks = message.purpose == MessagePurpose::follow_up && open != nullptr &&
                    open->id == message.duty && open->by_message;
  return asks ? open : nullptr;
}

bool was_promised_in_writing(const Promise& promise) {
  return promise.action == PromisedAction::answer_in_writing || promise.channel == Channel::email;
}

/// Whether an outcome to them is under way; `series`: one that is to discharge this.
bool is_under_way(const Case& state, ContactId contact, std::optional<DutyId> series = {}) {
  return std::any_of(state.messages.begin(), state.messages.end(), [&](const Message& message) {
    const bool going = message.state == MessageState::queued ||
                       (message.state == MessageState::accepted &&
                        message.accepted_at >= state.resolved_at.value_or(Instant{}));
    return message.purpose == MessagePurpose::outcome && message.contact == contact && going &&
           (!series || message.duty == *series);
  });
}

bool must_hear_it(const Case& state, ContactId contact) {
  const auto hearers = must_hear(state);
  return std::find(hearers.begin(), hearers.end(), contact) != hearers.end();
}

bool is_follower(const Case& state, ContactId contact) {
  const auto& all = state.followers;
  return std::find(all.begin(), all.end(), contact) != all.end();
}

Result<Done> check_tell_in_writing(const Decision& decision, ContactId contact) {
  const Case& state = decision.state();
  if (state.state != CaseState::resolved) {
    return base::conflict("case.no_outcome", "Record the outcome before telling it.");
  }
  if (!must_hear_it(state, contact) && !is_follower(state, contact)) {
    return base::invalid("/contact", "contact.not_on_case", "This case owes them no answer.");
  }
  if (state.was_told(contact)) return base::conflict("case.told", "They have been told already.");
  if (is_under_way(state, contact)) {
    return base::conflict("message.under_way", "A message to them is under way already.");
  }
  if (!decision.context().can_be_written_to(contact)) {
    return base::refused("contact.no_written_channel",
                         "There is no e-mail address to write to; tell it in a call.", "/contact");
  }
  return Done{};
}

/// A person calls instead, while what the message was to do is still owed.
void call_after(Decision& decision, const Message& message) {
  if (asked_by(decision.state(), message) != nullptr) {
    return owe_call_soon(decision, DutyKind::follow_up, message.duty);
  }
  const AttemptSeries* series = decision.state().open_series(message.contact);
  if (message.purpose == MessagePurpose::outcome && series != nullptr &&
      series->id == message.duty) {
    owe_call_soon(decision, DutyKind::contact_attempts, message.duty);
  }
}

Result<Done> check_may_bounce(const Decision& decision, const Message& message) {
  if (message.state != MessageState::accepted) {
    return base::conflict("message.not_accepted",
                          "That message was never sent, or has come back already.");
  }
  const std::chrono::days within{decision.context().policy.bounce_days};
  if (decision.now() > message.accepted_at + within) {
    return base::conflict("message.bounce_too_late", "That message was sent too long ago.");
  }
  return Done{};
}

/// Whether the case was closed because of this message: on its telling, or on the silence after it.
bool was_closed_on(const Case& before, const Case& after, const Message& message) {
  if (before.state != CaseState::closed || before.joined_to) return false;
  if (message.purpose == MessagePurpose::follow_up) {
    return before.close_reason == CloseReason::silence;
  }
  return before.was_told(message.contact) && !after.was_told(message.contact);
}

/// The evidence is taken back.
void break_kept_by(Decision& decision, const Message& message) {
  const Case before = decision.state();
  for (const Promise& promise : before.promises) {
    const bool kept_by_it =
        promise.state == PromiseState::kept && promise.evidence == Evidence::message &&
        promise.beneficiary == message.contact && promise.contact_at == message.accepted_at;
    if (!kept_by_it || message.purpose != MessagePurpose::outcome) continue;
    break_promise(decision, promise.id, BrokenReason::withdrawn,
                  std::min(decision.now(), promise.due.instant + std::chrono::milliseconds(1)));
  }
}

}  // namespace

void follow_up_in_writing(Decision& decision, DutyId follow_up) {
  const ContactId contact = decision.state().open_follow_up()->contact;
  if (!decision.context().can_be_written_to(contact)) {
    return owe_call_soon(decision, DutyKind::follow_up, follow_up);
  }
  queue(decision, MessagePurpose::follow_up, contact, follow_up);
}

Result<Done> tell_in_writing(Decision& decision, ContactId contact) {
  if (auto fine = check_tell_in_writing(decision, contact); !fine.ok()) return fine;
  if (!must_hear_it(decision.state(), contact)) {
    queue(decision, MessagePurpose::outcome, contact, {});
    return Done{};
  }
  const Context& context = decision.context();
  const StaffId first = decision.state().first_operator;
  const Instant due = working_days_later(context, first, context.now, kWrittenWorkingDays);
  DutyId series;
  if (const AttemptSeries* open = decision.state().open_series(contact)) {
    series = open->id;
    owe_call(decision, DutyKind::contact_attempts, series, due);
  } else {
    series = decision.next_id();
    decision.happen(AttemptsOwed{series, contact, context.people.acting_for(first, due), due});
  }
  queue(decision, MessagePurpose::outcome, contact, series);
  return Done{};
}

std::vector<ContactId> waiting_for_outcome(const Case& state) {
  std::vector<ContactId> waiting;
  if (state.state != CaseState::resolved) return waiting;
  const auto add = [&](ContactId contact) {
    const bool listed = std::find(waiting.begin(), waiting.end(), contact) != waiting.end();
    if (listed || state.was_told(contact) || is_under_way(state, contact)) return;
    waiting.push_back(contact);
  };
  for (const ContactId contact : must_hear(state)) add(contact);
  for (const ContactId contact : state.followers) add(contact);
  return waiting;
}

void told_in_writing(Decision& decision, DutyId series) {
  const auto& all = decision.state().series;
  const auto met = std::find_if(all.begin(), all.end(),
                                [&](const AttemptSeries& one) { return one.id == series; });
  const ContactId contact = met->contact;
  decision.happen(ResidentTold{contact, ToldHow::message, {}});
  decision.happen(AttemptsMet{series, {}});
}

void no_more_in_writing(Decision& decision, ContactId contact,
                        std::optional<InteractionId> said_in) {
  const FollowUp* check = decision.state().open_follow_up();
  if (check != nullptr && check->contact == contact && check->by_message) {
    owe_call_soon(decision, DutyKind::follow_up, check->id);
  }
  const AttemptSeries* series = decision.state().open_series(contact);
  const bool is_written = series != nullptr && is_under_way(decision.state(), contact, series->id);
  // The message discharges this series and no other; settle() owes the next one, to be called soon.
  if (is_written) decision.happen(AttemptsMet{series->id, said_in});
}

void send_outcome_to_followers(Decision& decision) {
  const std::vector<ContactId> followers = decision.state().followers;
  for (const ContactId follower : followers) {
    if (must_hear_it(decision.state(), follower)) continue;
    if (!decision.context().can_be_written_to(follower)) continue;
    queue(decision, MessagePurpose::outcome, follower, {});
  }
}

void message_accepted(Decision& decision, MessageId id, const SentText& sent, Instant at) {
  const Message message = *decision.state().find_message(id);
  decision.happen_at(at, MessageAccepted{id, sent});
  if (asked_by(decision.state(), message) != nullptr) {
    const Context& context = decision.context();
    decision.happen(FollowUpMessageSent{
        message.duty, working_days_later(context, decision.state().first_operator, context.now,
                                         context.policy.silence_working_days)});
  }
  if (message.purpose != MessagePurpose::outcome) return;
  const Case before = decision.state();
  for (const Promise& promise : before.promises) {
    if (promise.beneficiary == message.contact && promise.is_owed() &&
        was_promised_in_writing(promise)) {
      keep_by_message(decision, promise.id, at);
    }
  }
}

void message_failed(Decision& decision, MessageId id, MessageFailure why) {
  const Message message = *decision.state().find_message(id);
  decision.happen(MessageFailed{id, why});
  call_after(decision, message);
}

Result<Done> message_bounced(Decision& decision, MessageId id) {
  const Message message = *decision.state().find_message(id);
  if (auto awaited = check_may_bounce(decision, message); !awaited.ok()) return awaited;
  const Case before = decision.state();
  decision.happen(MessageBounced{id});
  // Followers are not waited for: the first operator is told, and nothing else changes.
  if (!message.duty) return Done{};
  if (was_closed_on(before, decision.state(), message)) {
    decision.happen(CaseReopened{ReopenReason::bounced, {}});
  }
  break_kept_by(decision, message);
  call_after(decision, message);
  return Done{};
}

void message_withdrawn(Decision& decision, MessageId id) { decision.happen(MessageWithdrawn{id}); }

bool is_still_meant(const Case& state, const Message& message) {
  if (message.purpose == MessagePurpose::follow_up) return asked_by(state, message) != nullptr;
  return state.outcome.has_value();
}

}  // namespace kept::domain
