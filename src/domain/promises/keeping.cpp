#include "domain/promises/keeping.h"

#include <algorithm>

#include "domain/cases/due_times.h"

namespace kept::domain {
namespace {

using base::Instant;
using std::chrono::milliseconds;

void owe_decision(Decision& decision, DutyId promise) {
  const Context& context = decision.context();
  const StaffId supervisor = context.people.duty_supervisor(context.now);
  const Instant due =
      working_time_later(context, supervisor, context.now, context.policy.decide_within);
  decision.happen(DecisionOwed{decision.next_id(), DecisionSubject::disputed_promise, promise,
                               context.people.acting_for(supervisor, due), due});
}

bool apology_stands(const Case& state, DutyId promise) {
  return std::any_of(state.apologies.begin(), state.apologies.end(), [&](const Apology& apology) {
    return apology.promise == promise && apology.is_owed();
  });
}

/// What was kept late was broken before, whatever the clock is said to be.
void break_late(Decision& decision, const Promise& promise) {
  if (promise.state != PromiseState::made) return;
  const Instant due = promise.due.instant;
  break_promise(decision, promise.id, late_because(decision.context().clock.outage, due),
                due + milliseconds(1));
}

/// What the system saw itself: by due it keeps the promise, later it mends it.
void keep_or_mend(Decision& decision, DutyId id, Evidence evidence, Instant contact_at,
                  std::optional<InteractionId> interaction) {
  const Promise promise = *decision.state().find_promise(id);
  // What the resident denied is broken; a contact that comes after all mends it, however early.
  const bool denied = promise.broken_reason == BrokenReason::resident_denies;
  if (denied || contact_at > promise.due.instant) {
    break_late(decision, promise);
    decision.happen(PromiseMended{id, contact_at, interaction});
    return;
  }
  decision.happen_at(std::max(contact_at, promise.made_at),
                     PromiseKept{id, evidence, contact_at, interaction, {}, {}});
}

}  // namespace

void break_promise(Decision& decision, DutyId id, BrokenReason reason, Instant as_of) {
  const Promise* promise = decision.state().find_promise(id);
  const ContactId contact = promise->beneficiary;
  decision.happen_at(as_of, PromiseBroken{id, reason});
  if (apology_stands(decision.state(), id)) return;
  const Context& context = decision.context();
  const ApologyTime owed = apology_time(context, decision.state().first_operator);
  decision.happen(ApologyOwed{decision.next_id(), id, contact, owed.owner, owed.due});
}

void catch_up(Decision& decision) {
  const Case& state = decision.state();
  if (state.state == CaseState::closed || decision.context().clock.in_doubt) return;
  for (const Promise& promise : Case(state).promises) {
    if (decision.now() > promise.due.instant) break_late(decision, promise);
  }
}

BrokenReason late_because(const std::optional<Outage>& outage, Instant due) {
  const bool was_down = outage && due >= outage->from && due < outage->until;
  return was_down ? BrokenReason::outage : BrokenReason::clock;
}

bool can_keep(const Promise& promise, const Conversation& talk) {
  return promise.made_in != talk.id && *talk.answered_at >= promise.made_at;
}

void keep_by_contact(Decision& decision, DutyId id, const Conversation& talk) {
  const Evidence evidence = talk.inbound                    ? Evidence::resident_call
                            : talk.channel == Channel::call ? Evidence::call
                                                            : Evidence::message;
  keep_or_mend(decision, id, evidence, *talk.answered_at, talk.id);
}

void keep_by_message(Decision& decision, DutyId id, Instant accepted_at) {
  keep_or_mend(decision, id, Evidence::message, accepted_at, {});
}

base::Result<base::Done> keep_on_word(Decision& decision, DutyId id, const WordOfContact& word) {
  const Instant contact_at = word.contact_at;
  const Promise* promise = decision.state().find_promise(id);
  if (promise == nullptr) {
    return base::not_found("promise.unknown", "This case has no such promise.");
  }
  if (contact_at > decision.now()) {
    return base::invalid("/contact_at", "event.in_future", "That time has not come yet.");
  }
  if (contact_at < promise->made_at) {
    return base::invalid("/contact_at", "event.before_promise",
                         "That time is before the promise was made.");
  }
  if (!promise->is_owed()) {
    return base::conflict("promise.not_live", "That promise is no longer open.");
  }
  const Instant due = promise->due.instant;
  // Against what the resident denied, a word is only shown, however early it comes.
  const bool denied = promise->broken_reason == BrokenReason::resident_denies;
  if (decision.now() <= due && !denied) {
    decision.happen_at(
        contact_at, PromiseKept{id, Evidence::staff_word, contact_at, {}, word.said_by, word.note});
    return base::Done{};
  }
  catch_up(decision);
  if (contact_at <= due) {
    decision.happen(PromiseWordGiven{id, contact_at, word.said_by, word.note});
  } else {
    break_late(decision, Promise(*decision.state().find_promise(id)));
    decision.happen_at(contact_at, PromiseMended{id, contact_at, {}});
  }
  return base::Done{};
}

void resident_confirms(Decision& decision, ContactId contact) {
  const Case before = decision.state();
  for (const Promise& promise : before.promises) {
    if (promise.beneficiary != contact || promise.state != PromiseState::broken ||
        !promise.claimed_contact_at) {
      continue;
    }
    // What was denied once stays broken in every figure.
    if (promise.broken_reason != BrokenReason::resident_denies) {
      decision.happen(
          PromiseKept{promise.id, Evidence::staff_word, *promise.claimed_contact_at, {}, {}, {}});
    } else if (!promise.mended) {
      decision.happen(PromiseMended{promise.id, *promise.claimed_contact_at, {}});
    }
  }
}

void resident_denies(Decision& decision, const Conversation& talk) {
  const Case before = decision.state();
  const auto is_denied = [&](const Promise& promise) {
    return promise.beneficiary == talk.contact && promise.state == PromiseState::kept &&
           promise.contacted_in != talk.id;
  };
  // Earlier promises were kept by conversations that later ones were made in; nobody denies those.
  const auto last = std::find_if(before.promises.rbegin(), before.promises.rend(), is_denied);
  for (const Promise& promise : before.promises) {
    if (!is_denied(promise)) continue;
    if (promise.evidence == Evidence::staff_word) {
      break_promise(decision, promise.id, BrokenReason::resident_denies,
                    promise.due.instant + milliseconds(1) > decision.now()
                        ? decision.now()
                        : promise.due.instant + milliseconds(1));
    } else if (promise.id == last->id) {
      decision.happen(PromiseDisputed{promise.id});
      owe_decision(decision, promise.id);
    }
  }
}

void link_call(Decision& decision, DutyId id, InteractionId interaction) {
  decision.happen(PromiseDialled{id, interaction});
}

}  // namespace kept::domain
