#include "workers.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace kept::explorer {

void in_parallel(const World& world, std::size_t count,
                 const std::function<void(World&, std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  const auto take_turns = [&] {
    World own = world;
    for (std::size_t i = next++; i < count; i = next++) work(own, i);
  };
  std::vector<std::jthread> workers;
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  for (std::size_t i = 0; i < std::min(cores, count); ++i) workers.emplace_back(take_turns);
}

}  // namespace kept::explorer
