#include "domain/cases/case.h"

#include <algorithm>
#include <type_traits>

#include "domain/cases/opening.h"
#include "domain/cases/workflow.h"
#include "domain/promises/transitions.h"

namespace kept::domain {
namespace {

void must(bool fits, const char* why) {
  if (!fits) throw BrokenHistory(std::string("an event does not fit: ") + why);
}

/// The element with this id; events only name what earlier events made.
template <typename T>
T& with_id(std::vector<T>& things, decltype(T::id) id) {
  const auto found =
      std::find_if(things.begin(), things.end(), [&](const T& thing) { return thing.id == id; });
  must(found != things.end(), "it speaks of something that was never made");
  return *found;
}

/// Folds the events of one case; one overload for each kind of event.
class Fold {
 public:
  Fold(Case& state, const EventRecord& record) : case_(state), at_(record.occurred_at) {}

  void operator()(const CaseOpened& event) {
    case_.number = event.number;
    case_.kind = event.kind;
    case_.service = event.service;
    case_.department = event.department;
    case_.team = event.team;
    case_.reporter = event.reporter;
    case_.reporter_reachable = event.reporter_reachable;
    case_.first_operator = event.first_operator;
    case_.follow_up_policy = event.follow_up;
    case_.summary = event.summary;
    case_.place = event.place;
    case_.point = event.point;
    case_.areas = event.areas;
    case_.answers = event.answers;
    case_.notice = event.notice;
    case_.about_staff = event.about_staff;
    case_.adopted = event.adopted;
    case_.opened_at = at_;
    case_.stands_since = at_;
    case_.interactions.push_back(event.interaction);
  }
  void operator()(const TargetSet& event) {
    case_.target =
        Target{.id = event.id, .owner = event.owner, .covering_for = {}, .due = event.due};
  }

  void operator()(const AskMade& event) {
    Ask ask;
    ask.id = event.id;
    ask.department = event.department;
    ask.owner = event.owner;
    ask.covering_for = event.covering_for;
    ask.asked_by = event.asked_by;
    ask.asked_at = at_;
    ask.due = event.due;
    ask.reminders = event.reminders;
    ask.text = event.text;
    case_.asks.push_back(std::move(ask));
    if (case_.department != event.department) case_.team.reset();
    case_.department = event.department;
    case_.follow_up_policy = FollowUpPolicy::person;
  }
  void operator()(const AskAnswered& event) {
    Ask& ask = with_id(case_.asks, event.id);
    ask.state = AskState::answered;
    ask.answer = event.text;
  }
  void operator()(const AskReturned& event) {
    Ask& ask = with_id(case_.asks, event.id);
    ask.state = AskState::returned;
    ask.answer = event.reason;
    ++case_.returns;
  }
  void operator()(const AskExtended& event) {
    Ask& ask = with_id(case_.asks, event.id);
    ask.due = event.due;
    ask.reminders = event.reminders;
    ask.reminders_sent = 0;
    ask.escalated = false;
  }
  void operator()(const AskWithdrawn& event) {
    with_id(case_.asks, event.id).state = AskState::withdrawn;
  }

  void operator()(const PromiseMade& event) {
    case_.promises.push_back(event.promise);
    note_interaction(event.promise.made_in);
    if (case_.follow_up_policy == FollowUpPolicy::none) {
      case_.follow_up_policy = FollowUpPolicy::person;
    }
  }
  void operator()(const PromiseDialled& event) {
    Promise& promise = with_id(case_.promises, event.id);
    promise.dialled = event.interaction;
    promise.dialled_at = at_;
    note_interaction(event.interaction);
  }
  void operator()(const PromiseKept& event) {
    Promise& promise = become(event.id, PromiseState::kept);
    promise.evidence = event.evidence;
    promise.contact_at = event.contact_at;
    promise.contacted_in = event.interaction;
    promise.claimed_contact_at.reset();
    promise.broken_reason.reset();
    if (event.interaction) note_interaction(*event.interaction);
  }
  void operator()(const PromiseWordGiven& event) {
    with_id(case_.promises, event.id).claimed_contact_at = event.contact_at;
  }
  void operator()(const PromiseMended& event) {
    Promise& promise = with_id(case_.promises, event.id);
    promise.mended = true;
    promise.contact_at = event.contact_at;
    promise.contacted_in = event.interaction;
  }
  void operator()(const PromiseUnreached& event) {
    Promise& promise = become(event.id, PromiseState::unreached);
    promise.evidence.reset();
  }
  void operator()(const PromiseBroken& event) {
    Promise& promise = become(event.id, PromiseState::broken);
    promise.broken_reason = event.reason;
    promise.evidence.reset();
    promise.mended = false;
    promise.given_up = false;
    case_.follow_up_policy = FollowUpPolicy::person;
  }
  void operator()(const PromiseDisputed& event) { become(event.id, PromiseState::disputed); }
  void operator()(const PromiseReleased& event) { become(event.id, PromiseState::released); }
  void operator()(const PromiseMoved& event) { become(event.id, PromiseState::moved); }

  void operator()(const PromiseRetimed& event) {
    Promise& promise = with_id(case_.promises, event.id);
    promise.due = event.due;
    promise.first_due = event.first_due;
    promise.reminders = event.reminders;
    promise.reminders_sent = 0;
  }
  void operator()(const MoreTimeWanted& event) {
    with_id(case_.promises, event.id).time_wanted = event.until;
  }
  void operator()(const PromiseDeclined& event) {
    with_id(case_.promises, event.id).declined = true;
  }

  void operator()(const ReminderSent& event) {
    if (event.kind == DutyKind::promise) {
      with_id(case_.promises, event.id).reminders_sent = event.number;
    } else {
      with_id(case_.asks, event.id).reminders_sent = event.number;
    }
  }
  void operator()(const DutyOverdue& event) {
    on_duty(event.kind, event.id, [](auto& duty) {
      if constexpr (requires { duty.escalated; }) duty.escalated = true;
    });
  }
  void operator()(const DutyMoved& event) {
    on_duty(event.kind, event.id, [&](auto& duty) {
      duty.owner = event.to;
      duty.covering_for = event.covering_for;
    });
  }

  void operator()(const TeamGiven& event) { case_.team = event.team; }
  void operator()(const DutyRetimed& event) {
    on_duty(event.kind, event.id, [&](auto& duty) {
      if constexpr (requires { duty.escalated; }) duty.due = event.due;
      if constexpr (requires { duty.asked_by; }) {
        duty.reminders = event.reminders;
        duty.reminders_sent = 0;
      }
    });
  }

  void operator()(const ApologyOwed& event) {
    Apology apology;
    apology.id = event.id;
    apology.promise = event.promise;
    apology.contact = event.contact;
    apology.owner = event.owner;
    apology.due = event.due;
    case_.apologies.push_back(apology);
  }
  void operator()(const ApologyGiven& event) { settle(event.id, event.interaction); }
  void operator()(const ApologyWaived& event) { settle(event.id, event.interaction); }

  void operator()(const AttemptsOwed& event) {
    AttemptSeries series;
    series.id = event.id;
    series.contact = event.contact;
    series.owner = event.owner;
    series.due = event.due;
    case_.series.push_back(std::move(series));
  }
  void operator()(const AttemptMade& event) {
    const Attempt attempt{event.interaction, event.result, event.local_day, event.span};
    note_interaction(event.interaction);
    if (event.kind == DutyKind::contact_attempts) {
      AttemptSeries& series = with_id(case_.series, event.id);
      series.attempts.push_back(attempt);
      series.due = event.next_due;
      series.escalated = false;
    } else if (event.kind == DutyKind::follow_up) {
      FollowUp& follow_up = with_id(case_.follow_ups, event.id);
      follow_up.attempts.push_back(attempt);
      follow_up.due = event.next_due;
      follow_up.escalated = false;
    }
  }
  void operator()(const AttemptsMet& event) {
    AttemptSeries& series = with_id(case_.series, event.id);
    series.met = true;
    series.met_in = event.interaction;
  }
  void operator()(const AttemptsExhausted& event) {
    if (event.kind == DutyKind::follow_up) {
      with_id(case_.follow_ups, event.id).exhausted = true;
      case_.checked = true;
      return;
    }
    with_id(case_.series, event.id).exhausted = true;
    for (Promise& promise : case_.promises) {
      if (promise.beneficiary == event.contact && promise.state == PromiseState::broken) {
        promise.given_up = true;
      }
    }
    for (Apology& apology : case_.apologies) {
      if (apology.contact == event.contact) apology.given_up = true;
    }
  }

  void operator()(const OutcomeRecorded& event) {
    become(CaseState::resolved);
    case_.outcome = Outcome{event.resolution, event.qualifiers, event.text};
    case_.checked = false;
    case_.resolved_at = at_;
  }
  void operator()(const ResidentTold& event) {
    case_.told.push_back({event.contact, event.how, event.interaction, at_});
    if (event.interaction) note_interaction(*event.interaction);
  }
  void operator()(const FollowUpOwed& event) {
    FollowUp follow_up;
    follow_up.id = event.id;
    follow_up.contact = event.contact;
    follow_up.owner = event.owner;
    follow_up.covering_for = event.covering_for;
    follow_up.by_message = event.by_message;
    follow_up.due = event.due;
    case_.follow_ups.push_back(std::move(follow_up));
  }
  void operator()(const FollowUpMessageSent& event) {
    FollowUp& follow_up = with_id(case_.follow_ups, event.id);
    follow_up.message_sent = true;
    follow_up.due = event.silence_until;
  }
  void operator()(const FollowUpDone& event) {
    FollowUp& follow_up = with_id(case_.follow_ups, event.id);
    follow_up.done = true;
    follow_up.heard = event.heard;
    case_.checked = case_.checked || event.heard;
    follow_up.satisfied_with_call = event.satisfied_with_call;
    follow_up.satisfied_with_outcome = event.satisfied_with_outcome;
    follow_up.done_at = at_;
  }

  void operator()(const DecisionOwed& event) {
    PendingDecision decision;
    decision.id = event.id;
    decision.subject = event.subject;
    decision.promise = event.promise;
    decision.owner = event.owner;
    decision.due = event.due;
    case_.decisions.push_back(decision);
  }
  void operator()(const DecisionMade& event) { with_id(case_.decisions, event.id).made = true; }

  void operator()(const CaseClosed& event) {
    become(CaseState::closed);
    case_.closed_at = at_;
    case_.close_reason = event.reason;
    if (!case_.resolved_at) case_.resolved_at = at_;
  }
  void operator()(const CaseReopened&) {
    if (!stands_for_record(case_)) case_.stands_since = at_;
    become(CaseState::open);
    ++case_.reopened;
    case_.outcome.reset();
    case_.told.clear();
    case_.checked = false;
    case_.resolved_at.reset();
    case_.closed_at.reset();
    case_.close_reason.reset();
    case_.target.reset();
    case_.follow_up_policy = FollowUpPolicy::person;
    for (FollowUp& follow_up : case_.follow_ups) follow_up.done = true;
    for (AttemptSeries& series : case_.series) series.met = true;
  }
  void operator()(const NotHeard& event) {
    ++case_.not_heard;
    note_interaction(event.interaction);
  }
  void operator()(const JoinedTo& event) {
    case_.joined_to = event.survivor;
    case_.joined_to_number = event.survivor_number;
    case_.target.reset();
    std::erase_if(case_.promises, [](const Promise& promise) { return promise.is_owed(); });
    for (Ask& ask : case_.asks) {
      if (ask.state == AskState::asked) ask.state = AskState::withdrawn;
    }
    for (Apology& apology : case_.apologies) apology.given = true;
    for (AttemptSeries& series : case_.series) series.met = true;
    for (FollowUp& follow_up : case_.follow_ups) follow_up.done = true;
    for (PendingDecision& decision : case_.decisions) decision.made = true;
  }
  void operator()(const JoinedBy& event) {
    if (event.follower) add_follower(*event.follower);
    for (const ContactId one : event.followers.value_or(std::vector<ContactId>{}))
      add_follower(one);
    case_.promises.insert(case_.promises.end(), event.promises.begin(), event.promises.end());
    case_.duplicates.push_back(event.duplicate);
  }
  void operator()(const FollowerAdded& event) {
    add_follower(event.contact);
    note_interaction(event.interaction);
  }
  void operator()(const ReporterReachable&) { case_.reporter_reachable = true; }
  void operator()(const ReporterNamed& event) {
    case_.reporter = event.contact;
    case_.reporter_reachable = event.reachable;
    std::erase(case_.followers, event.contact);
    if (event.interaction) note_interaction(*event.interaction);
  }
  void operator()(const ContactReplaced& event) {
    const auto replace = [&](ContactId& contact) {
      if (contact == event.from) contact = event.to;
    };
    if (case_.reporter) replace(*case_.reporter);
    for (ContactId& follower : case_.followers) replace(follower);
    for (Promise& promise : case_.promises) replace(promise.beneficiary);
    for (Apology& apology : case_.apologies) replace(apology.contact);
    for (AttemptSeries& series : case_.series) replace(series.contact);
    for (FollowUp& follow_up : case_.follow_ups) replace(follow_up.contact);
    for (Told& told : case_.told) replace(told.contact);
    for (Message& message : case_.messages) replace(message.contact);
  }
  void operator()(const Spoke& event) { note_interaction(event.interaction); }
  void operator()(const Redacted&) {}
  void operator()(const UpdateReceived&) {}
  void operator()(const SentToPartner&) {}
  void operator()(const PartnerAnswered&) {}
  void operator()(const PartnerNotReached&) {}
  void operator()(const PublicityDecided&) {}
  void operator()(const PhotoAdded& event) { case_.photos.push_back(event.id); }
  void operator()(const ContactWithdrawn& event) {
    std::erase_if(case_.told,
                  [&](const Told& told) { return told.interaction == event.interaction; });
    if (event.all) return take_back(event.interaction);
    for (Promise& promise : case_.promises) {
      if (promise.dialled == event.interaction) promise.mended = false;
    }
  }

  void operator()(const MessageQueued& event) {
    Message message;
    message.id = event.id;
    message.purpose = event.purpose;
    message.contact = event.contact;
    message.duty = event.duty;
    case_.messages.push_back(message);
    if (event.purpose == MessagePurpose::follow_up) {
      with_id(case_.follow_ups, event.duty).message_queued = true;
    }
  }
  void operator()(const MessageAccepted& event) {
    Message& message = with_id(case_.messages, event.id);
    message.state = MessageState::accepted;
    message.accepted_at = at_;
    message.sent = event.sent;
  }
  void operator()(const MessageFailed& event) {
    with_id(case_.messages, event.id).state = MessageState::failed;
  }
  void operator()(const MessageWithdrawn& event) {
    with_id(case_.messages, event.id).state = MessageState::withdrawn;
  }
  void operator()(const MessageBounced& event) {
    Message& message = with_id(case_.messages, event.id);
    message.state = MessageState::bounced;
    std::erase_if(case_.told, [&](const Told& told) {
      return told.how == ToldHow::message && told.contact == message.contact;
    });
    for (FollowUp& follow_up : case_.follow_ups) {
      if (follow_up.id == message.duty) follow_up.message_sent = false;
    }
  }
  void operator()(const ContactDue& event) {
    on_duty(event.kind, event.id, [&](auto& duty) {
      duty.owner = event.owner;
      duty.covering_for = event.covering_for;
      if constexpr (requires { duty.escalated; }) {
        duty.due = event.due;
        duty.escalated = false;
      }
      if constexpr (requires { duty.by_message; }) duty.by_message = false;
    });
  }

 private:
  /// What was kept, said or met in a conversation that reached nobody is owed again.
  void take_back(InteractionId talk) {
    for (Promise& promise : case_.promises) {
      if (!promise.rests_on(talk)) continue;
      if (promise.state == PromiseState::kept) become(promise.id, PromiseState::made);
      promise.evidence.reset();
      promise.mended = false;
      promise.contacted_in.reset();
    }
    for (Apology& apology : case_.apologies) {
      if (apology.given_in != talk) continue;
      apology.given = false;
      apology.given_in.reset();
    }
    for (AttemptSeries& series : case_.series) {
      // Another one may have begun since, and takes its place.
      if (series.met_in != talk || case_.open_series(series.contact) != nullptr) continue;
      series.met = false;
      series.met_in.reset();
    }
  }

  Promise& become(DutyId id, PromiseState to) {
    Promise& promise = with_id(case_.promises, id);
    must(may_become(promise.state, to), "no promise goes that way");
    promise.state = to;
    return promise;
  }
  void become(CaseState to) {
    must(may_become(case_.state, to), "no case goes that way");
    case_.state = to;
  }
  void settle(DutyId id, std::optional<InteractionId> interaction) {
    Apology& apology = with_id(case_.apologies, id);
    apology.given = true;
    apology.given_in = interaction;
  }
  void add_follower(ContactId contact) {
    std::vector<ContactId>& all = case_.followers;
    if (std::find(all.begin(), all.end(), contact) == all.end()) all.push_back(contact);
  }
  void note_interaction(InteractionId id) {
    if (std::find(case_.interactions.begin(), case_.interactions.end(), id) ==
        case_.interactions.end()) {
      case_.interactions.push_back(id);
    }
  }
  template <typename Change>
  void on_duty(DutyKind kind, DutyId id, Change change) {
    switch (kind) {
      case DutyKind::promise:
        return change(with_id(case_.promises, id));
      case DutyKind::apology:
        return change(with_id(case_.apologies, id));
      case DutyKind::ask:
        return change(with_id(case_.asks, id));
      case DutyKind::contact_attempts:
        return change(with_id(case_.series, id));
      case DutyKind::follow_up:
        return change(with_id(case_.follow_ups, id));
      case DutyKind::decision:
        return change(with_id(case_.decisions, id));
      case DutyKind::target:
        must(case_.target.has_value(), "there is no target");
        return change(*case_.target);
    }
  }

  Case& case_;
  base::Instant at_;
};

}  // namespace

void apply(Case& state, const EventRecord& record) {
  must(record.seq == state.version + 1, "one is missing before it");
  std::visit(Fold(state, record), record.what);
  state.version = record.seq;
  state.changed_at = record.recorded_at;
}

Case replay(CaseId id, const std::vector<EventRecord>& events) {
  Case state;
  state.id = id;
  for (const EventRecord& record : events) apply(state, record);
  return state;
}

const Promise* Case::find_promise(DutyId duty) const {
  const auto found = std::find_if(promises.begin(), promises.end(),
                                  [&](const Promise& promise) { return promise.id == duty; });
  return found == promises.end() ? nullptr : &*found;
}

const Ask* Case::find_ask(DutyId duty) const {
  const auto found =
      std::find_if(asks.begin(), asks.end(), [&](const Ask& ask) { return ask.id == duty; });
  return found == asks.end() ? nullptr : &*found;
}

const FollowUp* Case::open_follow_up() const {
  const auto found = std::find_if(follow_ups.begin(), follow_ups.end(), [](const FollowUp& check) {
    return !check.done && !check.exhausted;
  });
  return found == follow_ups.end() ? nullptr : &*found;
}

const AttemptSeries* Case::open_series(ContactId contact) const {
  const auto found = std::find_if(series.begin(), series.end(), [&](const AttemptSeries& one) {
    return one.contact == contact && !one.met && !one.exhausted;
  });
  return found == series.end() ? nullptr : &*found;
}

const Message* Case::find_message(MessageId message) const {
  const auto found = std::find_if(messages.begin(), messages.end(),
                                  [&](const Message& one) { return one.id == message; });
  return found == messages.end() ? nullptr : &*found;
}

bool Case::was_told(ContactId contact) const {
  return std::any_of(told.begin(), told.end(),
                     [&](const Told& entry) { return entry.contact == contact; });
}

}  // namespace kept::domain
