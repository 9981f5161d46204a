#pragma once

#include <string>
#include <string_view>

#include "domain/places/point.h"

/// Places as exact as a block, for what everybody may read: whose house it is stays open.
namespace kept::domain {

/// To a thousandth of a degree: about 110 m from south to north.
[[nodiscard]] Point rounded_to_block(const Point& point);

/// "11XX Elm Street" of "1127 Elm Street, unit 4"; a crossing or a place with a name as it is;
/// nothing where it cannot be told what a number means. What it gives, it gives again.
[[nodiscard]] std::string rounded_to_block(std::string_view address);

}  // namespace kept::domain
