#include "random_runs.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>
#include <random>

#include "workers.h"

namespace kept::explorer {
namespace {

using domain::CaseState;
using domain::DutyKind;

/// So many calls, answers and waits end any case that can be ended.
constexpr int kDiligence = 400;

bool has(const std::vector<Action>& actions, Do what) {
  return std::any_of(actions.begin(), actions.end(),
                     [&](const Action& action) { return action.what == what; });
}

/// Whether a series of attempts says when this contact is tried again; what else is owed to a
/// contact who could not be reached waits for that.
bool waits_for_next_attempt(const Situation& now, const domain::Obligation& duty) {
  const domain::Promise* promise = now.state->find_promise(duty.id);
  const bool late = duty.kind == DutyKind::apology ||
                    (promise != nullptr && promise->state == domain::PromiseState::broken);
  const auto owed = obligations(*now.state);
  return late && std::any_of(owed.begin(), owed.end(), [&](const domain::Obligation& other) {
           return other.kind == DutyKind::contact_attempts && other.contact == duty.contact &&
                  other.due > now.now;
         });
}

/// What somebody diligent does next: answers what is asked, records the outcome, and calls whoever
/// something is owed to when it falls due.
std::vector<Action> diligent(const Situation& now, bool resident_answers) {
  const auto possible = candidates(now);
  if (now.talk) {
    const bool calling = now.talk->purpose && !now.talk->result;
    // What the call was for may have been done in writing meanwhile.
    if (calling) return {{resident_answers ? Do::connected : Do::nobody_there}, {Do::hang_up}};
    return {{Do::apologise}, {Do::check_says_yes}, {Do::tell}, {Do::hang_up}};
  }
  std::vector<Action> wanted;
  const Do outbox = resident_answers ? Do::message_taken : Do::message_refused;
  for (const Do what : {outbox, Do::answer, Do::decide_department, Do::decide_kept}) {
    if (has(possible, what)) wanted.push_back({what});
  }
  if (resident_answers) wanted.push_back({Do::outcome});
  wanted.push_back({Do::could_not_reach});
  const auto duties = obligations(*now.state);
  for (int i = 0; i < std::ssize(duties); ++i) {
    const auto& duty = duties[static_cast<std::size_t>(i)];
    const bool by_now =
        resident_answers || (duty.due <= now.now && !waits_for_next_attempt(now, duty));
    if (duty.contact && duty.kind != DutyKind::target && by_now) wanted.push_back({Do::dial, i});
  }
  if (has(possible, Do::until_due)) wanted.push_back({Do::until_due});
  wanted.push_back({Do::outcome});
  return wanted;
}

class Wanderer {
 public:
  Wanderer(World& world, std::optional<Mutant> mutant, std::uint64_t seed)
      : world_(world), mutant_(mutant), random_(seed) {}

  void run(const Start& start, int steps) {
    Play play(world_, mutant_, start.situation);
    play.collect();
    std::vector<Action> trail;
    for (int step = 0; step < steps && play.breaches().empty(); ++step) {
      const auto possible = candidates(play.situation());
      const Action action = possible[random_() % possible.size()];
      const bool was_closed = play.situation().state->state == CaseState::closed;
      Situation before = play.situation();
      if (!perform(play, action)) {
        play.situation() = std::move(before);
        continue;
      }
      trail.push_back(action);
      ++wandered_.units;
      const bool is_closed = play.situation().state->state == CaseState::closed;
      if (is_closed && !was_closed) ++wandered_.closed;
    }
    note(start, trail, play.breaches());
    if (!play.breaches().empty()) return;
    replayed(start, trail, play);
    for (const bool answers : {true, false}) ends(start, trail, play, answers);
  }

  Wandered take() {
    wandered_.runs = 1;
    return std::move(wandered_);
  }

 private:
  void note(const Start& start, const std::vector<Action>& trail,
            const std::vector<domain::Breach>& breaches) {
    for (const domain::Breach& breach : breaches) {
      wandered_.findings.push_back({std::string(start.name), trail, breach});
    }
  }

  // Rule 5, for the whole history.
  void replayed(const Start& start, const std::vector<Action>& trail, const Play& play) {
    auto events = start.events;
    events.insert(events.end(), play.stored().begin(), play.stored().end());
    const domain::Case& state = *play.situation().state;
    if (domain::replay(state.id, events) == state) return;
    note(start, trail, {{5, "the whole history does not tell the state"}});
  }

  // Rule 1 says that somebody owes something; this, that doing it leads somewhere.
  void ends(const Start& start, std::vector<Action> trail, const Play& from, bool answers) {
    Play play(world_, mutant_, from.situation());
    for (int step = 0; step < kDiligence; ++step) {
      const Situation before = play.situation();
      if (before.state->state == CaseState::closed && !before.talk) break;
      for (const Action& action : diligent(before, answers)) {
        // What is allowed but changes nothing leads nowhere.
        if (perform(play, action) && canonical_hash(play.situation()) != canonical_hash(before)) {
          trail.push_back(action);
          break;
        }
        play.situation() = before;
      }
    }
    note(start, trail, play.breaches());
    if (play.situation().state->state == CaseState::closed) return;
    note(start, trail,
         {{1, answers ? "no way to an end, though the resident answers"
                      : "no way to an end when the resident never answers"}});
  }

  World& world_;
  std::optional<Mutant> mutant_;
  std::mt19937_64 random_;
  Wandered wandered_;
};

void add(Wandered& all, Wandered one) {
  all.runs += one.runs;
  all.units += one.units;
  all.closed += one.closed;
  std::move(one.findings.begin(), one.findings.end(), std::back_inserter(all.findings));
}

}  // namespace

Wandered wander(World& world, std::optional<Mutant> mutant, std::uint64_t seed, std::size_t runs,
                int steps, std::size_t most) {
  const auto begin = std::chrono::steady_clock::now();
  const auto all = starts(world);
  Wandered wandered;
  std::mutex results;
  const auto enough = [&] {
    const std::scoped_lock lock(results);
    return wandered.findings.size() >= most;
  };
  in_parallel(world, runs, [&](World& own, std::size_t run) {
    if (enough()) return;
    Wanderer wanderer(own, mutant, seed + run);
    wanderer.run(all[run % all.size()], steps);
    const std::scoped_lock lock(results);
    add(wandered, wanderer.take());
  });
  wandered.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return wandered;
}

}  // namespace kept::explorer
