#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "play.h"

namespace kept::explorer {

/// What people and the clock can do, each as one use case of the desk does it to the domain.
enum class Do {
  // The telephone.
  resident_rings,
  dial,
  connected,
  nobody_there,
  hang_up,
  // While the resident is on the line.
  promise_oneself,
  promise_for_manager,
  promise_in_writing,
  hand_over,
  move,
  release,
  outcome_told,
  tell,
  waive,
  check_says_yes,
  check_says_no,
  close_answered,
  praise_passed_on,
  not_heard,
  apologise,
  join,
  // Without.
  close_in_error,
  pass_praise_on,
  outcome,
  outcome_on_word,
  could_not_reach,
  kept_on_word,
  write_outcome,
  reopen,
  // The department and the supervisor.
  ask,
  answer,
  give_back,
  pass_on,
  extend,
  decide_department,
  decide_kept,
  decide_broken,
  // The outbox.
  message_taken,
  message_refused,
  // Who is there.
  go_away,
  come_back,
  disable,
  // The clock.
  until_due,
  past_due,
  outage,
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(Do::outage) + 1> kDoNames{
    "resident_rings",
    "dial",
    "connected",
    "nobody_there",
    "hang_up",
    "promise_oneself",
    "promise_for_manager",
    "promise_in_writing",
    "hand_over",
    "move",
    "release",
    "outcome_told",
    "tell",
    "waive",
    "check_says_yes",
    "check_says_no",
    "close_answered",
    "praise_passed_on",
    "not_heard",
    "apologise",
    "join",
    "close_in_error",
    "pass_praise_on",
    "outcome",
    "outcome_on_word",
    "could_not_reach",
    "kept_on_word",
    "write_outcome",
    "reopen",
    "ask",
    "answer",
    "give_back",
    "pass_on",
    "extend",
    "decide_department",
    "decide_kept",
    "decide_broken",
    "message_taken",
    "message_refused",
    "go_away",
    "come_back",
    "disable",
    "until_due",
    "past_due",
    "outage",
};

/// An action and whom or which it means: a contact, a staff member, or the place in the list of
/// what is owed.
struct Action {
  Do what = Do::hang_up;
  int which = 0;
  int by = 0;

  bool operator==(const Action&) const = default;
};

[[nodiscard]] std::string to_string(const Action& action);

/// What is worth trying here. Actions that would only repeat another under a different name are
/// left out; those that the domain refuses are not.
[[nodiscard]] std::vector<Action> candidates(const Situation& situation);

/// Performs the action; false when it is refused, and then nothing has happened.
bool perform(Play& play, const Action& action);

/// The situations that the search begins with, by name.
struct Start {
  std::string_view name;
  Situation situation;
  std::vector<domain::EventRecord> events;
};
[[nodiscard]] std::vector<Start> starts(World& world);

}  // namespace kept::explorer
