#include "search.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <chrono>
#include <cstdint>

namespace kept::explorer {
namespace {

/// How a state was first reached.
struct Step {
  std::uint32_t from = 0;
  Action action;
};

struct Open {
  Situation situation;
  std::uint32_t step = 0;
};

class Search {
 public:
  Search(World& world, std::optional<Mutant> mutant, const Start& start, std::size_t most)
      : world_(world), mutant_(mutant), most_(most) {
    found_.start = start.name;
    steps_.push_back({});
    seen_.insert(canonical_hash(start.situation));
    layer_.push_back({start.situation, 0});
  }

  void deepen(bool last) {
    std::vector<Open> next;
    for (const Open& open : layer_) {
      for (const Action& action : candidates(open.situation)) {
        if (found_.findings.size() >= most_) return;
        attempt(open, action, last ? nullptr : &next);
      }
    }
    layer_ = std::move(next);
  }

  Explored take() {
    found_.states = seen_.size();
    return std::move(found_);
  }

 private:
  void attempt(const Open& open, const Action& action, std::vector<Open>* next) {
    Play play(world_, mutant_, open.situation);
    if (!perform(play, action)) return;
    ++found_.actions;
    const Step step{open.step, action};
    for (const domain::Breach& breach : play.breaches()) {
      found_.findings.push_back({found_.start, trail(step), breach});
    }
    if (!play.breaches().empty() || !seen_.insert(canonical_hash(play.situation())).second) return;
    if (next == nullptr) return;
    steps_.push_back(step);
    next->push_back({std::move(play.situation()), static_cast<std::uint32_t>(steps_.size() - 1)});
  }

  [[nodiscard]] std::vector<Action> trail(Step step) const {
    std::vector<Action> actions{step.action};
    for (std::uint32_t at = step.from; at != 0; at = steps_[at].from) {
      actions.push_back(steps_[at].action);
    }
    std::reverse(actions.begin(), actions.end());
    return actions;
  }

  World& world_;
  std::optional<Mutant> mutant_;
  std::size_t most_;
  Explored found_;
  std::vector<Step> steps_;
  boost::unordered_flat_set<std::uint64_t> seen_;
  std::vector<Open> layer_;
};

}  // namespace

Explored explore(World& world, std::optional<Mutant> mutant, const Start& start, int depth,
                 std::size_t most) {
  const auto begin = std::chrono::steady_clock::now();
  Search search(world, mutant, start, most);
  for (int level = 1; level <= depth; ++level) search.deepen(level == depth);
  Explored explored = search.take();
  explored.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return explored;
}

}  // namespace kept::explorer
