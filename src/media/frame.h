#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ratio>
#include <span>

/// Sound of telephone calls, without sockets, threads or a clock: who uses it says what came and
/// when, and asks every 20 ms for what is to be heard.
namespace kept::media {

/// Time counted in samples; telephones take 8,000 a second.
using Samples = std::chrono::duration<std::int64_t, std::ratio<1, 8000>>;

/// What is mixed and sent at once.
constexpr std::size_t kFrameSamples = 160;
constexpr Samples kFrameTime{kFrameSamples};
static_assert(kFrameTime == std::chrono::milliseconds(20));

/// 20 ms of linear sound, 16 bit.
using Frame = std::array<std::int16_t, kFrameSamples>;

using Bytes = std::span<const std::uint8_t>;

}  // namespace kept::media
