#include "domain/cases/ending.h"

#include <algorithm>

#include "domain/cases/due_times.h"
#include "domain/cases/messages.h"
#include "domain/cases/obligations.h"
#include "domain/promises/keeping.h"

namespace kept::domain {
namespace {

using base::Done;
using base::Result;

bool somebody_is_unreachable(const Case& state) {
  return std::any_of(state.series.begin(), state.series.end(),
                     [](const AttemptSeries& series) { return series.stands_exhausted(); });
}

/// With an outcome there is nothing left to ask, nor to decide about departments.
void withdraw_asks(Decision& decision) {
  const Case before = decision.state();
  for (const Ask& ask : before.asks) {
    if (ask.state == AskState::asked) decision.happen(AskWithdrawn{ask.id});
  }
  for (const PendingDecision& owed : before.decisions) {
    if (!owed.made && owed.subject == DecisionSubject::department) {
      decision.happen(DecisionMade{owed.id, {}});
    }
  }
}

bool may_close_directly(const Case& state, Resolution resolution) {
  switch (resolution) {
    case Resolution::answered:
    case Resolution::not_a_city_matter:
    case Resolution::entered_in_error:
      return true;
    case Resolution::passed_on:
      return state.kind == CaseKind::compliment;
    default:
      return false;
  }
}

bool something_is_promised(const Case& state) {
  const auto owed = obligations(state);
  return std::any_of(owed.begin(), owed.end(),
                     [](const Obligation& duty) { return duty.kind != DutyKind::target; });
}

void owe_apology_for_silence(Decision& decision, ContactId contact) {
  const Case& state = decision.state();
  const bool stands =
      std::any_of(state.apologies.begin(), state.apologies.end(),
                  [&](const Apology& one) { return one.contact == contact && one.is_owed(); });
  if (stands) return;
  const ApologyTime owed = apology_time(decision.context(), state.first_operator);
  const DutyId about = state.promises.empty() ? DutyId{} : state.promises.back().id;
  decision.happen(ApologyOwed{decision.next_id(), about, contact, owed.owner, owed.due});
}

/// Joining moves promises, and what is owed to who is on the line ends with the conversation, but
/// for an apology that nobody said; all else would be forgotten.
Result<Done> nothing_is_lost(const Case& duplicate, ContactId on_the_line) {
  for (const Obligation& duty : obligations(duplicate)) {
    const bool ends = duty.contact == on_the_line && duty.kind != DutyKind::apology;
    const bool moves_or_ends = duty.kind == DutyKind::promise || duty.kind == DutyKind::target ||
                               duty.kind == DutyKind::ask || ends;
    if (moves_or_ends) continue;
    return base::conflict("join.still_owed",
                          "Something is owed on this case that joining would lose; do it first.");
  }
  return Done{};
}

bool is_with_the_telling(const Case& state, const Conversation& talk) {
  return std::any_of(state.told.begin(), state.told.end(), [&](const Told& told) {
    return told.contact == talk.contact &&
           (told.interaction == talk.id || *talk.answered_at < told.at);
  });
}

/// The check comes after the telling (rule 4), not with it.
Result<Done> is_a_call_of_its_own(const Case& state, const Conversation& talk) {
  if (!is_with_the_telling(state, talk)) return Done{};
  return base::refused("follow_up.with_the_telling",
                       "The check is a conversation of its own, after the outcome was told.",
                       "/interaction");
}

/// Who beside the duplicate's reporter waits for what comes of it, and is not the survivor's.
std::vector<ContactId> others_who_wait(const Case& duplicate, const Case& survivor) {
  std::vector<ContactId> all = must_hear(duplicate);
  all.insert(all.end(), duplicate.followers.begin(), duplicate.followers.end());
  std::vector<ContactId> others;
  for (const ContactId contact : all) {
    if (contact == duplicate.reporter || contact == survivor.reporter) continue;
    if (std::find(others.begin(), others.end(), contact) == others.end()) others.push_back(contact);
  }
  return others;
}

/// 'No, nobody called me': the case is open again, and what was to be told is owed with an apology
/// (rule 4).
void reopen_unheard(Decision& decision, const Conversation& talk, const PersonalRef& note) {
  decision.happen(CaseReopened{ReopenReason::said_not_heard, note});
  resident_denies(decision, talk);
  owe_apology_for_silence(decision, talk.contact);
}

/// Who says at any time, and of their own, that they have not heard has answered the check. Whoever
/// is still to be told is told by a person, whatever may have been written.
void not_heard_of_outcome(Decision& decision, const Conversation& talk, const PersonalRef& note) {
  const Case before = decision.state();
  if (is_with_the_telling(before, talk)) return;
  const FollowUp* open = before.open_follow_up();
  if (open != nullptr && open->contact == talk.contact) {
    decision.happen(FollowUpDone{open->id, false, {}, {}, note, talk.id});
    reopen_unheard(decision, talk, note);
  } else if (has_heard(before, talk.contact)) {
    reopen_unheard(decision, talk, note);
  } else {
    no_more_in_writing(decision, talk.contact, talk.id);
  }
}

/// Whoever gave no name with the case may still hold a promise on it.
void tell_on_the_line(Decision& decision, const Conversation& talk) {
  const auto hearers = must_hear(decision.state());
  if (std::find(hearers.begin(), hearers.end(), talk.contact) == hearers.end()) return;
  decision.happen(ResidentTold{talk.contact, ToldHow::in_interaction, talk.id});
}

/// Whoever is answered, or referred, hears it as the case closes; so does who pays a compliment and
/// can be reached: that it reached the people it names.
Result<Done> check_on_the_line(const Decision& decision, Resolution resolution,
                               const std::optional<Conversation>& talk) {
  const Case& state = decision.state();
  const bool needs_nobody = resolution == Resolution::entered_in_error ||
                            (resolution == Resolution::passed_on && !state.reporter_reachable);
  if (needs_nobody) return Done{};
  if (!talk) {
    return base::invalid("/interaction", "interaction.missing",
                         "Name the conversation in which the resident was answered.");
  }
  if (auto answered = needs_answer(decision, *talk); !answered.ok()) return answered;
  if (state.reporter && talk->contact != *state.reporter) {
    return base::refused("interaction.other_contact", "That conversation is with somebody else.",
                         "/interaction");
  }
  return Done{};
}

/// Whether somebody who can be reached, and is not on the line, waits for the outcome.
bool others_must_hear(const Case& state, const std::optional<Conversation>& on_the_line) {
  const auto hearers = must_hear(state);
  return std::any_of(hearers.begin(), hearers.end(), [&](ContactId contact) {
    return is_reachable(state, contact) && !(on_the_line && contact == on_the_line->contact);
  });
}

void note_unreachable(Decision& decision) {
  for (const ContactId contact : must_hear(decision.state())) {
    if (decision.state().was_told(contact)) continue;
    decision.happen(ResidentTold{contact, ToldHow::no_channel, {}});
  }
}

}  // namespace

Result<Done> record_outcome(Decision& decision, const NewOutcome& outcome) {
  catch_up(decision);
  const Case& state = decision.state();
  if (state.state != CaseState::open) {
    return base::conflict("case.not_open", "The case already has an outcome; reopen it first.");
  }
  const bool unreachable = outcome.resolution == Resolution::could_not_reach_resident;
  if (unreachable && !somebody_is_unreachable(state)) {
    return base::refused("outcome.attempts_not_exhausted",
                         "Too few attempts were made, or not on enough days and hours. Try again "
                         "when the list of what you owe says so.",
                         "/resolution");
  }
  withdraw_asks(decision);
  decision.happen(OutcomeRecorded{outcome.resolution, outcome.qualifiers, outcome.text});
  send_outcome_to_followers(decision);
  for (const AttemptSeries& series : Case(decision.state()).series) {
    if (series.stands_exhausted() && !decision.state().was_told(series.contact)) {
      decision.happen(ResidentTold{series.contact, ToldHow::policy_exhausted, {}});
    }
  }
  return Done{};
}

Result<Done> told_on_word(Decision& decision, StaffId said_by, base::Instant told_at) {
  const Case before = decision.state();
  if (!before.reporter) {
    return base::refused("case.nobody_to_tell", "Nobody is known who could have been told.",
                         "/told_by_owner_at");
  }
  if (told_at > decision.now()) {
    return base::invalid("/told_by_owner_at", "event.in_future", "That time has not come yet.");
  }
  if (told_at < before.opened_at) {
    return base::invalid("/told_by_owner_at", "event.before_case",
                         "That time is before the case was opened.");
  }
  for (const Promise& promise : before.promises) {
    if (promise.beneficiary != *before.reporter || !promise.is_owed()) continue;
    if (told_at < promise.made_at) continue;
    if (auto kept = keep_on_word(decision, promise.id, {told_at, said_by, {}}); !kept.ok())
      return kept;
  }
  if (!has_heard(decision.state(), *before.reporter)) {
    decision.happen(ResidentTold{*before.reporter, ToldHow::staff_word, {}});
  }
  return Done{};
}

Result<Done> record_follow_up(Decision& decision, const Conversation& talk,
                              const FollowUpAnswer& answer) {
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered;
  catch_up(decision);
  const FollowUp* open = decision.state().open_follow_up();
  if (open == nullptr) {
    return base::conflict("follow_up.not_owed", "No follow-up is owed on this case.");
  }
  if (open->contact != talk.contact) {
    return base::refused("follow_up.other_contact", "The follow-up is owed to somebody else.",
                         "/interaction");
  }
  if (auto apart = is_a_call_of_its_own(decision.state(), talk); !apart.ok()) return apart;
  const DutyId id = open->id;
  decision.happen(FollowUpDone{id, answer.heard, answer.satisfied_with_call,
                               answer.satisfied_with_outcome, answer.note, talk.id});
  if (answer.heard) {
    resident_confirms(decision, talk.contact);
    contact_was_made(decision, talk);
    return Done{};
  }
  reopen_unheard(decision, talk, answer.note);
  return Done{};
}

Result<Done> close_directly(Decision& decision, const NewOutcome& outcome,
                            const std::optional<Conversation>& talk) {
  catch_up(decision);
  const Case& state = decision.state();
  if (state.state != CaseState::open) {
    return base::conflict("case.not_open", "The case is not open.");
  }
  if (!may_close_directly(state, outcome.resolution)) {
    return base::refused("case.not_direct",
                         "Only an answer or a referral on the line, a compliment passed on or an "
                         "entry in error closes a case at once; record the outcome instead.",
                         "/resolution");
  }
  if (auto told = check_on_the_line(decision, outcome.resolution, talk); !told.ok()) return told;
  const bool in_error = outcome.resolution == Resolution::entered_in_error;
  const bool on_the_line = !in_error && talk && talk->answered_at;
  if (on_the_line) contact_was_made(decision, *talk);
  withdraw_asks(decision);
  if (something_is_promised(decision.state())) {
    return base::conflict("case.still_owed",
                          "Something is still promised on this case; keep or release it first.");
  }
  if (!in_error && others_must_hear(decision.state(), on_the_line ? talk : std::nullopt)) {
    return base::conflict("case.others_must_hear",
                          "Somebody else was promised an answer too; record the outcome, and tell "
                          "them.");
  }
  decision.happen(OutcomeRecorded{outcome.resolution, outcome.qualifiers, outcome.text});
  send_outcome_to_followers(decision);
  if (on_the_line) tell_on_the_line(decision, *talk);
  if (!in_error) note_unreachable(decision);
  decision.happen(CaseClosed{CloseReason::direct});
  return Done{};
}

Result<Done> reopen(Decision& decision, ReopenReason reason, PersonalRef note) {
  if (decision.state().state == CaseState::open) {
    return base::conflict("case.open", "The case is open.");
  }
  if (decision.state().joined_to) {
    return base::conflict("case.joined", "This case was joined to another; reopen that one.");
  }
  decision.happen(CaseReopened{reason, std::move(note)});
  return Done{};
}

Result<Done> not_heard(Decision& decision, const Conversation& talk, PersonalRef note) {
  catch_up(decision);
  const bool is_resolved = decision.state().state == CaseState::resolved;
  if (auto answered = needs_answer(decision, talk); is_resolved && !answered.ok()) return answered;
  if (decision.state().state == CaseState::closed) {
    return base::conflict("case.closed", "The case is closed; reopen it instead.");
  }
  can_be_reached(decision, talk);
  decision.happen(NotHeard{talk.contact, talk.id, note});
  if (is_resolved) not_heard_of_outcome(decision, talk, note);
  return Done{};
}

Result<Done> decide_dispute(Decision& decision, DutyId id, bool kept, PersonalRef reason) {
  const Case before = decision.state();
  const auto pending =
      std::find_if(before.decisions.begin(), before.decisions.end(), [&](const auto& owed) {
        return !owed.made && owed.subject == DecisionSubject::disputed_promise &&
               owed.promise == id;
      });
  if (pending == before.decisions.end()) {
    return base::conflict("decision.none", "No such decision is owed on this case.");
  }
  const Promise& promise = *before.find_promise(id);
  if (kept) {
    decision.happen(PromiseKept{id,
                                promise.evidence.value_or(Evidence::call),
                                promise.contact_at,
                                promise.dialled,
                                {},
                                {}});
  } else {
    break_promise(decision, id, BrokenReason::resident_denies,
                  std::min(decision.now(), promise.due.instant + std::chrono::milliseconds(1)));
  }
  decision.happen(DecisionMade{pending->id, std::move(reason)});
  return Done{};
}

Result<JoinedBy> join(Decision& decision, const Case& survivor, const Conversation& talk) {
  catch_up(decision);
  const Case before = decision.state();
  if (auto answered = needs_answer(decision, talk); !answered.ok()) return answered.error();
  if (survivor.id == before.id) {
    return base::invalid("/into", "join.itself", "A case cannot be joined to itself.");
  }
  if (survivor.joined_to) {
    return base::refused("join.into_duplicate",
                         "That case was itself joined to another; join this one to that.", "/into");
  }
  if (!before.duplicates.empty()) {
    return base::refused("join.stands",
                         "Other cases were joined to this one; join that case to this.", "/into");
  }
  if (before.reporter && talk.contact != *before.reporter) {
    return base::refused("interaction.other_contact", "That conversation is with somebody else.",
                         "/interaction");
  }
  if (auto owed = nothing_is_lost(before, talk.contact); !owed.ok()) return owed.error();
  if (survivor.state != CaseState::open || before.state != CaseState::open) {
    return base::conflict("join.not_open", "Both cases must be open to be joined.");
  }
  JoinedBy taken;
  taken.duplicate = before.id;
  if (before.reporter && before.reporter != survivor.reporter) taken.follower = before.reporter;
  taken.followers = others_who_wait(before, survivor);
  for (const Promise& promise : before.promises) {
    if (promise.is_owed()) taken.promises.push_back(promise);
  }
  decision.happen(JoinedTo{survivor.id, survivor.number});
  decision.happen(OutcomeRecorded{Resolution::duplicate, {}, {}});
  tell_on_the_line(decision, talk);
  decision.happen(CaseClosed{CloseReason::joined});
  return taken;
}

}  // namespace kept::domain
