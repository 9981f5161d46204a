#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "actions.h"

namespace kept::explorer {

/// A way to break a rule: what was done, from where, and what is wrong then.
struct Finding {
  std::string start;
  std::vector<Action> trail;
  domain::Breach breach;
};

struct Explored {
  std::string start;
  std::size_t states = 0;   ///< distinct ones, the start included
  std::size_t actions = 0;  ///< performed, not refused
  double seconds = 0;
  std::vector<Finding> findings;
};

/// Every situation that can be reached from `start` in at most `depth` actions, each once. Ends
/// early after `most` findings.
[[nodiscard]] Explored explore(World& world, std::optional<Mutant> mutant, const Start& start,
                               int depth, std::size_t most);

}  // namespace kept::explorer
