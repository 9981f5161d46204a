#include "actions.h"

#include <algorithm>

#include "base/check.h"
#include "domain/cases/asking.h"
#include "domain/cases/attempts.h"
#include "domain/cases/covering.h"
#include "domain/cases/due_times.h"
#include "domain/cases/ending.h"
#include "domain/cases/messages.h"
#include "domain/promises/keeping.h"
#include "domain/promises/making.h"

namespace kept::explorer {
namespace {

using namespace domain;
using base::Done;
using base::Instant;
using base::Result;
using std::chrono::hours;
using std::chrono::milliseconds;

bool is_on_the_line(const Situation& now) { return now.talk && now.talk->with.answered_at; }

std::vector<Obligation> owed(const Situation& now) { return obligations(*now.state); }

/// Promises that this talk could be about: owed, or kept by the talk itself.
std::vector<DutyId> promises_to(const Situation& now, ContactId contact) {
  std::vector<DutyId> ids;
  for (const Promise& promise : now.state->promises) {
    const bool just_kept = promise.state == PromiseState::kept && is_on_the_line(now) &&
                           promise.contact_at == *now.talk->with.answered_at;
    if (promise.beneficiary == contact && (promise.is_owed() || just_kept)) {
      ids.push_back(promise.id);
    }
  }
  return ids;
}

/// The soonest due instant that is still to come.
std::optional<Instant> next_due(const Situation& now) {
  std::optional<Instant> next;
  for (const Obligation& duty : owed(now)) {
    if (duty.due > now.now && (!next || duty.due < *next)) next = duty.due;
  }
  return next;
}

NewPromise promise_by(Play& play, StaffId owner, const DueTime& due) {
  (void)play;
  NewPromise promise;
  promise.owner = owner;
  promise.said_by = owner;
  promise.address = kText;
  promise.words = kText;
  promise.due = due;
  return promise;
}

// ---- The telephone. ----

bool ring(Play& play, ContactId contact, StaffId staff) {
  Situation& now = play.situation();
  const Conversation talk{play.next_interaction(), contact, staff, true, Channel::call, now.now};
  now.talk = Talk{talk, {}, {}};
  if (now.state->state == CaseState::closed) return true;
  return play.unit(staff, [&](Decision& decision) -> Result<Done> {
    resident_called(decision, talk);
    return Done{};
  });
}

bool dial(Play& play, const Obligation& duty) {
  Situation& now = play.situation();
  const Conversation talk{
      play.next_interaction(), *duty.contact, duty.owner, false, Channel::call, {}};
  now.talk = Talk{talk, duty, {}};
  if (duty.kind != DutyKind::promise) return true;
  return play.unit(duty.owner, [&](Decision& decision) -> Result<Done> {
    link_call(decision, duty.id, talk.id);
    return Done{};
  });
}

bool result(Play& play, AttemptResult result) {
  Situation& now = play.situation();
  Talk& talk = *now.talk;
  const bool was_contact = talk.result && is_contact(*talk.result);
  const Obligation duty = *talk.purpose;
  talk.result = result;
  talk.with.answered_at = is_contact(result) ? std::optional(now.now) : std::nullopt;
  Play::Facts facts;
  if (was_contact) facts.withdrawn = talk.with.id;
  const Conversation with = talk.with;
  return play.unit(
      with.staff,
      [&](Decision& decision) -> Result<Done> {
        if (!was_contact) return record_attempt(decision, with, duty.kind, duty.id, result);
        if (withdraw_contact(decision, with, DutyRef{duty.kind, duty.id}, result)) return Done{};
        return base::conflict("interaction.nothing_to_withdraw", "Nothing rests on it.");
      },
      facts);
}

// ---- What is said. ----

bool say(Play& play, const std::function<Result<Done>(Decision&, const Conversation&)>& decide,
         const Play::Facts& facts = {}) {
  const Conversation talk = play.situation().talk->with;
  return play.unit(
      talk.staff, [&](Decision& decision) { return decide(decision, talk); }, facts);
}

bool promise(Play& play, StaffId owner, int skip) {
  const DueTime due = play.world().next_due(play.situation().now, skip);
  return say(play, [&](Decision& decision, const Conversation& talk) -> Result<Done> {
    const auto made = make_promise(decision, talk, promise_by(play, owner, due));
    if (!made.ok()) return made.error();
    return Done{};
  });
}

bool promise_in_writing(Play& play) {
  const StaffId owner = play.situation().talk->with.staff;
  NewPromise written = promise_by(play, owner, play.world().next_due(play.situation().now, 0));
  written.action = PromisedAction::answer_in_writing;
  written.channel = Channel::email;
  return say(play, [&](Decision& decision, const Conversation& talk) -> Result<Done> {
    const auto made = make_promise(decision, talk, written);
    if (!made.ok()) return made.error();
    return Done{};
  });
}

bool about_promise(Play& play, Do what, DutyId id) {
  const Situation& now = play.situation();
  const Instant due = now.state->find_promise(id)->due.instant;
  const DueTime later = play.world().next_due(std::max(due, now.now), 0);
  return say(play, [&](Decision& decision, const Conversation& talk) -> Result<Done> {
    if (what == Do::hand_over) {
      return hand_over(decision, talk, id, promise_by(play, kManager, later));
    }
    if (what == Do::move) return move_promise(decision, talk, id, {later, kText, true});
    return release_promise(decision, talk, id, kText);
  });
}

bool check(Play& play, bool heard) {
  Play::Facts facts;
  if (!heard) facts.denied_by = play.situation().talk->with.contact;
  return say(
      play,
      [&](Decision& decision, const Conversation& talk) {
        return record_follow_up(decision, talk, {heard, heard, heard, {}});
      },
      facts);
}

bool join_another(Play& play) {
  Case survivor;
  survivor.id = CaseId{77};
  survivor.number = 77;
  survivor.first_operator = kOperator;
  survivor.reporter = ContactId{9};
  survivor.reporter_reachable = true;
  std::optional<JoinedBy> taken;
  const auto& promises = play.situation().state->promises;
  const auto owed_before = std::count_if(promises.begin(), promises.end(),
                                         [](const Promise& one) { return one.is_owed(); });
  const bool joined = say(play, [&](Decision& decision, const Conversation& talk) -> Result<Done> {
    auto by = join(decision, survivor, talk);
    if (!by.ok()) return by.error();
    taken = by.value();
    return Done{};
  });
  KEPT_CHECK(!joined || std::ssize(taken->promises) == owed_before);
  return joined;
}

NewOutcome no_information() { return {Resolution::information_not_held, {}, kText}; }

bool told_now(Play& play) {
  return say(play, [&](Decision& decision, const Conversation& talk) -> Result<Done> {
    if (auto recorded = record_outcome(decision, no_information()); !recorded.ok()) return recorded;
    return tell_resident(decision, talk, false);
  });
}

bool by_operator(Play& play, const Play::Decide& decide, bool on_word = false) {
  return play.unit(kOperator, decide, {{}, {}, {}, on_word});
}

bool outcome_on_word(Play& play) {
  return by_operator(
      play,
      [&](Decision& decision) -> Result<Done> {
        if (auto recorded = record_outcome(decision, no_information()); !recorded.ok()) {
          return recorded;
        }
        return told_on_word(decision, decision.context().who, decision.now());
      },
      true);
}

/// Said later than it was: the contact is claimed for the due instant, or for now.
bool kept_on_word(Play& play, const Promise& promise) {
  const Instant contact_at = std::min(play.situation().now, promise.due.instant);
  return play.unit(promise.owner,
                   [&](Decision& decision) {
                     return keep_on_word(decision, promise.id, {contact_at, promise.owner, kText});
                   },
                   {{}, {}, {}, true});
}

// ---- The department and the supervisor. ----

const Ask* open_ask(const Situation& now) {
  const auto& asks = now.state->asks;
  const auto found = std::find_if(asks.begin(), asks.end(),
                                  [](const Ask& ask) { return ask.state == AskState::asked; });
  return found == asks.end() ? nullptr : &*found;
}

const PendingDecision* pending(const Situation& now, DecisionSubject subject) {
  const auto& all = now.state->decisions;
  const auto found = std::find_if(all.begin(), all.end(), [&](const PendingDecision& one) {
    return !one.made && one.subject == subject;
  });
  return found == all.end() ? nullptr : &*found;
}

bool department(Play& play, Do what) {
  const Situation& now = play.situation();
  if (what == Do::ask) {
    return by_operator(play, [&](Decision& decision) -> Result<Done> {
      const auto asked = ask_department(decision, {kParks, kText, {}});
      if (!asked.ok()) return asked.error();
      return Done{};
    });
  }
  const Ask ask = *open_ask(now);
  const DepartmentId other = ask.department == kParks ? kRoads : kParks;
  const Instant later = play.world().next_due(std::max(ask.due, now.now), 0).instant;
  return play.unit(ask.owner, [&](Decision& decision) -> Result<Done> {
    switch (what) {
      case Do::answer:
        return answer_ask(decision, ask.id, ask.owner, kText);
      case Do::give_back:
        return return_ask(decision, ask.id, ask.owner, kText, {});
      case Do::pass_on:
        return return_ask(decision, ask.id, ask.owner, kText, other);
      default:
        return extend_ask(decision, ask.id, ask.owner, later);
    }
  });
}

bool decide(Play& play, Do what) {
  const Situation& now = play.situation();
  return play.unit(kSupervisor, [&](Decision& decision) {
    if (what == Do::decide_department) return decide_department(decision, kParks, kText);
    const DutyId promise = *pending(now, DecisionSubject::disputed_promise)->promise;
    return decide_dispute(decision, promise, what == Do::decide_kept, kText);
  });
}

// ---- The outbox. ----

const Message* queued(const Situation& now) {
  const auto& all = now.state->messages;
  const auto found = std::find_if(all.begin(), all.end(), [](const Message& message) {
    return message.state == MessageState::queued;
  });
  return found == all.end() ? nullptr : &*found;
}

/// As the outbox does it: what is not meant any more is withdrawn before anybody sees it.
bool outbox(Play& play, Do what) {
  const Message message = *queued(play.situation());
  return play.unit({}, [&](Decision& decision) -> Result<Done> {
    if (!is_still_meant(decision.state(), message)) {
      message_withdrawn(decision, message.id);
    } else if (what == Do::message_taken) {
      message_accepted(decision, message.id, {kText, kText, kText}, decision.now());
    } else {
      message_failed(decision, message.id, MessageFailure::refused);
    }
    return Done{};
  });
}

// ---- Who is there. ----

bool go_away(Play& play, StaffId staff) {
  Situation& now = play.situation();
  const Absence absence{now.now, now.now + std::chrono::days(3)};
  now.presence.away[index_of(staff)] = absence;
  return play.unit(kSupervisor, [&](Decision& decision) -> Result<Done> {
    move_duties(decision, staff, absence.from, absence.until, MoveReason::away);
    return Done{};
  });
}

bool come_back(Play& play, StaffId staff) {
  Situation& now = play.situation();
  now.presence.away[index_of(staff)].reset();
  return play.unit(staff, [&](Decision& decision) -> Result<Done> {
    bring_back(decision, staff);
    return Done{};
  });
}

bool disable(Play& play, StaffId staff) {
  play.situation().presence.disabled.set(index_of(staff));
  return play.unit(kSupervisor, [&](Decision& decision) -> Result<Done> {
    move_duties(decision, staff, Instant::min(), Instant::max(), MoveReason::disabled);
    return Done{};
  });
}

bool clock(Play& play, Do what) {
  const Instant due = *next_due(play.situation());
  if (what == Do::until_due) play.run_clock(due);
  if (what == Do::past_due) play.run_clock(due + milliseconds(1));
  if (what == Do::outage) play.run_after_outage(due + hours(1));
  return true;
}

bool telephone(Play& play, const Action& action) {
  Situation& now = play.situation();
  switch (action.what) {
    case Do::resident_rings:
      return ring(play, ContactId{action.which}, StaffId{action.by});
    case Do::dial:
      return dial(play, owed(now)[static_cast<std::size_t>(action.which)]);
    case Do::connected:
      return result(play, AttemptResult::connected);
    case Do::nobody_there:
      return result(play, AttemptResult::voicemail);
    default:
      now.talk.reset();
      return true;
  }
}

bool on_the_line(Play& play, const Action& action) {
  const Situation& now = play.situation();
  switch (action.what) {
    case Do::promise_oneself:
      return promise(play, now.talk->with.staff, 0);
    case Do::promise_for_manager:
      return promise(play, kManager, 0);
    case Do::promise_in_writing:
      return promise_in_writing(play);
    case Do::outcome_told:
      return told_now(play);
    case Do::tell:
    case Do::waive:
      return say(play, [&](Decision& decision, const Conversation& talk) {
        return tell_resident(decision, talk, action.what == Do::waive);
      });
    case Do::check_says_yes:
    case Do::check_says_no:
      return check(play, action.what == Do::check_says_yes);
    case Do::close_answered:
      return say(play, [&](Decision& decision, const Conversation& talk) {
        return close_directly(decision, {Resolution::answered, {}, kText}, talk);
      });
    case Do::praise_passed_on:
      return say(play, [&](Decision& decision, const Conversation& talk) {
        return close_directly(decision, {Resolution::passed_on, {}, kText}, talk);
      });
    case Do::not_heard:
      return say(play, [](Decision& decision, const Conversation& talk) {
        return not_heard(decision, talk, kText);
      });
    case Do::apologise:
      return say(play, [](Decision& decision, const Conversation& talk) {
        return apologise(decision, talk);
      });
    case Do::join:
      return join_another(play);
    default:
      return about_promise(
          play, action.what,
          promises_to(now, now.talk->with.contact)[static_cast<std::size_t>(action.which)]);
  }
}

bool at_the_desk(Play& play, const Action& action) {
  switch (action.what) {
    case Do::close_in_error:
      return by_operator(play, [](Decision& decision) {
        return close_directly(decision, {Resolution::entered_in_error, {}, kText}, {});
      });
    case Do::pass_praise_on:
      return by_operator(play, [](Decision& decision) {
        return close_directly(decision, {Resolution::passed_on, {}, kText}, {});
      });
    case Do::write_outcome:
      return by_operator(play, [](Decision& decision) { return tell_in_writing(decision, kAnna); });
    case Do::outcome:
      return by_operator(
          play, [](Decision& decision) { return record_outcome(decision, no_information()); });
    case Do::outcome_on_word:
      return outcome_on_word(play);
    case Do::could_not_reach:
      return by_operator(play, [](Decision& decision) {
        return record_outcome(decision, {Resolution::could_not_reach_resident, {}, kText});
      });
    case Do::kept_on_word:
      return kept_on_word(play,
                          play.situation().state->promises[static_cast<std::size_t>(action.which)]);
    default:
      return by_operator(play, [](Decision& decision) {
        return reopen(decision, ReopenReason::resident_asks, kText);
      });
  }
}

// ---- What is worth trying. ----

bool owes_apology_to(const Situation& now, ContactId contact) {
  const auto owed = obligations(*now.state);
  return std::any_of(owed.begin(), owed.end(), [&](const Obligation& duty) {
    return duty.kind == DutyKind::apology && duty.contact == contact;
  });
}

void add_talk(const Situation& now, std::vector<Action>& actions) {
  if (is_on_the_line(now)) {
    for (const Do what :
         {Do::promise_oneself, Do::promise_for_manager, Do::outcome_told, Do::tell, Do::waive,
          Do::check_says_yes, Do::check_says_no, Do::close_answered, Do::not_heard, Do::join}) {
      actions.push_back({what});
    }
    if (now.talk->with.contact == kAnna) actions.push_back({Do::promise_in_writing});
    if (now.state->kind == CaseKind::compliment) actions.push_back({Do::praise_passed_on});
    if (owes_apology_to(now, now.talk->with.contact)) actions.push_back({Do::apologise});
    const auto promises = promises_to(now, now.talk->with.contact);
    for (int i = 0; i < static_cast<int>(promises.size()); ++i) {
      for (const Do what : {Do::hand_over, Do::move, Do::release}) actions.push_back({what, i});
    }
  } else if (!now.talk->result) {
    actions.push_back({Do::connected});
  }
  const bool may_be_nobody = now.talk->purpose && (!now.talk->result || is_on_the_line(now));
  if (may_be_nobody) actions.push_back({Do::nobody_there});
  actions.push_back({Do::hang_up});
}

void add_calls(const Situation& now, std::vector<Action>& actions) {
  for (const StaffId staff : {kOperator, kManager}) {
    if (now.presence.disabled[index_of(staff)]) continue;
    actions.push_back(
        {Do::resident_rings, static_cast<int>(kAnna.value), static_cast<int>(staff.value)});
  }
  if (!now.presence.disabled[index_of(kOperator)]) {
    actions.push_back(
        {Do::resident_rings, static_cast<int>(kBen.value), static_cast<int>(kOperator.value)});
  }
  const auto duties = owed(now);
  for (int i = 0; i < static_cast<int>(duties.size()); ++i) {
    if (duties[static_cast<std::size_t>(i)].contact) actions.push_back({Do::dial, i});
  }
}

void add_desk(const Situation& now, std::vector<Action>& actions) {
  for (const Do what : {Do::close_in_error, Do::outcome, Do::outcome_on_word, Do::could_not_reach,
                        Do::reopen, Do::ask}) {
    actions.push_back({what});
  }
  for (int i = 0; i < static_cast<int>(now.state->promises.size()); ++i) {
    if (now.state->promises[static_cast<std::size_t>(i)].is_owed()) {
      actions.push_back({Do::kept_on_word, i});
    }
  }
  if (now.state->state == CaseState::resolved) actions.push_back({Do::write_outcome});
  if (now.state->kind == CaseKind::compliment) actions.push_back({Do::pass_praise_on});
  if (open_ask(now) != nullptr) {
    for (const Do what : {Do::answer, Do::give_back, Do::pass_on, Do::extend}) {
      actions.push_back({what});
    }
  }
  if (pending(now, DecisionSubject::department) != nullptr) {
    actions.push_back({Do::decide_department});
  }
  if (pending(now, DecisionSubject::disputed_promise) != nullptr) {
    actions.push_back({Do::decide_kept});
    actions.push_back({Do::decide_broken});
  }
}

void add_presence(const Situation& now, std::vector<Action>& actions) {
  for (const StaffId staff : {kOperator, kManager}) {
    const std::size_t i = index_of(staff);
    const int which = static_cast<int>(staff.value);
    if (now.presence.disabled[i]) continue;
    const auto& away = now.presence.away[i];
    if (!away) actions.push_back({Do::go_away, which});
    if (away && away->until > now.now) actions.push_back({Do::come_back, which});
    actions.push_back({Do::disable, which});
  }
}

}  // namespace

std::string to_string(const Action& action) {
  std::string text(kDoNames[static_cast<std::size_t>(action.what)]);
  if (action.which != 0) text += " " + std::to_string(action.which);
  if (action.by != 0) text += " by " + std::to_string(action.by);
  return text;
}

std::vector<Action> candidates(const Situation& now) {
  std::vector<Action> actions;
  if (now.talk) {
    add_talk(now, actions);
  } else {
    add_calls(now, actions);
    add_desk(now, actions);
    add_presence(now, actions);
  }
  if (queued(now) != nullptr) {
    for (const Do what : {Do::message_taken, Do::message_refused}) actions.push_back({what});
  }
  if (next_due(now)) {
    for (const Do what : {Do::until_due, Do::past_due, Do::outage}) actions.push_back({what});
  }
  return actions;
}

bool perform(Play& play, const Action& action) {
  if (action.what <= Do::hang_up) return telephone(play, action);
  if (action.what <= Do::join) return on_the_line(play, action);
  if (action.what <= Do::reopen) return at_the_desk(play, action);
  if (action.what <= Do::extend) return department(play, action.what);
  if (action.what <= Do::decide_broken) return decide(play, action.what);
  if (action.what <= Do::message_refused) return outbox(play, action.what);
  const StaffId staff{action.which};
  switch (action.what) {
    case Do::go_away:
      return go_away(play, staff);
    case Do::come_back:
      return come_back(play, staff);
    case Do::disable:
      return disable(play, staff);
    default:
      return clock(play, action.what);
  }
}

}  // namespace kept::explorer
