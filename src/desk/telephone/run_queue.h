#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// Lets the queue do what it can now: who rang too long is passed over, who waits is offered to who
/// is ready. Belongs to the end of each unit of work that changes either. Returns how many calls
/// moved.
[[nodiscard]] base::Result<int> run_queue(Transaction& tx);

/// When time alone changes something for the queue; nothing while nobody waits.
[[nodiscard]] std::optional<base::Instant> next_queue_instant(Reader& reader);

/// One line of the wall.
struct QueueStanding {
  QueueRow queue;
  int waiting = 0;
  std::optional<base::Instant> longest_since;
  std::optional<std::chrono::seconds> expected_wait;  ///< for who comes now
  int operators = 0;                                  ///< on duty for it
};
[[nodiscard]] std::vector<QueueStanding> queue_standings(Reader& reader);

}  // namespace kept::desk
