#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "domain/ids.h"
#include "domain/telephone/call_steps.h"

namespace kept::domain {

/// What the city has decided about its telephone; config/demo/telephone.toml gives reasons.
struct QueueRules {
  std::chrono::seconds ring{20};         ///< before the next operator is tried
  std::chrono::seconds overflow{120};    ///< of waiting, after which a topic's skill is waived
  std::chrono::seconds alone{300};       ///< of waiting with nobody there who speaks their language
  std::chrono::seconds tell_again{120};  ///< after which who waits hears anew how it stands
  std::chrono::seconds step{60};         ///< of waiting that count as one step of priority
  std::chrono::minutes promise_room{12};   ///< before a promise its owner is offered no new call
  std::chrono::seconds short_abandon{10};  ///< who hangs up so soon had dialled by mistake
  std::chrono::seconds level{30};          ///< within which so many are to be answered:
  int level_percent = 80;
};

/// Somebody who waits, be it on the line or at home to be called back.
struct Waiting {
  CallId call;
  std::string language;
  std::string skill;  ///< a topic; empty: everybody
  base::Instant since{};
  int priority = 0;
  std::vector<StaffId> passed_by;  ///< at whom it rang in vain
  bool was_spoken_with = false;    ///< and lost who did: first in line
  bool any_language = false;       ///< whoever answers has an interpreter come
};

/// An operator who is ready, and in no conversation.
struct Ready {
  StaffId id;
  std::vector<std::string> languages;
  std::vector<std::string> skills;
  base::Instant idle_since{};
  std::optional<base::Instant> promise_due;  ///< the next that they owe
};

struct Pairing {
  CallId call;
  StaffId agent;

  bool operator==(const Pairing&) const = default;
};

/// Whether a new call would make the operator late for a promise. What is late already holds
/// nobody back: its apology is owed like everything else.
[[nodiscard]] bool is_kept_free(const Ready& who, const QueueRules& rules, base::Instant now);

/// Whether this operator may be offered that call now.
[[nodiscard]] bool can_take(const Ready& who, const Waiting& call, const QueueRules& rules,
                            base::Instant now);

/// Who is served next by whom: of all calls for which somebody is ready the one that has waited
/// longest, each step of priority counting as so much waiting, but whoever was spoken with already
/// first; then who has been idle longest.
/// Nobody whom it rang at in vain is asked again while another could take it. Nothing when no call
/// has anybody.
[[nodiscard]] std::optional<Pairing> next_pairing(const std::vector<Waiting>& calls,
                                                  const std::vector<Ready>& operators,
                                                  const QueueRules& rules, base::Instant now);

/// What the next_pairing depends on besides what happens: the first instant after `now` at which
/// waiting alone may change it.
[[nodiscard]] std::optional<base::Instant> next_change(const std::vector<Waiting>& calls,
                                                       const std::vector<Ready>& operators,
                                                       const QueueRules& rules, base::Instant now);

/// What a queue has done of late, and who is there for it.
struct Pace {
  /// When calls of the queue left it to be answered, oldest first, the last hour at most.
  std::vector<base::Instant> answered;
  int operators = 0;                   ///< on duty for it now
  std::chrono::seconds handling{240};  ///< how long one conversation and its wrap-up take
};

/// How long the caller at `place` (1 is next) may have to wait, as the queue's own last hour shows
/// it; without enough of that, from who is there. Nothing when nobody is there at all.
[[nodiscard]] std::optional<std::chrono::seconds> expected_wait(int place, const Pace& pace,
                                                                base::Instant now);

}  // namespace kept::domain
