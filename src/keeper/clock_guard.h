#pragma once

#include <optional>
#include <string>

#include "base/instant.h"

namespace kept::keeper {

/// What is known of earlier times when a keeper starts.
struct Remembered {
  std::optional<base::Instant> last_event;
  std::optional<base::Instant> last_believed;  ///< when a keeper last noted that it was there
};

/// Watches whether the wall clock can be believed (rule 9). Pure: readings are handed in. One
/// thread.
class ClockGuard {
 public:
  /// At start: the clock stands before what is remembered, or more than a day after it. A day is
  /// counted from when the clock was last believed, for a quiet weekend has no events, and events
  /// that people recorded while it was in doubt prove nothing.
  void start(base::Instant wall, base::Duration since_boot, const Remembered& remembered);

  /// While running: wall clock and CLOCK_BOOTTIME parted by more than 60 s since the last look that
  /// was believed. A machine that slept moves both. Returns how long nobody had looked.
  base::Duration look(base::Instant wall, base::Duration since_boot);

  /// Whether look() would find the clock in doubt now, and how long nobody has looked; changes
  /// nothing.
  [[nodiscard]] bool would_doubt(base::Instant wall, base::Duration since_boot) const;
  [[nodiscard]] base::Duration unwatched(base::Duration since_boot) const {
    return since_boot - since_boot_;
  }

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
