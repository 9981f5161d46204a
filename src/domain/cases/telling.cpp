#include "domain/cases/telling.h"

#include <algorithm>

#include "domain/cases/obligations.h"
#include "domain/promises/keeping.h"

namespace kept::domain {

namespace {

bool waits_for_outcome(const Case& state, ContactId contact) {
  const auto hearers = must_hear(state);
  return std::find(hearers.begin(), hearers.end(), contact) != hearers.end() ||
         std::find(state.followers.begin(), state.followers.end(), contact) !=
             state.followers.end();
}

}  // namespace

bool has_heard(const Case& state, ContactId contact) {
  return std::any_of(state.told.begin(), state.told.end(), [&](const Told& told) {
    return told.contact == contact && told.how != ToldHow::policy_exhausted &&
           told.how != ToldHow::no_channel;
  });
}

std::vector<ContactId> must_hear(const Case& state) {
  std::vector<ContactId> contacts;
  const auto add = [&](ContactId contact) {
    if (std::find(contacts.begin(), contacts.end(), contact) == contacts.end()) {
      contacts.push_back(contact);
    }
  };
  if (state.reporter) add(*state.reporter);
  for (const Promise& promise : state.promises) {
    if (promise.state != PromiseState::released) add(promise.beneficiary);
  }
  return contacts;
}

bool is_reachable(const Case& state, ContactId contact) {
  const bool was_promised =
      std::any_of(state.promises.begin(), state.promises.end(),
                  [&](const Promise& promise) { return promise.beneficiary == contact; });
  return was_promised || (state.reporter == contact && state.reporter_reachable);
}

void reporter_became_reachable(Decision& decision) {
  const Case& state = decision.state();
  if (state.reporter_reachable || state.state == CaseState::closed) return;
  decision.happen(ReporterReachable{});
}

bool everybody_heard(const Case& state) {
  const auto contacts = must_hear(state);
  return std::all_of(contacts.begin(), contacts.end(),
                     [&](ContactId contact) { return state.was_told(contact); });
}

base::Result<base::Done> needs_answer(const Decision& decision, const Conversation& talk) {
  if (!talk.answered_at) {
    return base::refused("interaction.not_answered",
                         "The resident has not answered; record the attempt instead.",
                         "/interaction");
  }
  const Context& context = decision.context();
  if (talk.ended_at && context.now > *talk.ended_at + context.policy.wrap_up) {
    return base::refused("interaction.over",
                         "That conversation ended too long ago to record what was said in it; call "
                         "the resident.",
                         "/interaction");
  }
  return base::Done{};
}

void contact_was_made(Decision& decision, const Conversation& talk) {
  const Case before = decision.state();
  for (const Promise& promise : before.promises) {
    if (promise.beneficiary == talk.contact && promise.is_owed() && can_keep(promise, talk)) {
      keep_by_contact(decision, promise.id, talk);
    }
  }
  for (const AttemptSeries& series : before.series) {
    if (series.contact == talk.contact && !series.met) {
      decision.happen(AttemptsMet{series.id, talk.id});
    }
  }
}

void can_be_reached(Decision& decision, const Conversation& talk) {
  const std::vector<AttemptSeries> before = decision.state().series;
  for (const AttemptSeries& series : before) {
    if (series.contact == talk.contact && series.stands_exhausted()) {
      decision.happen(AttemptsMet{series.id, talk.id});
    }
  }
}

base::Result<base::Done> apologise(Decision& decision, const Conversation& talk) {
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered;
  catch_up(decision);
  const auto owed = obligations(decision.state());
  const auto is_to_them = [&](const Obligation& duty) {
    return duty.kind == DutyKind::apology && duty.contact == talk.contact;
  };
  if (std::none_of(owed.begin(), owed.end(), is_to_them)) {
    return base::conflict("apology.not_owed", "Nobody owes this resident an apology.");
  }
  for (const Obligation& duty : owed) {
    if (is_to_them(duty)) decision.happen(ApologyGiven{duty.id, talk.id});
  }
  return base::Done{};
}

base::Result<base::Done> tell_resident(Decision& decision, const Conversation& talk, bool waived) {
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered;
  if (!decision.state().outcome) {
    return base::conflict("case.no_outcome", "Record the outcome before telling it.");
  }
  if (decision.state().reporter && !waits_for_outcome(decision.state(), talk.contact)) {
    return base::refused("interaction.other_contact",
                         "That conversation is with somebody who has no part in this case.",
                         "/interaction");
  }
  if (!has_heard(decision.state(), talk.contact)) {
    decision.happen(
        ResidentTold{talk.contact, waived ? ToldHow::waived : ToldHow::in_interaction, talk.id});
  }
  contact_was_made(decision, talk);
  return base::Done{};
}

}  // namespace kept::domain
