#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace kept::base {

/// A number that names one thing of one type; ids of different types do not mix. Zero names
/// nothing. Ids stay below 2^53, so that JavaScript reads them exactly.
template <typename Tag>
struct Id {
  std::int64_t value = 0;

  [[nodiscard]] explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

}  // namespace kept::base

template <typename Tag>
struct std::hash<kept::base::Id<Tag>> {
  std::size_t operator()(const kept::base::Id<Tag>& id) const noexcept {
    return std::hash<std::int64_t>{}(id.value);
  }
};
