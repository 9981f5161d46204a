#pragma once

#include <optional>
#include <string>

#include "desk/ports/rows.h"

namespace kept::http {

/// The phrase of a danger that occurs in what was typed, at word boundaries, whatever the case and
/// the accents; nothing when none does.
[[nodiscard]] std::optional<std::string> dangerous_words(const desk::DangerRow& danger,
                                                         const std::string& typed);

/// How many words of `query` begin a word of `words`, compared in the same way.
[[nodiscard]] int shared_words(const std::string& query, const std::string& words);

}  // namespace kept::http
