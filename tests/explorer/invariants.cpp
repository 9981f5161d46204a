#include "invariants.h"

#include <algorithm>
#include <set>
#include <utility>

#include "domain/cases/obligations.h"

namespace kept::explorer {
namespace {

using namespace domain;
using base::Instant;
using std::chrono::milliseconds;

// The city's policy as the story tells it, apart from the policy that the domain was given.
constexpr std::size_t kAttempts = 3;
constexpr std::size_t kAttemptDays = 2;
constexpr std::size_t kAttemptSpans = 2;
constexpr std::chrono::days kSilence{4};  ///< five working days are never less

struct Owed {
  DutyKind kind;
  DutyId id;
  StaffId owner;
  Instant due;
};

/// What is owed, read from the fields; obligations() must say the same.
std::vector<Owed> owed_on(const Case& state) {
  std::vector<Owed> owed;
  for (const Promise& promise : state.promises) {
    if (!promise.is_owed()) continue;
    owed.push_back({DutyKind::promise, promise.id, promise.owner, promise.due.instant});
  }
  for (const Apology& one : state.apologies) {
    if (one.given || one.given_up) continue;
    owed.push_back({DutyKind::apology, one.id, one.owner, one.due});
  }
  for (const Ask& one : state.asks) {
    if (one.state == AskState::asked) owed.push_back({DutyKind::ask, one.id, one.owner, one.due});
  }
  for (const AttemptSeries& one : state.series) {
    if (one.met || one.exhausted) continue;
    owed.push_back({DutyKind::contact_attempts, one.id, one.owner, one.due});
  }
  for (const FollowUp& one : state.follow_ups) {
    if (one.done || one.exhausted) continue;
    owed.push_back({DutyKind::follow_up, one.id, one.owner, one.due});
  }
  for (const PendingDecision& one : state.decisions) {
    if (!one.made) owed.push_back({DutyKind::decision, one.id, one.owner, one.due});
  }
  return owed;
}

/// The reporter, and whoever holds a promise.
std::vector<ContactId> hearers(const Case& state) {
  std::set<ContactId> contacts;
  if (state.reporter) contacts.insert(*state.reporter);
  for (const Promise& promise : state.promises) {
    if (promise.state != PromiseState::released) contacts.insert(promise.beneficiary);
  }
  return {contacts.begin(), contacts.end()};
}

bool vain_attempts_suffice(const Case& state, ContactId contact) {
  const auto suffices = [](const std::vector<Attempt>& attempts) {
    std::set<int> days;
    std::set<int> spans;
    for (const Attempt& attempt : attempts) {
      days.insert(attempt.local_day);
      if (attempt.span > 0) spans.insert(attempt.span);
    }
    return attempts.size() >= kAttempts && days.size() >= kAttemptDays &&
           spans.size() >= kAttemptSpans;
  };
  // Whoever was met since can be reached.
  const auto in_series = [&](const AttemptSeries& one) {
    return one.contact == contact && !one.met && suffices(one.attempts);
  };
  const auto in_follow_up = [&](const FollowUp& one) {
    return one.contact == contact && !one.done && suffices(one.attempts);
  };
  return std::any_of(state.series.begin(), state.series.end(), in_series) ||
         std::any_of(state.follow_ups.begin(), state.follow_ups.end(), in_follow_up);
}

class Judge {
 public:
  explicit Judge(const Unit& unit) : unit_(unit) {}

  std::vector<Breach> take() {
    if (!events_in_order()) return std::move(breaches_);
    somebody_owes();
    tries_are_one_series();
    owners_are_there();
    promises_are_true();
    for (const EventRecord& record : unit_.events) {
      std::visit([&](const auto& event) { look(event, record); }, record.what);
    }
    if (unit_.denied_by) denial_is_heard(*unit_.denied_by);
    for (Breach& breach : check_rules(unit_.after, unit_.people)) {
      breaches_.push_back(std::move(breach));
    }
    return std::move(breaches_);
  }

 private:
  void expect(bool holds, int rule, const char* what) {
    if (!holds) breaches_.push_back({rule, what});
  }

  // Rule 5: events follow each other, say when they happened, and are all that the state is.
  bool events_in_order() {
    int seq = unit_.before.version;
    for (const EventRecord& record : unit_.events) {
      expect(record.seq == ++seq, 5, "events are not numbered one after the other");
      expect(record.occurred_at <= record.recorded_at, 5, "an event is from the future");
      expect(record.recorded_at == unit_.now, 5, "an event was not recorded when it was decided");
    }
    if (!breaches_.empty()) return false;
    expect(unit_.after == unit_.decided, 5, "the events do not tell the state");
    return breaches_.empty();
  }

  // Rule 1.
  void somebody_owes() {
    const Case& after = unit_.after;
    auto owed = owed_on(after);
    if (after.state == CaseState::closed) {
      expect(owed.empty(), 1, "a closed case still owes something");
      return;
    }
    if (after.target && after.state == CaseState::open) {
      owed.push_back({DutyKind::target, after.target->id, after.target->owner, after.target->due});
    }
    expect(!owed.empty(), 1, "nobody owes anything");
    expect(owed.size() == obligations(after).size(), 1, "the list of obligations is not complete");
    for (const Owed& one : owed) {
      expect(one.owner && one.due > Instant{}, 1, "an obligation lacks its owner or its time");
    }
  }

  /// Who cannot be reached is tried once, however much they are owed.
  void tries_are_one_series() {
    std::set<ContactId> tried;
    if (unit_.after.state == CaseState::closed) return;
    for (const AttemptSeries& one : unit_.after.series) {
      if (one.met || one.exhausted) continue;
      expect(tried.insert(one.contact).second, 1, "two series of attempts to reach one person");
    }
  }

  // Rule 2: whoever owes something that is still to come is there then, if anybody is.
  void owners_are_there() {
    const Directory& people = unit_.people;
    if (unit_.after.state == CaseState::closed) return;
    for (const Owed& one : owed_on(unit_.after)) {
      const StaffMember* owner = people.find(one.owner);
      expect(owner != nullptr && owner->active, 2, "an obligation's account is disabled");
      if (one.due <= unit_.now || people.is_there(one.owner, one.due)) continue;
      const StaffId cover = people.acting_for(one.owner, one.due);
      expect(!people.is_there(cover, one.due), 2, "somebody owes what falls due while away");
    }
  }

  // Kept, broken and late, for each promise that was there before.
  void promises_are_true() {
    for (const Promise& promise : unit_.after.promises) {
      const bool kept = promise.state == PromiseState::kept;
      expect(!kept || promise.contact_at <= promise.due.instant, 1, "kept after its time");
      expect(!kept || promise.contact_at >= promise.made_at, 5, "kept before it was made");
      const Promise* was = unit_.before.find_promise(promise.id);
      if (was == nullptr) continue;
      const bool late = was->is_late(unit_.now);
      expect(!late || promise.is_late(unit_.now) || kept, 1, "a late promise is late no more");
      const bool denied = was->broken_reason == BrokenReason::resident_denies;
      expect(!denied || !kept, 4, "the resident denied it, and it counts as kept");
    }
  }

  void look(const PromiseMade& event, const EventRecord&) {
    expect(event.promise.due.instant > unit_.now, 1, "promised for a time that has passed");
    expect(unit_.talk && unit_.talk->contact == event.promise.beneficiary, 1,
           "promised without talking to the resident");
    expect(unit_.talk && unit_.talk->id == event.promise.made_in, 1, "made in no conversation");
  }
  void look(const PromiseKept& event, const EventRecord&) {
    const Promise* promise = unit_.after.find_promise(event.id);
    if (event.evidence == Evidence::message) {
      expect(was_written_to(promise->beneficiary, MessagePurpose::outcome, event.contact_at), 1,
             "kept in writing, and nothing was taken by the next hop");
      return;
    }
    if (event.evidence == Evidence::staff_word || unit_.before.find_promise(event.id) == nullptr) {
      return;
    }
    if (unit_.before.find_promise(event.id)->state == PromiseState::disputed) return;
    expect(unit_.talk && unit_.talk->contact == promise->beneficiary &&
               unit_.talk->answered_at == event.contact_at,
           1, "kept without contact");
    expect(unit_.talk && unit_.talk->id != promise->made_in, 1,
           "kept by the conversation in which it was made");
  }
  void look(const PromiseBroken& event, const EventRecord& record) {
    const Promise* was = unit_.before.find_promise(event.id);
    expect(was == nullptr || !was->broken_reason || was->state != PromiseState::broken, 1,
           "broken twice");
    const Promise& promise = *unit_.after.find_promise(event.id);
    const auto apology = std::any_of(unit_.after.apologies.begin(), unit_.after.apologies.end(),
                                     [&](const Apology& one) { return one.promise == event.id; });
    expect(apology, 1, "broken, and nobody owes an apology");
    const bool by_time =
        event.reason == BrokenReason::clock || event.reason == BrokenReason::outage;
    if (!by_time) return;
    const Instant due = promise.due.instant;
    expect(unit_.now > due, 9, "broken before its time had passed");
    expect(record.occurred_at == due + milliseconds(1), 9, "not broken as of its due instant");
    const bool was_down = unit_.outage && due >= unit_.outage->from && due < unit_.outage->until;
    expect(was_down == (event.reason == BrokenReason::outage), 9,
           "what an outage broke is not told apart");
  }
  void look(const PromiseUnreached& event, const EventRecord&) {
    const auto tries = std::any_of(
        unit_.after.series.begin(), unit_.after.series.end(), [&](const AttemptSeries& one) {
          return one.contact == unit_.after.find_promise(event.id)->beneficiary &&
                 !one.attempts.empty();
        });
    expect(tries, 1, "unreached, and nobody tries again");
    expect(!unit_.withdrawn || unit_.after.find_promise(event.id)->dialled == unit_.withdrawn, 1,
           "unreached by a call that was for something else");
  }
  void look(const AskReturned&, const EventRecord&) {
    const auto owed = owed_on(unit_.after);
    const bool passed_on = std::any_of(owed.begin(), owed.end(), [](const Owed& one) {
      return one.kind == DutyKind::ask || one.kind == DutyKind::decision;
    });
    expect(passed_on, 1, "returned, and nobody decides where it goes");
  }

  /// Whether a message to them was taken by then.
  [[nodiscard]] bool was_written_to(ContactId contact, MessagePurpose purpose, Instant by) const {
    const auto& all = unit_.after.messages;
    return std::any_of(all.begin(), all.end(), [&](const Message& message) {
      return message.contact == contact && message.purpose == purpose &&
             message.state == MessageState::accepted && message.accepted_at <= by;
    });
  }
  void look(const MessageFailed& event, const EventRecord&) {
    const DutyId duty = unit_.after.find_message(event.id)->duty;
    const auto is_it = [&](const Owed& one) { return one.id == duty; };
    const auto before = owed_on(unit_.before);
    if (std::none_of(before.begin(), before.end(), is_it)) return;
    const auto owed = owed_on(unit_.after);
    const auto call = std::find_if(owed.begin(), owed.end(), is_it);
    const FollowUp* check = unit_.after.open_follow_up();
    const bool waits_for_mail = check != nullptr && check->id == duty && check->by_message;
    expect(call != owed.end() && call->due > unit_.now && !waits_for_mail, 1,
           "the message was refused, and nobody calls instead");
  }
  void look(const FollowUpDone& event, const EventRecord&) {
    if (unit_.talk) return;
    const auto& all = unit_.after.messages;
    const bool asked = std::any_of(all.begin(), all.end(), [&](const Message& message) {
      return message.duty == event.id && message.state == MessageState::accepted &&
             unit_.now - message.accepted_at >= kSilence;
    });
    expect(asked, 4, "silence counts as an answer to a question that did not have its time");
  }

  // Rule 3: what counts as told.
  void look(const ResidentTold& event, const EventRecord&) {
    switch (event.how) {
      case ToldHow::in_interaction:
      case ToldHow::waived:
        expect(unit_.talk && unit_.talk->contact == event.contact &&
                   event.interaction == unit_.talk->id,
               3, "told in a conversation that nobody answered");
        break;
      case ToldHow::policy_exhausted:
        expect(vain_attempts_suffice(unit_.after, event.contact), 3, "given up too early");
        break;
      case ToldHow::staff_word:
        expect(unit_.on_word, 3, "told on a word that nobody gave");
        break;
      case ToldHow::no_channel:
        expect(event.contact == unit_.after.reporter && !unit_.after.reporter_reachable, 3,
               "not called, and could have been");
        break;
      case ToldHow::message:
        expect(was_written_to(event.contact, MessagePurpose::outcome,
                              unit_.now - std::chrono::hours(24)),
               3, "told in writing before a day had passed");
        break;
    }
  }
  void look(const CaseClosed& event, const EventRecord&) {
    const Case& after = unit_.after;
    const bool in_error =
        after.outcome && after.outcome->resolution == Resolution::entered_in_error;
    for (const ContactId contact : hearers(after)) {
      // Whoever else was promised something is told on the case that stands.
      if (event.reason == CloseReason::joined && contact != unit_.talk->contact) continue;
      expect(in_error || after.was_told(contact), 3, "closed, and somebody was not told");
    }
    closed_is_checked(event.reason);
  }

  // Rule 4: between resolved and closed comes the check, unless nobody was reached at all.
  void closed_is_checked(CloseReason reason) {
    const Case& after = unit_.after;
    const bool direct = reason == CloseReason::direct || reason == CloseReason::joined;
    const bool wanted = after.follow_up_policy != FollowUpPolicy::none && after.reporter_reachable;
    const bool reached = std::any_of(after.told.begin(), after.told.end(), [&](const Told& told) {
      return told.contact == after.reporter && told.how != ToldHow::policy_exhausted;
    });
    if (direct || !wanted || !reached) return;
    expect(still_checked(unit_.checked, unit_.events), 4, "closed without the check");
  }
  void denial_is_heard(ContactId contact) {
    expect(unit_.after.state == CaseState::open, 4, "denied, and the case is not open");
    const auto apology = std::any_of(
        unit_.after.apologies.begin(), unit_.after.apologies.end(),
        [&](const Apology& one) { return one.contact == contact && !one.given && !one.given_up; });
    expect(apology, 4, "denied, and nobody owes an apology");
    const auto& promises = unit_.before.promises;
    const Promise* last = nullptr;
    for (const Promise& promise : promises) {
      // What this conversation kept is not what is denied in it.
      const bool kept = promise.state == PromiseState::kept &&
                        !(unit_.talk && promise.contacted_in == unit_.talk->id);
      if (promise.beneficiary == contact && kept) last = &promise;
    }
    if (last == nullptr) return;
    const PromiseState now = unit_.after.find_promise(last->id)->state;
    const bool word = last->evidence == Evidence::staff_word;
    expect(now == (word ? PromiseState::broken : PromiseState::disputed), 4,
           "denied, and the promise stays kept");
  }

  template <typename Other>
  void look(const Other&, const EventRecord&) {}

  const Unit& unit_;
  std::vector<Breach> breaches_;
};

}  // namespace

std::vector<Breach> check_unit(const Unit& unit) {
  auto breaches = Judge(unit).take();
  if (unit.withdrawn) {
    for (const Told& told : unit.after.told) {
      if (told.interaction == unit.withdrawn) {
        breaches.push_back({3, "a call that reached nobody still counts as told"});
      }
    }
  }
  return breaches;
}

bool still_checked(bool checked, const std::vector<EventRecord>& events) {
  for (const EventRecord& record : events) {
    if (const auto* done = std::get_if<FollowUpDone>(&record.what)) {
      checked = checked || done->heard;
    } else if (const auto* given_up = std::get_if<AttemptsExhausted>(&record.what)) {
      checked = checked || given_up->kind == DutyKind::follow_up;
    } else if (std::holds_alternative<CaseReopened>(record.what) ||
               std::holds_alternative<OutcomeRecorded>(record.what)) {
      checked = false;
    }
  }
  return checked;
}

}  // namespace kept::explorer
