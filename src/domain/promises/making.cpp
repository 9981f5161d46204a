#include "domain/promises/making.h"

#include "domain/cases/due_times.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Result;

Result<Done> check_owner(const Context& context, StaffId owner, base::Instant due) {
  const StaffMember* member = context.people.find(owner);
  if (member == nullptr) {
    return base::invalid("/owner", "staff.unknown", "There is no such staff member.");
  }
  if (member->role == Role::administrator || member->role == Role::analyst) {
    return base::refused("promise.owner_does_not_call",
                         "Administrators and analysts do not call residents; choose somebody else.",
                         "/owner");
  }
  if (!context.people.is_there(owner, due)) {
    return base::refused("promise.owner_away",
                         "Who promises is away at that time; choose the cover or another time.",
                         "/owner");
  }
  // Who says 'I will' is at work whatever the calendar says; for others there must be a time to
  // act.
  const bool has_time = context.people.calendar_of(owner).working_time_between(context.now, due) >
                        base::Duration::zero();
  if (owner != context.who && !has_time) {
    return base::refused("promise.no_working_time",
                         "Nobody works there between now and that time; choose a later one.",
                         "/due_local");
  }
  return Done{};
}

Result<Done> check_due(const Context& context, base::Instant due) {
  if (due > context.now) return within_reach(context.now, due);
  return base::invalid("/due_local", "promise.due_in_past",
                       "The promised time has passed; choose a later one.");
}

Promise build(Decision& decision, const Conversation& talk, const NewPromise& told) {
  const Context& context = decision.context();
  Promise promise;
  promise.id = decision.next_id();
  promise.owner = told.owner;
  promise.said_by = told.said_by;
  promise.typed_by = context.who;
  promise.beneficiary = talk.contact;
  promise.action = told.action;
  promise.channel = told.channel;
  promise.address = told.address;
  promise.words = told.words;
  promise.card = told.card;
  promise.due = told.due;
  promise.first_due = told.due.instant;
  promise.made_in = talk.id;
  promise.made_at = context.now;
  promise.reminders = reminder_times(context, told.owner, told.due.instant);
  return promise;
}

Result<Done> check_new(const Decision& decision, const Conversation& talk,
                       const NewPromise& promise) {
  if (decision.state().state == CaseState::closed) {
    return base::conflict("case.closed", "The case is closed; reopen it first.");
  }
  if (!promise.address) {
    return base::refused("promise.no_channel",
                         "There is no number or address to keep this promise on. Give the case "
                         "number and the contact card instead.",
                         "/phone");
  }
  if (promise.action == PromisedAction::call_back && promise.channel == Channel::email) {
    return base::refused(
        "promise.no_number",
        "There is no number to call back; promise an answer in writing, or ask for "
        "a number.",
        "/phone");
  }
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered;
  if (auto due = check_due(decision.context(), promise.due.instant); !due.ok()) return due;
  return check_owner(decision.context(), promise.owner, promise.due.instant);
}

/// The promise, when it can still be kept by a conversation with its beneficiary.
Result<Promise> owed_promise(const Decision& decision, const Conversation& talk, DutyId id) {
  const Promise* promise = decision.state().find_promise(id);
  if (promise == nullptr) {
    return base::not_found("promise.unknown", "This case has no such promise.");
  }
  if (!promise->is_owed()) {
    return base::conflict("promise.not_live", "That promise is no longer open.");
  }
  if (promise->beneficiary != talk.contact) {
    return base::refused("promise.other_contact", "That was promised to somebody else.",
                         "/interaction");
  }
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered.error();
  return *promise;
}

/// Contact alone keeps a promise to call back: when the second one is told, the first is kept.
bool was_kept_by(const Promise* promise, const Conversation& talk) {
  return promise != nullptr && promise->state == PromiseState::kept && talk.answered_at &&
         promise->beneficiary == talk.contact && promise->contact_at == *talk.answered_at;
}

}  // namespace

Result<DutyId> make_promise(Decision& decision, const Conversation& talk,
                            const NewPromise& promise) {
  if (auto fine = check_new(decision, talk, promise); !fine.ok()) return fine.error();
  can_be_reached(decision, talk);
  Promise made = build(decision, talk, promise);
  const DutyId id = made.id;
  decision.happen(PromiseMade{std::move(made)});
  return id;
}

Result<Done> hand_over(Decision& decision, const Conversation& talk, DutyId id,
                       const NewPromise& successor) {
  catch_up(decision);
  const bool kept_by_this_call = was_kept_by(decision.state().find_promise(id), talk);
  if (!kept_by_this_call) {
    const auto promise = owed_promise(decision, talk, id);
    if (!promise.ok()) return promise.error();
  }
  if (auto fine = check_new(decision, talk, successor); !fine.ok()) return fine;
  if (!kept_by_this_call) {
    const Promise& first = *decision.state().find_promise(id);
    // In the conversation in which it was made, the first promise only gives way to the second.
    if (can_keep(first, talk)) {
      keep_by_contact(decision, id, talk);
    } else {
      decision.happen(PromiseReleased{id, {}});
    }
  }
  decision.happen(PromiseMade{build(decision, talk, successor)});
  return Done{};
}

Result<Done> move_promise(Decision& decision, const Conversation& talk, DutyId id,
                          const Move& move) {
  catch_up(decision);
  const auto found = owed_promise(decision, talk, id);
  if (!found.ok()) return found.error();
  const Promise& promise = found.value();
  const Context& context = decision.context();
  if (promise.state != PromiseState::made || *talk.answered_at >= promise.due.instant) {
    return base::conflict("promise.too_late_to_move",
                          "The promised time has come; it cannot be moved any more.");
  }
  const StaffMember* actor = context.people.find(context.who);
  const bool supervisor = actor != nullptr && actor->role == Role::supervisor;
  if (promise.moves >= context.policy.moves_before_supervisor && !supervisor) {
    return base::forbidden("promise.move_needs_supervisor",
                           "It has been moved before; a further move needs a supervisor.");
  }
  if (auto due = check_due(context, move.due.instant); !due.ok()) return due;
  if (auto owner = check_owner(context, promise.owner, move.due.instant); !owner.ok()) return owner;

  Promise successor = promise;
  successor.id = decision.next_id();
  successor.moved_from = promise.id;
  successor.moves = promise.moves + 1;
  successor.moved_by_resident = move.asked_by_resident;
  successor.due = move.due;
  successor.words = move.words;
  successor.typed_by = context.who;
  successor.made_in = talk.id;
  successor.made_at = context.now;
  successor.reminders = reminder_times(context, promise.owner, move.due.instant);
  successor.reminders_sent = 0;
  successor.dialled.reset();
  successor.time_wanted.reset();
  decision.happen(PromiseMoved{id, successor.id});
  decision.happen(PromiseMade{std::move(successor)});
  return Done{};
}

Result<Done> release_promise(Decision& decision, const Conversation& talk, DutyId id,
                             PersonalRef note) {
  catch_up(decision);
  const auto promise = owed_promise(decision, talk, id);
  if (!promise.ok()) return promise.error();
  decision.happen(PromiseReleased{id, std::move(note)});
  return Done{};
}

}  // namespace kept::domain
