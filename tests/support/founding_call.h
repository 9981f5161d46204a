#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/ports/store.h"

namespace kept::testing {

/// Story 1 through the use cases of the desk, each step a unit of work with an idempotency key, as
/// an edge runs it. It goes on where it stands: what was acknowledged is not asked for again, and
/// what is unknown is repeated with its key. Founds nothing: the city must be there.
class FoundingCall {
 public:
  /// `clock` is moved on as the story goes.
  explicit FoundingCall(base::ManualClock& clock) : clock_(clock) {}

  /// Lives on until the end, or until the store does not take a step: then its error.
  [[nodiscard]] base::Result<base::Done> live(desk::Store& store);

  /// What does not stand in the store as it was acknowledged; empty when all does.
  [[nodiscard]] std::vector<std::string> missing(desk::Store& store) const;

  [[nodiscard]] std::size_t acknowledged() const { return answers_.size(); }
  static std::size_t steps();

 private:
  [[nodiscard]] base::Result<base::Done> live_on(desk::Store& store);

  base::ManualClock& clock_;
  std::map<std::string, std::string> answers_;  ///< acknowledged steps, by name
};

}  // namespace kept::testing
