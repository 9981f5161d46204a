#pragma once

#include <string>

namespace kept::store {

/// Turns what somebody typed into an FTS5 query: every word must occur, the last one may be
/// unfinished. Nothing of FTS5's own syntax gets through; empty when there is no word.
[[nodiscard]] std::string match_words_as_typed(const std::string& words);

}  // namespace kept::store
