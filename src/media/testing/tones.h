#pragma once

#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "media/frame.h"

/// Sound that tests tell apart.
namespace kept::media::tones {

/// A tone by the time at which it is heard, so that pieces made one by one fit together.
inline std::int16_t tone_at(double hertz, std::int64_t sample, double loud = 8000) {
  const double turns = hertz * static_cast<double>(sample) / 8000;
  return static_cast<std::int16_t>(
      std::lround(loud * std::sin(2 * std::numbers::pi * (turns - std::floor(turns)))));
}

inline std::vector<std::int16_t> tone(double hertz, std::int64_t from, std::int64_t length,
                                      double loud = 8000) {
  std::vector<std::int16_t> samples;
  for (std::int64_t at = from; at < from + length; ++at) {
    samples.push_back(tone_at(hertz, at, loud));
  }
  return samples;
}

/// How loud a tone is in that sound: its amplitude, by Goertzel's algorithm.
inline double loudness(std::span<const std::int16_t> sound, double hertz) {
  const double turn = 2 * std::cos(2 * std::numbers::pi * hertz / 8000);
  double one = 0;
  double two = 0;
  for (const std::int16_t sample : sound) {
    const double next = sample + turn * one - two;
    two = one;
    one = next;
  }
  const double power = one * one + two * two - turn * one * two;
  return 2 * std::sqrt(std::max(0.0, power)) / static_cast<double>(sound.size());
}

}  // namespace kept::media::tones
