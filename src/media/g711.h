#pragma once

#include <cstdint>

namespace kept::media {

/// The two ways to write a sample in eight bits (ITU-T G.711): µ-law in North America and Japan,
/// A-law elsewhere.
enum class Law { mu, a };

[[nodiscard]] std::uint8_t encode(Law law, std::int16_t sample);
[[nodiscard]] std::int16_t decode(Law law, std::uint8_t code);

}  // namespace kept::media
