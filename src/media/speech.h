#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kept::media {

/// The text as a machine reads it aloud (espeak-ng), for announcements that nobody has recorded.
/// `language`: "en", "fr"; others are read in English. Empty when there is no voice on this
/// machine. One thread at a time in the whole process: so is espeak-ng.
[[nodiscard]] std::vector<std::int16_t> spoken(const std::string& text,
                                               const std::string& language);

}  // namespace kept::media
