#pragma once

#include <string>
#include <string_view>

namespace kept::base {

/// For comparing what people type: small letters without accents, words parted by single spaces,
/// and one space at either end ("Égout bouché!" becomes " egout bouche "), so that a phrase can be
/// looked for at word boundaries. Unicode case folding and NFD of Boost.Locale. Any thread.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace kept::base
