#include "media/digits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace kept::media {
namespace {

constexpr std::uint8_t kEnd = 0x8A;
constexpr std::uint8_t kPressed = 0x0A;

std::string take(DigitReader& reader, std::uint32_t timestamp, std::uint8_t event,
                 std::uint8_t flags, std::uint16_t duration = 800) {
  const std::array<std::uint8_t, 4> payload{event, flags, static_cast<std::uint8_t>(duration >> 8),
                                            static_cast<std::uint8_t>(duration)};
  return reader.take({101, false, 0, timestamp, 1, payload});
}

TEST(DigitReader, APressIsToldOnceThoughItsEndComesThrice) {
  DigitReader reader;
  EXPECT_EQ(take(reader, 1000, 5, kPressed), "");
  EXPECT_EQ(take(reader, 1000, 5, kEnd), "5");
  EXPECT_EQ(take(reader, 1000, 5, kEnd), "");
  EXPECT_EQ(take(reader, 1000, 5, kEnd), "");
  EXPECT_EQ(take(reader, 3000, 5, kEnd), "5");  // the same key again
}

TEST(DigitReader, OneOfItsPacketsIsEnough) {
  DigitReader reader;
  EXPECT_EQ(take(reader, 1000, 9, kPressed), "");
  EXPECT_EQ(take(reader, 3000, 11, kEnd), "9#");
  EXPECT_EQ(take(reader, 5000, 10, kPressed), "");
  EXPECT_EQ(reader.sound_at(5800 + 800), "");
  EXPECT_EQ(reader.sound_at(5800 + 801), "*");
  EXPECT_EQ(reader.sound_at(9000), "");
}

TEST(DigitReader, TimestampsWrapAndWhatWasOvertakenIsNoNewPress) {
  DigitReader reader;
  EXPECT_EQ(take(reader, 0xFFFFFF00, 1, kEnd), "1");
  EXPECT_EQ(take(reader, 0x00000400, 2, kEnd), "2");
  EXPECT_EQ(take(reader, 0xFFFFFF00, 1, kEnd), "");
}

TEST(DigitReader, AKeyHeldForLongIsOnePress) {
  DigitReader reader;
  EXPECT_EQ(take(reader, 1000, 7, kPressed, 0xFFFF), "");
  EXPECT_EQ(take(reader, 1000 + 0xFFFF, 7, kPressed, 160), "");
  EXPECT_EQ(take(reader, 1000 + 0xFFFF, 7, kEnd, 320), "7");
}

TEST(DigitReader, OtherEventsAndTornPacketsAreNoDigits) {
  DigitReader reader;
  EXPECT_EQ(take(reader, 1000, 16, kEnd), "");  // flash
  const std::array<std::uint8_t, 3> torn{5, kEnd, 0};
  EXPECT_EQ(reader.take({101, false, 0, 9000, 1, torn}), "");
}

TEST(DigitWriter, WhatItPressesIsHeard) {
  DigitWriter writer;
  DigitReader reader;
  writer.press("12x#D");
  std::string heard;
  std::uint32_t now = 0xFFFFFC00;  // wraps while it presses
  for (int tick = 0; tick < 60; ++tick, now += kFrameSamples) {
    const auto event = writer.next();
    if (!event) continue;
    const auto began = static_cast<std::uint32_t>(now - event->began_ago.count());
    heard += reader.take({101, event->marker, 0, began, 1, event->payload});
  }
  EXPECT_EQ(heard, "12#D");
  EXPECT_FALSE(writer.next());
}

// RFC 4733, 2.5.1: the marker at the beginning, durations that grow, and the end three times.
TEST(DigitWriter, APressInPackets) {
  DigitWriter writer;
  writer.press("3");
  std::vector<std::vector<std::uint8_t>> payloads;
  while (const auto event = writer.next()) {
    EXPECT_EQ(event->marker, payloads.empty());
    EXPECT_EQ(event->began_ago, payloads.size() * kFrameTime);
    payloads.emplace_back(event->payload.begin(), event->payload.end());
  }
  const std::vector<std::vector<std::uint8_t>> expected{{3, 10, 0, 160},
                                                        {3, 10, 320 >> 8, 320 & 255},
                                                        {3, 10, 480 >> 8, 480 & 255},
                                                        {3, 10, 640 >> 8, 640 & 255},
                                                        {3, kEnd, 800 >> 8, 800 & 255},
                                                        {3, kEnd, 800 >> 8, 800 & 255},
                                                        {3, kEnd, 800 >> 8, 800 & 255}};
  EXPECT_EQ(payloads, expected);
}

}  // namespace
}  // namespace kept::media
