#include "media/g711.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

namespace kept::media {
namespace {

// µ-law has 14 bits with sign, A-law 13; they are the upper ones of a sample's 16.
constexpr int kMuShift = 2;
constexpr int kAShift = 3;
// G.711, table 2: values are shifted by this, so that each segment is a power of two.
constexpr int kMuBias = 33;
constexpr int kMuMost = 8158;
// Even bits of A-law are inverted on the line, all of µ-law's are.
constexpr unsigned kAMask = 0x55;
constexpr unsigned kMuMask = 0x7F;
constexpr unsigned kPositive = 0x80;

/// Segment and step of a magnitude, as the seven lower bits before they are inverted.
unsigned mu_code(int magnitude) {
  const auto biased = static_cast<unsigned>(std::min(magnitude, kMuMost) + kMuBias);
  const unsigned segment = static_cast<unsigned>(std::bit_width(biased)) - 6;  // 33 has six bits
  return segment << 4 | (biased >> (segment + 1) & 0xF);
}

unsigned a_code(int magnitude) {
  // The first two segments have the same step, so only the bits from the seventh on count.
  const auto value = static_cast<unsigned>(magnitude);
  const auto bits = static_cast<unsigned>(std::bit_width(value));
  const unsigned segment = bits <= 5 ? 0 : bits - 5;
  return segment << 4 | (value >> std::max(1U, segment) & 0xF);
}

int mu_magnitude(unsigned code) {
  const unsigned segment = code >> 4;
  return static_cast<int>((2 * (code & 0xF) + 33) << segment) - kMuBias;
}

int a_magnitude(unsigned code) {
  const unsigned segment = code >> 4;
  const unsigned step = 2 * (code & 0xF) + 1;
  return static_cast<int>(segment == 0 ? step : (step + 32) << (segment - 1));
}

std::array<std::int16_t, 256> table_of(Law law) {
  std::array<std::int16_t, 256> table{};
  for (unsigned code = 0; code < table.size(); ++code) {
    const int magnitude = law == Law::mu ? mu_magnitude((code ^ kMuMask) & 0x7F) << kMuShift
                                         : a_magnitude((code ^ kAMask) & 0x7F) << kAShift;
    table[code] = static_cast<std::int16_t>((code & kPositive) != 0 ? magnitude : -magnitude);
  }
  return table;
}

}  // namespace

std::uint8_t encode(Law law, std::int16_t sample) {
  const unsigned sign = sample >= 0 ? kPositive : 0;
  // One's complement, so that -32,768 has a magnitude too and steps are as wide on both sides.
  const int magnitude = sample >= 0 ? sample : ~sample;
  const unsigned code = law == Law::mu ? mu_code(magnitude >> kMuShift) ^ kMuMask
                                       : a_code(magnitude >> kAShift) ^ kAMask;
  return static_cast<std::uint8_t>(sign | code);
}

std::int16_t decode(Law law, std::uint8_t code) {
  static const auto kMu = table_of(Law::mu);
  static const auto kA = table_of(Law::a);
  return law == Law::mu ? kMu[code] : kA[code];
}

}  // namespace kept::media
