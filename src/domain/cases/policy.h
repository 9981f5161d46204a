#pragma once

#include <chrono>
#include <vector>

#include "base/instant.h"

namespace kept::domain {

/// Part of a local day in which a contact attempt counts, hours on the wall clock.
struct AttemptSpan {
  int from_hour = 0;
  int until_hour = 0;
};

/// What the city has decided about times. Defaults are those of domain.md; config/ may change them.
struct Policy {
  std::chrono::minutes shortly{60};            ///< what 'shortly' means, time at work of the owner
  std::chrono::minutes ask_answer_by{120};     ///< working time of the department
  std::chrono::minutes apology_within{60};     ///< working time of the owner
  std::chrono::minutes tell_within{240};       ///< working time to tell a recorded outcome
  std::chrono::minutes decide_within{240};     ///< working time of the supervisor
  std::chrono::minutes question_target{480};   ///< working time, when nothing else is owed
  int follow_up_working_days = 2;              ///< after the outcome was given
  AttemptSpan follow_up_hours{9, 20};          ///< when residents may be called for it
  std::chrono::minutes follow_up_room{60};     ///< of those hours and the shift, before it is due
  int bounce_days = 30;                        ///< a message that comes back so late still counts
  int silence_working_days = 5;                ///< unanswered follow-up message closes
  std::vector<int> reminder_percents{50, 90};  ///< of the working time until due
  int attempts = 3;                            ///< before somebody counts as unreachable
  int attempt_days = 2;                        ///< on so many different local days
  int attempt_spans = 2;                       ///< in so many different spans of the day
  std::vector<AttemptSpan> spans{{8, 12}, {12, 17}, {17, 21}};
  int moves_before_supervisor = 2;              ///< a further move needs a supervisor
  std::chrono::minutes wrap_up{30};             ///< an ended conversation may still be recorded
  std::chrono::minutes claim{10};               ///< how long dialling claims an obligation
  std::chrono::hours link_valid_after_due{48};  ///< one-time links of departments
};

}  // namespace kept::domain
