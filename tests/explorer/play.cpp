#include "play.h"

#include <algorithm>
#include <map>

#include "domain/cases/clockwork.h"

namespace kept::explorer {

using namespace domain;
using base::Instant;
using std::chrono::milliseconds;

namespace {

/// No case has so many timers in a row.
constexpr int kRestless = 1000;

}  // namespace

bool Play::unit(StaffId who, const Decide& decide, const Facts& facts) {
  const Directory& people = world_.people(now_.presence);
  const Context context{.now = now_.now,
                        .who = who,
                        .origin = who ? Origin::console : Origin::keeper,
                        .people = people,
                        .policy = world_.policy(),
                        .zone = world_.zone(),
                        .next_id = [this] { return DutyId{now_.next_id++}; },
                        .can_be_written_to = [](ContactId contact) { return contact == kAnna; }};
  Decision decision(*now_.state, context);
  try {
    if (!decide(decision).ok()) return false;
    if (mutant_ != Mutant::nobody_owes_next) settle(decision);
    commit(decision, people, facts);
  } catch (const BrokenHistory& broken) {
    breaches_.push_back({5, broken.what()});
  }
  return true;
}

void Play::commit(const Decision& decision, const Directory& people, const Facts& facts) {
  if (decision.events().empty()) return;
  const auto mutated = mutant_ ? mutate(*mutant_, decision.events()) : std::vector<EventRecord>{};
  const std::vector<EventRecord>& events = mutant_ ? mutated : decision.events();
  const auto after = std::make_shared<Case>(*now_.state);
  for (const EventRecord& record : events) apply(*after, record);
  // A mutant is another decision, except the one that loses what was decided.
  const bool decides_otherwise = mutant_ && mutant_ != Mutant::event_lost;
  std::optional<Conversation> talk;
  if (now_.talk && now_.talk->with.answered_at) talk = now_.talk->with;
  for (const Breach& breach : check_unit({.before = *now_.state,
                              .after = *after,
                              .decided = decides_otherwise ? *after : decision.state(),
                              .events = events,
                              .people = people,
                              .now = now_.now,
                              .talk = talk,
                              .withdrawn = facts.withdrawn,
                              .denied_by = facts.denied_by,
                              .outage = facts.outage,
                              .on_word = facts.on_word,
                              .checked = now_.checked})) {
    breaches_.push_back(breach);
  }
  now_.checked = still_checked(now_.checked, events);
  now_.state = after;
  if (collects_) stored_.insert(stored_.end(), events.begin(), events.end());
}

bool Play::take_timer(const Timer& timer, const std::optional<Outage>& outage) {
  const auto told = mutant_ == Mutant::outage_unmarked ? std::nullopt : outage;
  return unit({},
              [&](Decision& decision) -> base::Result<base::Done> {
                on_timer(decision, timer, told);
                return base::Done{};
              },
              {.withdrawn = {}, .denied_by = {}, .outage = outage});
}

void Play::run_clock(Instant target) {
  const milliseconds early(mutant_ == Mutant::broken_early ? 1 : 0);
  for (int taken = 0;; ++taken) {
    if (taken > kRestless) {
      breaches_.push_back({1, "the clock finds no rest"});
      return;
    }
    const auto due = timers(*now_.state);
    const auto next = std::find_if(due.begin(), due.end(), [&](const Timer& timer) {
      return mutant_ != Mutant::broken_never || timer.kind != TimerKind::break_promise;
    });
    if (next == due.end() || next->at - early > target) break;
    Timer timer = *next;
    now_.now = std::max(now_.now, timer.at);
    if (mutant_ == Mutant::broken_early && timer.kind == TimerKind::break_promise) {
      now_.now = timer.at - early;
      unit({}, [&](Decision& decision) -> base::Result<base::Done> {
        decision.happen(PromiseBroken{timer.id, BrokenReason::clock});
        return base::Done{};
      });
      continue;
    }
    take_timer(timer, {});
  }
  now_.now = std::max(now_.now, target);
  for (const Promise& promise : now_.state->promises) {
    if (promise.state == PromiseState::made && now_.now > promise.due.instant) {
      breaches_.push_back({1, "the clock passed a promise, and it is not broken"});
    }
  }
}

void Play::run_after_outage(Instant target) {
  const Outage outage{now_.now, target};
  std::map<DutyId, int> reminders;
  now_.now = target;
  while (true) {
    const auto due = timers(*now_.state);
    if (due.empty() || due.front().at > target) break;
    const Timer timer = due.front();
    if (timer.kind == TimerKind::remind && ++reminders[timer.id] > 1) {
      breaches_.push_back({9, "more than the last of several missed reminders is sent"});
    }
    if (mutant_ == Mutant::outage_sends_every_reminder && timer.kind == TimerKind::remind) {
      now_.now = timer.at;
    }
    take_timer(timer, outage);
    now_.now = target;
  }
}

}  // namespace kept::explorer
