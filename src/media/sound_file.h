#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/frame.h"

namespace kept::media {

/// The sound of a file (WAV, and what else libsndfile reads), as telephones take it: of several
/// channels the middle, at 8,000 samples a second. Nothing when it cannot be read, or is longer
/// than ten minutes.
[[nodiscard]] std::optional<std::vector<std::int16_t>> read_sound_file(const std::string& path);

/// The same sound at 8,000 samples a second.
[[nodiscard]] std::vector<std::int16_t> at_telephone_rate(std::span<const std::int16_t> samples,
                                                          int rate);

}  // namespace kept::media
