#include "desk/telephone/record_call_event.h"

#include <algorithm>
#include <ranges>

#include "base/phone_number.h"
#include "desk/letter_words.h"
#include "desk/take_call.h"
#include "desk/telephone/call_parties.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/conversation_of_call.h"
#include "desk/telephone/emergency.h"
#include "desk/telephone/keep_place.h"
#include "desk/telephone/opening_hours.h"
#include "desk/telephone/recording.h"
#include "desk/telephone/run_queue.h"
#include "desk/word_names.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Error;
using base::Result;
using domain::CallEnding;
using domain::CallState;
using domain::CallStep;
using domain::NotCome;
using Kind = CallEventKind;

/// A contact centre's clock may be a little ahead of ours.
constexpr std::chrono::minutes kAhead{1};
/// Nobody can say that they were called who had less time to answer (domain.md, 'unreached').
constexpr std::chrono::seconds kRingsLongEnough{20};

std::optional<CallStep> step_of(Kind kind) {
  switch (kind) {
    case Kind::offered:
      return CallStep::offered;
    case Kind::declined:
      return CallStep::declined;
    case Kind::unanswered:
      return CallStep::unanswered;
    case Kind::held:
      return CallStep::held;
    case Kind::resumed:
      return CallStep::resumed;
    case Kind::joined:
      return CallStep::joined;
    default:
      return std::nullopt;
  }
}

/// The telephone does not know of the call any more. Who waited keeps their place.
void lose_call(Transaction& tx, CallRow& row) {
  const bool was_in_line = !row.call.answered_at || row.call.state == CallState::waiting;
  const bool waited = row.call.inbound && row.queued_here && was_in_line && row.phone;
  if (!waited || !keep_place(tx, row)) domain::end(row.call, CallEnding::lost, tx.now());
}

/// The number as it is kept; nothing when it is withheld, or is none that could be called back.
std::optional<std::string> number_of(Transaction& tx, const std::string& presented) {
  if (presented.empty()) return std::nullopt;
  const auto number = base::PhoneNumber::parse(presented, tx.jurisdiction().default_region);
  if (!number.ok()) return std::nullopt;
  return number.value().e164();
}

/// One event on one call.
class Taking {
 public:
  Taking(Transaction& tx, const CallEvent& event, const TelephoneRow& set_up, bool records,
         CallRow row, std::optional<domain::StaffId> agent)
      : tx_(tx),
        event_(event),
        set_up_(set_up),
        records_(records),
        row_(std::move(row)),
        agent_(agent) {}

  Result<Done> take() {
    if (!row_.call.is_up()) return base::conflict("call.ended", "That call is over.");
    if (const auto plain = step_of(event_.kind)) {
      const auto rung = row_.call.agent;
      if (auto done = domain::step(row_.call, *plain, event_.at, agent_); !done.ok()) return done;
      if (!row_.queued_here) note_ring(rung);
    } else if (auto done = take_special(); !done.ok()) {
      return done;
    }
    if (!row_.call.is_up()) everybody_leaves(tx_, row_, *row_.call.ended_at);
    tx_.telephone_writer().save(row_);
    return Done{};
  }

 private:
  Result<Done> take_special() {
    switch (event_.kind) {
      case Kind::queued:
        return queued();
      case Kind::digit:
        return digit();
      case Kind::answered:
        return answered();
      case Kind::consulted:
        return consulted();
      case Kind::third_failed:
      case Kind::returned:
        return third_gone();
      case Kind::transferred:
        return transferred();
      case Kind::unheard:
        return unheard();
      case Kind::failed:
        return failed();
      case Kind::abandoned:
      case Kind::ended:
        return ended();
      case Kind::lost:
        lose_call(tx_, row_);
        return Done{};
      case Kind::recording:
      case Kind::recording_paused:
      case Kind::recording_resumed:
      case Kind::recording_failed:
        return recording_told(tx_, set_up_, row_, event_);
      default:
        return base::conflict("call.exists", "That call has arrived before.");
    }
  }

  /// As where our own queue rings: who did not take it is not ready, until the centre, which has
  /// them ready or not by itself, rings them again.
  void note_ring(std::optional<domain::StaffId> rung) {
    if (event_.kind == Kind::offered) make_ready_again(tx_, *row_.call.agent);
    if (event_.kind == Kind::declined) make_not_ready(tx_, *rung, kDeclined);
    if (event_.kind == Kind::unanswered) make_not_ready(tx_, *rung, kDidNotAnswer);
  }

  Result<Done> queued() {
    // Who was greeted just before closing time is not sent away after the greeting.
    if (row_.queued_here && !is_answered_at(tx_, row_.call.arrived_at)) {
      command(tx_, row_, {Control::hang_up});
      domain::end(row_.call, CallEnding::closed, event_.at);
      return Done{};
    }
    if (!event_.queue.empty()) row_.call.queue = queue_with(set_up_, event_.queue).key;
    return domain::step(row_.call, CallStep::queued, event_.at);
  }

  Result<Done> digit() {
    const bool waits =
        row_.call.state == CallState::arriving || row_.call.state == CallState::waiting;
    if (!row_.call.inbound || !waits) return no_such_step();
    if (event_.digit == set_up_.call_back_digit) {
      (void)keep_place(tx_, row_);  // the caller hears whether it was
      return Done{};
    }
    const auto chosen = std::ranges::find_if(
        set_up_.queues, [&](const QueueRow& one) { return one.digit == event_.digit; });
    if (chosen == set_up_.queues.end()) {
      return base::refused("call.digit_unknown", "That digit means nothing here.", "/digit");
    }
    row_.call.queue = chosen->key;
    row_.call.priority = chosen->priority;
    row_.call.relay = chosen->relay;
    row_.language = chosen->language;
    row_.told_at.reset();
    row_.told_wait.reset();
    if (records_) tell_of_recording(tx_, set_up_, row_);
    return Done{};
  }

  Result<Done> answered() {
    const bool dialled = row_.call.state == CallState::dialling;
    if (auto done = domain::step(row_.call, CallStep::answered, event_.at, agent_); !done.ok()) {
      return done;
    }
    if (dialled) {
      resident_answered(tx_, row_, event_.at);
    } else {
      begin_talk(tx_, row_, event_.at);
      if (records_) record_anew(tx_, set_up_, row_, event_.at);
    }
    return Done{};
  }

  Result<Done> consulted() {
    if (is_of_nobody_asked()) {
      // On the line after all, where the operator does not see them: the telephone takes them out.
      if (row_.queued_here) command(tx_, row_, {Control::back, {}, {}, {}, agent_});
      return no_such_step();
    }
    if (auto done = domain::step(row_.call, CallStep::consulted, event_.at); !done.ok()) {
      return done;
    }
    if (is_of_colleague()) {
      // A contact centre's operators ask each other on its own telephones.
      colleague_answers(tx_, row_, *agent_, event_.at);
      return Done{};
    }
    third_answers(tx_, row_, event_.at, number_of(tx_, event_.callee));
    // An emergency centre speaks with the caller from its first word.
    if (row_.third && is_emergency_number(tx_, *row_.third)) {
      pause_for_emergency(tx_, set_up_, row_);
      command(tx_, row_, {Control::join});
    }
    return Done{};
  }

  bool is_of_colleague() const { return agent_ && agent_ != row_.call.agent; }
  /// It tells late of a colleague: another has been asked since.
  bool is_of_nobody_asked() const {
    return is_of_colleague() && row_.colleague && row_.colleague->staff != *agent_;
  }

  Result<Done> third_gone() {
    const bool was_there = domain::call_edge(CallStep::returned, row_.call.state) != nullptr;
    // Late of a colleague who was asked before whoever is there or rung now.
    if (is_of_nobody_asked() || (is_of_colleague() && !row_.colleague && row_.third)) {
      return no_such_step();
    }
    if (row_.colleague && (is_of_colleague() || !row_.third)) {
      let_colleague_go(tx_, row_, event_.at, word_of<NotCome>(event_.reason));
    } else if (!row_.third && !was_there) {
      return rang_by_itself();
    } else {
      third_hung_up();
    }
    // Perhaps nobody had answered there, and the caller was never left.
    if (!was_there) return Done{};
    return domain::step(row_.call, CallStep::returned, event_.at);
  }

  /// Somebody whom a contact centre rang by itself, beside the call, did not come.
  Result<Done> rang_by_itself() {
    const Rung whom{is_of_colleague() ? agent_ : std::nullopt, number_of(tx_, event_.callee)};
    const bool may_ring = domain::call_edge(CallStep::consulted, row_.call.state) != nullptr;
    const bool is_told = event_.kind == Kind::third_failed && (whom.colleague || whom.phone);
    if (row_.queued_here || !may_ring || !is_told ||
        !rang_in_vain(tx_, row_, whom, event_.at, word_of<NotCome>(event_.reason))) {
      return base::conflict("call.no_such_step", "There is nobody else in the call.");
    }
    return Done{};
  }

  void third_hung_up() {
    // Whoever is rung meanwhile in their place, an emergency centre above all, is still to come.
    const bool was_another = row_.third && !event_.callee.empty() && event_.callee != *row_.third;
    if (!was_another) third_leaves(tx_, row_, event_.at, word_of<NotCome>(event_.reason));
  }

  /// From one agent of a contact centre to another it is a hand-over, else the call leaves.
  Result<Done> transferred() {
    if (!agent_ || !row_.call.agent || *agent_ == *row_.call.agent) {
      auto left = domain::step(row_.call, CallStep::transferred, event_.at);
      if (!left.ok()) return left;
      let_colleague_go(tx_, row_, event_.at, {});
      stop_hearing(tx_, row_, event_.at);
      return left;
    }
    return hand_over(*agent_);
  }

  /// Whoever takes the call over has a conversation of their own.
  Result<Done> hand_over(domain::StaffId to) {
    for (const CallStep ends : {CallStep::returned, CallStep::resumed}) {
      if (domain::call_edge(ends, row_.call.state) == nullptr) continue;
      if (auto done = domain::step(row_.call, ends, event_.at); !done.ok()) return done;
    }
    third_leaves(tx_, row_, event_.at, {});
    let_colleague_go(tx_, row_, event_.at, {});
    row_.call.agent = to;
    begin_talk(tx_, row_, event_.at);
    if (records_) record_anew(tx_, set_up_, row_, event_.at);
    return Done{};
  }

  /// The caller is first in line for whoever comes first, be it the same operator.
  Result<Done> unheard() {
    const auto gone = row_.call.handed_by ? row_.call.handed_by : row_.call.agent;
    if (row_.call.state == CallState::joined && row_.colleague) {
      make_not_ready(tx_, *gone, kNoSound);
      return hand_over(row_.colleague->staff);
    }
    if (row_.call.handed_by) {
      // It rings at a colleague, and does not come back.
      row_.call.handed_by.reset();
    } else if (auto done = domain::step(row_.call, CallStep::unheard, event_.at); !done.ok()) {
      return done;
    }
    make_not_ready(tx_, *gone, kNoSound);
    stop_hearing(tx_, row_, event_.at);
    if (row_.call.state != CallState::waiting) return Done{};
    third_leaves(tx_, row_, event_.at, NotCome::call_over);
    let_colleague_go(tx_, row_, event_.at, NotCome::call_over);
    if (row_.call.queue.empty()) row_.call.queue = set_up_.queues.front().key;
    row_.told_at = tx_.now();
    command(tx_, row_, {Control::announce, {}, {}, letter_text("call_unheard", row_.language, {})});
    return Done{};
  }

  Result<Done> failed() {
    if (row_.call.state != CallState::dialling) {
      return base::conflict("call.no_such_step", "Only a call that is being dialled can fail.");
    }
    auto ending = word_of<CallEnding>(event_.reason).value_or(CallEnding::unreachable);
    const bool rang_briefly = event_.at - row_.call.arrived_at < kRingsLongEnough;
    if (ending == CallEnding::no_answer && rang_briefly) ending = CallEnding::cancelled;
    domain::end(row_.call, ending, event_.at);
    dialled_in_vain(tx_, row_, event_.at);
    return Done{};
  }

  Result<Done> ended() {
    const bool was_answered = row_.call.answered_at.has_value();
    const bool is_outbound = !row_.call.inbound;
    const CallEnding unanswered = is_outbound ? CallEnding::cancelled : CallEnding::abandoned;
    domain::end(row_.call, was_answered ? CallEnding::hung_up : unanswered, event_.at);
    return Done{};
  }

  Transaction& tx_;
  const CallEvent& event_;
  const TelephoneRow& set_up_;
  bool records_;
  CallRow row_;
  std::optional<domain::StaffId> agent_;
};

/// Greeting, what the city has to say today, and how to be called back when nobody is there.
void greet(Transaction& tx, const TelephoneRow& set_up, const CallRow& row) {
  const auto in_language = [&](const Localised& text) {
    return row.language == "fr" && !text.fr.empty() ? text.fr : text.en;
  };
  const bool open = is_answered_at(tx, tx.now());
  std::string text = in_language(open ? set_up.greeting : set_up.closed);
  for (const NoticeRow& notice : tx.notices()) text += "\n" + in_language(notice.text);
  if (!open) {
    text +=
        "\n" + letter_text("call_back_offer", row.language, {{"digit", set_up.call_back_digit}});
  }
  command(tx, row, {Control::announce, {}, {}, text});
}

Result<CallRow> arrived(Transaction& tx, const CallEvent& event, const TelephoneRow& set_up,
                        const ProviderWays& ways) {
  CallRow row;
  row.call.id = domain::CallId{tx.next_id()};
  row.call.arrived_at = event.at;
  row.provider = event.provider;
  row.provider_id = event.call;
  row.queued_here = !ways.queues_by_itself;
  row.phone = number_of(tx, event.caller);
  row.dialled = event.callee;
  const auto by_number = std::ranges::find_if(set_up.queues, [&](const QueueRow& one) {
    return std::ranges::find(one.numbers, event.callee) != one.numbers.end();
  });
  const QueueRow& queue = by_number != set_up.queues.end() && event.queue.empty()
                              ? *by_number
                              : queue_with(set_up, event.queue);
  row.call.queue = queue.key;
  row.call.priority = queue.priority;
  row.call.relay = queue.relay;
  row.language = queue.language;
  tx.telephone_writer().save(row);
  if (row.queued_here) greet(tx, set_up, row);
  if (row.queued_here && ways.records) tell_of_recording(tx, set_up, row);
  return row;
}

Result<std::optional<domain::StaffId>> agent_of(Transaction& tx, const CallEvent& event) {
  if (event.agent.empty()) return std::optional<domain::StaffId>{};
  const auto staff = tx.staff_by_key(event.agent);
  // Whose account was closed in the middle of a call leaves it all the same.
  const bool leaves = event.kind == Kind::returned || event.kind == Kind::third_failed;
  if (staff && (staff->active || leaves)) return std::optional(staff->id);
  return base::invalid("/agent", "call.agent_unknown", "There is no such staff member.");
}

/// A contact centre's queue that the city has not set up would go into the figures of another.
Result<Done> knows_queue(const TelephoneRow& set_up, const CallEvent& event) {
  const bool known =
      event.queue.empty() || std::ranges::any_of(set_up.queues, [&](const QueueRow& one) {
        return one.key == event.queue;
      });
  if (known) return Done{};
  return base::invalid("/queue", "call.queue_unknown", "The city has set up no such queue.");
}

void remember(Transaction& tx, const CallEvent& event, const CallEventReceipt& receipt) {
  tx.telephone_writer().add(CallEventRow{event.provider, event.event_id, receipt.call,
                                         name_of(event.kind), event.at, tx.now(), receipt.applied,
                                         receipt.why_not});
}

/// What does not fit the call as it stands is kept and changes nothing. What is wrong with the
/// event itself, or fails on the way, undoes all.
bool does_not_fit(const Error& error) {
  return error.kind != base::ErrorKind::kInvalid && error.reason.starts_with("call.");
}

}  // namespace

Result<CallEventReceipt> record_call_event(Transaction& tx, const CallEvent& told,
                                           const ProviderWays& ways) {
  CallEvent event = told;
  const auto set_up = tx.telephone().set_up();
  if (!set_up) return base::refused("telephone.not_in_use", "This city has no telephone here.");
  if (tx.telephone().has_event(event.provider, event.event_id)) {
    const auto row = tx.telephone().call_of(event.provider, event.call);
    return CallEventReceipt{row ? std::optional(row->call.id) : std::nullopt, true, true, ""};
  }
  if (event.at > tx.now() + kAhead) {
    return base::invalid("/at", "call.in_future", "That has not happened yet.");
  }
  event.at = std::min(event.at, tx.now());
  const auto agent = agent_of(tx, event);
  if (!agent.ok()) return agent.error();
  if (auto known = knows_queue(*set_up, event); !known.ok()) return known.error();
  CallEventReceipt receipt;
  auto row = tx.telephone().call_of(event.provider, event.call);
  // A contact centre may begin to tell in the middle of a call.
  const bool begins = !row && (event.kind == Kind::arrived || ways.queues_by_itself);
  if (begins) {
    auto made = arrived(tx, event, *set_up, ways);
    if (!made.ok()) return made.error();
    row = std::move(made).value();
  }
  if (!row) {
    receipt.applied = false;
    receipt.why_not = "call.unknown";
    remember(tx, event, receipt);
    return receipt;
  }
  receipt.call = row->call.id;
  // Another's clock makes nothing happen before we know of it to have begun.
  event.at = std::max(event.at, row->call.arrived_at);
  if (!begins || event.kind != Kind::arrived) {
    auto taken = Taking(tx, event, *set_up, ways.records, std::move(*row), agent.value()).take();
    if (!taken.ok() && !does_not_fit(taken.error())) return taken.error();
    receipt.applied = taken.ok();
    if (!taken.ok()) receipt.why_not = taken.error().reason;
  }
  remember(tx, event, receipt);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return receipt;
}

Result<int> forget_calls(Transaction& tx, const std::string& provider) {
  auto calls = tx.telephone_writer().calls_up();
  std::erase_if(calls, [&](const CallRow& row) { return row.provider != provider; });
  // The last in line first: whoever stood before them still does when their time is reckoned.
  for (CallRow& row : std::ranges::reverse_view(calls)) {
    lose_call(tx, row);
    everybody_leaves(tx, row, tx.now());
    tx.telephone_writer().save(row);
  }
  for (const CommandRow& stale : tx.telephone_writer().commands(provider, 10000)) {
    tx.telephone_writer().drop(stale);
  }
  return static_cast<int>(calls.size());
}

}  // namespace kept::desk
