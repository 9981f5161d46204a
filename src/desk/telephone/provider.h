#pragma once

#include <optional>

#include "base/result.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// What rings: the simulated telephone, the city's trunk, or the contact centre that it has
/// already. Tells what happened as a CallEvent (record_call_event.h).
class TelephoneProvider {
 public:
  virtual ~TelephoneProvider() = default;

  /// Its name in calls and events.
  [[nodiscard]] virtual std::string name() const = 0;
  /// Whether it chooses operators by itself; else our queue does.
  [[nodiscard]] virtual bool queues_by_itself() const = 0;
  /// Does it, or says why it cannot (the call goes back to where it was). Called in order, from one
  /// thread, after the commit that decided it; repeated when the process died in between.
  [[nodiscard]] virtual base::Result<base::Done> carry_out(const CommandRow& command) = 0;

  /// When time alone makes something happen in it; nothing while it waits for others.
  [[nodiscard]] virtual std::optional<base::Instant> next_instant() { return std::nullopt; }
  /// Lets happen what is due by `now`; how much that was.
  [[nodiscard]] virtual base::Result<int> pass_time(base::Instant /*now*/) { return 0; }
};

}  // namespace kept::desk
