#include "media/g711.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace kept::media {
namespace {

/// One step of a law's positive half as the tables of G.711 draw it, in samples of 16 bits.
struct Step {
  int from = 0;  ///< decision value
  int until = 0;
  int value = 0;  ///< quantised value
};

// Tables 1a and 1b: from segment to segment the width of the steps doubles; of A-law the first two
// have the same. The value stands in the middle of its step, and zero in µ-law's first.
std::vector<Step> steps_of(Law law) {
  std::vector<Step> steps;
  const int scale = law == Law::mu ? 4 : 8;
  int from = 0;
  for (int segment = 0; segment < 8; ++segment) {
    const int width = law == Law::mu ? 2 << segment : 2 << (segment == 0 ? 0 : segment - 1);
    for (int step = 0; step < 16; ++step) {
      const bool is_zero = law == Law::mu && segment == 0 && step == 0;
      const int until = from + (is_zero ? 1 : width);
      steps.push_back({from * scale, until * scale, is_zero ? 0 : (from + until) * scale / 2});
      from = until;
    }
  }
  return steps;
}

// The eight bits on the line: sign, then segment and step; µ-law inverted, A-law every other bit.
std::uint8_t on_the_line(Law law, std::size_t step, bool is_positive) {
  const std::size_t sign = is_positive ? 0x80 : 0;
  return static_cast<std::uint8_t>(sign | (step ^ (law == Law::mu ? 0x7FU : 0x55U)));
}

TEST(G711, EverySampleIsWrittenAsTheStandardsTablesSay) {
  for (const Law law : {Law::mu, Law::a}) {
    const std::vector<Step> steps = steps_of(law);
    std::size_t step = 0;
    for (int sample = 0; sample <= 32767; ++sample) {
      while (step + 1 < steps.size() && sample >= steps[step].until) ++step;
      ASSERT_EQ(encode(law, static_cast<std::int16_t>(sample)), on_the_line(law, step, true))
          << sample;
      ASSERT_EQ(encode(law, static_cast<std::int16_t>(-sample - 1)), on_the_line(law, step, false))
          << -sample - 1;
    }
  }
}

TEST(G711, EveryCodeIsReadAsTheStandardsTablesSay) {
  for (const Law law : {Law::mu, Law::a}) {
    const std::vector<Step> steps = steps_of(law);
    ASSERT_EQ(steps.size(), 128U);
    for (std::size_t step = 0; step < steps.size(); ++step) {
      EXPECT_EQ(decode(law, on_the_line(law, step, true)), steps[step].value) << step;
      EXPECT_EQ(decode(law, on_the_line(law, step, false)), -steps[step].value) << step;
    }
  }
}

TEST(G711, WhatWasReadIsWrittenTheSameAgain) {
  for (const Law law : {Law::mu, Law::a}) {
    for (int code = 0; code < 256; ++code) {
      const auto byte = static_cast<std::uint8_t>(code);
      // µ-law's negative zero has the value of the positive one.
      const bool is_negative_zero = law == Law::mu && code == 0x7F;
      EXPECT_EQ(encode(law, decode(law, byte)), is_negative_zero ? 0xFF : byte) << code;
    }
  }
}

// A call between the laws loses little: the step of the coarser one, never more.
TEST(G711, FromOneLawToTheOtherAndBackIsAtMostOneStepAway) {
  for (int sample = -32768; sample <= 32767; ++sample) {
    const auto mu = decode(Law::mu, encode(Law::mu, static_cast<std::int16_t>(sample)));
    const auto a = decode(Law::a, encode(Law::a, mu));
    // Steps are a sixteenth of the value at most, and sixteen samples wide at least.
    EXPECT_LE(std::abs(a - sample), std::abs(sample) / 16 + 16) << sample;
  }
}

// Values that G.711 names itself: silence, and the loudest.
TEST(G711, SilenceAndTheLoudest) {
  EXPECT_EQ(encode(Law::mu, 0), 0xFF);
  EXPECT_EQ(encode(Law::a, 0), 0xD5);
  EXPECT_EQ(encode(Law::mu, 32767), 0x80);
  EXPECT_EQ(encode(Law::a, 32767), 0xAA);
  EXPECT_EQ(decode(Law::mu, 0x80), 8031 * 4);
  EXPECT_EQ(decode(Law::a, 0xAA), 4032 * 8);
}

}  // namespace
}  // namespace kept::media
