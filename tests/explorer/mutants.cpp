#include "mutants.h"

#include <algorithm>
#include <chrono>

namespace kept::explorer {
namespace {

using namespace domain;
using Records = std::vector<EventRecord>;

template <typename... Kinds>
void drop(Records& events) {
  std::erase_if(events, [](const EventRecord& record) {
    return (std::holds_alternative<Kinds>(record.what) || ...);
  });
}

template <typename Kind>
bool has(const Records& events) {
  return std::any_of(events.begin(), events.end(), [](const EventRecord& record) {
    return std::holds_alternative<Kind>(record.what);
  });
}

void add(Records& events, Event what) {
  EventRecord record = events.back();
  record.occurred_at = record.recorded_at;
  record.what = std::move(what);
  events.push_back(std::move(record));
}

void close(Records& events) { add(events, CaseClosed{CloseReason::told_and_checked}); }

void voicemail_tells(Records& events) {
  for (const EventRecord& record : Records(events)) {
    const auto* attempt = std::get_if<AttemptMade>(&record.what);
    if (attempt == nullptr || attempt->result != AttemptResult::voicemail) continue;
    add(events, ResidentTold{attempt->contact, ToldHow::in_interaction, attempt->interaction});
  }
}

void queued_tells(Records& events) {
  for (const EventRecord& record : Records(events)) {
    const auto* queued = std::get_if<MessageQueued>(&record.what);
    if (queued == nullptr || queued->purpose != MessagePurpose::outcome) continue;
    add(events, ResidentTold{queued->contact, ToldHow::message, {}});
  }
}

void mending_keeps(Records& events) {
  for (EventRecord& record : events) {
    if (const auto* mended = std::get_if<PromiseMended>(&record.what)) {
      record.what = PromiseKept{mended->id, Evidence::call, mended->contact_at, {}, {}, {}};
    }
  }
}

void drop_moves(Records& events, MoveReason reason) {
  std::erase_if(events, [&](const EventRecord& record) {
    const auto* moved = std::get_if<DutyMoved>(&record.what);
    return moved != nullptr && moved->reason == reason;
  });
}

void cover_by_operator(Records& events) {
  for (EventRecord& record : events) {
    if (auto* moved = std::get_if<DutyMoved>(&record.what)) moved->to = kOperator;
  }
}

}  // namespace

std::optional<MutantTerms> find_mutant(std::string_view name) {
  const auto* found = std::find_if(kMutants.begin(), kMutants.end(),
                                   [&](const MutantTerms& terms) { return terms.name == name; });
  return found == kMutants.end() ? std::nullopt : std::optional(*found);
}

Records mutate(Mutant mutant, Records events) {
  const int first = events.front().seq;
  switch (mutant) {
    case Mutant::owed_to_nobody_after_return:
      if (has<AskReturned>(events)) drop<DecisionOwed>(events);
      break;
    case Mutant::cover_is_away_too:
      cover_by_operator(events);
      break;
    case Mutant::absence_moves_nothing:
      drop_moves(events, MoveReason::away);
      break;
    case Mutant::disabled_keeps_owing:
      drop_moves(events, MoveReason::disabled);
      break;
    case Mutant::withdrawn_call_still_tells:
      drop<ContactWithdrawn>(events);
      break;
    case Mutant::closed_on_outcome:
      if (has<OutcomeRecorded>(events) && !has<CaseClosed>(events)) close(events);
      break;
    case Mutant::voicemail_counts_as_told:
      voicemail_tells(events);
      break;
    case Mutant::closed_unchecked:
      if (has<FollowUpOwed>(events)) close(events);
      drop<FollowUpOwed>(events);
      break;
    case Mutant::denied_stays_kept:
      if (has<CaseReopened>(events)) drop<PromiseBroken, PromiseDisputed>(events);
      break;
    case Mutant::denied_without_apology:
      if (has<CaseReopened>(events)) drop<ApologyOwed>(events);
      break;
    case Mutant::message_queued_counts_as_told:
      queued_tells(events);
      break;
    case Mutant::refused_message_owes_nothing:
      drop<ContactDue>(events);
      break;
    case Mutant::event_lost:
      events.pop_back();
      break;
    case Mutant::event_late_in_order:
      if (events.size() > 1) std::swap(events.front().seq, events.back().seq);
      return events;
    case Mutant::event_from_the_future:
      events.back().occurred_at += std::chrono::seconds(1);
      return events;
    case Mutant::broken_without_apology:
      if (has<PromiseBroken>(events)) drop<ApologyOwed, ApologyGiven>(events);
      break;
    case Mutant::broken_forgotten_by_mending:
      mending_keeps(events);
      break;
    default:
      break;
  }
  for (std::size_t i = 0; i < events.size(); ++i) events[i].seq = first + static_cast<int>(i);
  return events;
}

}  // namespace kept::explorer
