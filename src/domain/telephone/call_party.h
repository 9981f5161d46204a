#pragma once

#include <chrono>
#include <optional>

#include "base/instant.h"

namespace kept::domain {

/// Who is brought into a call beside its operator.
enum class PartyKind {
  interpreter,
  colleague,   ///< an operator
  supervisor,  ///< of the city's 311
  department,  ///< a manager, or whoever picks up there
  emergency,   ///< 911 and what else the city sends dangers to
  other,
};

/// Why somebody who was asked did not come.
enum class NotCome {
  no_answer,
  busy,
  voicemail,
  unreachable,
  declined,
  taken_back,  ///< whoever asked did not wait
  call_over,   ///< nobody was there any more to speak with
  failed,      ///< the telephone could not
};

/// Somebody in a call beside its operator: from when they were asked until they are not any more.
struct CallParty {
  PartyKind kind = PartyKind::other;
  base::Instant asked_at{};
  std::optional<base::Instant> answered_at;
  std::optional<base::Instant> left_at;  ///< or it was over with asking them
  std::optional<NotCome> not_come;       ///< nothing while nobody said why

  /// On the line, or being rung.
  [[nodiscard]] bool is_asked() const { return !left_at; }
};

/// They are on the line. What another's clock tells never comes before what was.
void answers(CallParty& party, base::Instant at);

/// They are not there any more, or did not come: `why` counts only where they never were.
void leaves(CallParty& party, base::Instant at, std::optional<NotCome> why = std::nullopt);

/// What an interpreters' firm bills: each minute that was begun, from the answer until they left;
/// each time somebody was called by itself, as on the firm's bill. Nothing for who never answered.
[[nodiscard]] std::chrono::minutes billed_minutes(const CallParty& party, base::Instant now);

}  // namespace kept::domain
