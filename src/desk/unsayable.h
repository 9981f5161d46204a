#pragma once

#include <span>
#include <string_view>

namespace kept::desk {

/// The lists in unsayable/, each phrase as base::folded() writes it.
[[nodiscard]] std::span<const std::string_view> unsayable();

}  // namespace kept::desk
