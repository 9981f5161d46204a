#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "domain/ids.h"
#include "domain/telephone/call_steps.h"

namespace kept::domain {

/// One telephone call, from the first ring to its one end. Whose voice goes where is the
/// telephone's; here stands who is in it and since when.
struct Call {
  CallId id;
  bool inbound = true;
  CallState state = CallState::arriving;
  std::string queue;             ///< key of the queue that it waits or waited in
  std::optional<StaffId> agent;  ///< at whom it rings, or who talks
  std::optional<StaffId>
      handed_by;  ///< who passes it to `agent`, and has it back if they don't answer
  std::vector<StaffId> passed_by;  ///< at whom it rang in vain
  int priority = 0;                ///< of its queue; higher is sooner
  bool relay = false;              ///< a 711 relay call: exempt from handling and abandon figures
  base::Instant arrived_at{};
  std::optional<base::Instant> queued_at;    ///< waits since then
  std::optional<base::Instant> offered_at;   ///< rings at `agent` since then
  std::optional<base::Instant> answered_at;  ///< the other side was spoken with for the first time
  std::optional<base::Instant> held_at;      ///< hears music since then
  std::optional<base::Instant> ended_at;
  base::Duration held{0};  ///< before `held_at`
  std::optional<CallEnding> ending;

  [[nodiscard]] bool is_up() const { return state != CallState::ended; }
  /// Somebody here is in it, or it rings at them.
  [[nodiscard]] bool occupies() const { return is_up() && agent.has_value(); }
};

/// Takes one step at `at`, by the table of call_steps.h, or refuses with "call.no_such_step".
/// `agent` is who is offered the call, or who answers it; without one those steps are refused.
[[nodiscard]] base::Result<base::Done> step(Call& call, CallStep step, base::Instant at,
                                            std::optional<StaffId> agent = std::nullopt);

/// Ends a call that is not over: `ending` says how.
void end(Call& call, CallEnding ending, base::Instant at);

/// How long the other side has spoken or been held, once it was answered, until it ended or `now`.
[[nodiscard]] base::Duration talked(const Call& call, base::Instant now);

}  // namespace kept::domain
