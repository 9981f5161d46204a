#pragma once

#include <cstddef>
#include <cstdint>

#include "search.h"

namespace kept::explorer {

struct Wandered {
  std::size_t runs = 0;
  std::size_t units = 0;   ///< actions performed
  std::size_t closed = 0;  ///< how often a case was closed, over all runs
  double seconds = 0;
  std::vector<Finding> findings;
};

/// Each run does `steps` things at random, from one of the starts in turn; its whole history is
/// then replayed, and it must be possible to bring the case to its end, with a resident who answers
/// and with one who never does. The same seed gives the same runs.
[[nodiscard]] Wandered wander(World& world, std::optional<Mutant> mutant, std::uint64_t seed,
                              std::size_t runs, int steps, std::size_t most);

}  // namespace kept::explorer
