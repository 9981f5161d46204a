#pragma once

#include <cstddef>
#include <functional>

#include "world.h"

namespace kept::explorer {

/// Does `work` for 0, 1 … `count` - 1, each once and in any order, on as many threads as the
/// machine has cores. Each thread has a world of its own, made like `world`.
void in_parallel(const World& world, std::size_t count,
                 const std::function<void(World&, std::size_t)>& work);

}  // namespace kept::explorer
