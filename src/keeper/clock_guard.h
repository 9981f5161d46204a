#pragma once

#include <optional>
#include <string>

#include "base/instant.h"

namespace kept::keeper {

/// Watches whether the wall clock can be believed (rule 9). Pure: readings are handed in. One
/// thread.
class ClockGuard {
 public:
  /// At start: the clock stands before the last event, or more than a day after it.
  void start(base::Instant wall, base::Duration since_boot,
             std::optional<base::Instant> last_event);

  /// While running: wall clock and CLOCK_BOOTTIME parted by more than 60 s since the last look that
  /// was believed.
  void look(base::Instant wall, base::Duration since_boot);

  /// An administrator says that the time is right.
  void confirm(base::Instant wall, base::Duration since_boot);

  /// Why the clock is in doubt; nothing while it is believed.
  [[nodiscard]] const std::optional<std::string>& doubt() const { return doubt_; }

 private:
  base::Instant wall_{};
  base::Duration since_boot_{};
  std::optional<std::string> doubt_;
};

}  // namespace kept::keeper
