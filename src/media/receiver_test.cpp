#include "media/receiver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "media/sender.h"
#include "media/testing/tones.h"

namespace kept::media {
namespace {

constexpr Format kMu{Law::mu, 0, 101};
constexpr Format kA{Law::a, 8, 96};

/// A sender that hums into a receiver, 20 ms after 20 ms.
struct Wire {
  explicit Wire(const Format& format)
      : sender(format, 7, 65'500, 0xFFFFFF00), receiver(format), format_(format) {}

  void hum(double hertz, int ticks) {
    heard.clear();
    for (; ticks > 0; --ticks) {
      Frame frame{};
      std::ranges::copy(tones::tone(hertz, now, kFrameSamples), frame.begin());
      now += kFrameSamples;
      digits += receiver.take(sender.send(frame), Samples(now));
      const Frame out = receiver.hear(Samples(now));
      heard.insert(heard.end(), out.begin(), out.end());
    }
  }
  void another_source() { sender = Sender(format_, 8, 100, 123'456); }

  Sender sender;
  Receiver receiver;
  std::int64_t now = 0;
  std::string digits;
  std::vector<std::int16_t> heard;

 private:
  Format format_;
};

double loudness_at_the_end(const Wire& wire, double hertz) {
  return tones::loudness(std::span(wire.heard).last(8000), hertz);
}

TEST(Receiver, HearsWhatASenderSaysInBothLaws) {
  for (const Format& format : {kMu, kA}) {
    Wire wire(format);
    wire.hum(440, 250);
    EXPECT_NEAR(loudness_at_the_end(wire, 440), 8000, 100);
    EXPECT_LT(loudness_at_the_end(wire, 1000), 50);
    EXPECT_EQ(wire.receiver.figures().packets, 250);
    EXPECT_EQ(wire.receiver.figures().refused, 0);
    EXPECT_EQ(wire.receiver.last_packet(), Samples(wire.now));
  }
}

TEST(Receiver, HearsDigitsAndSoundAfterThem) {
  for (const Format& format : {kMu, kA}) {
    Wire wire(format);
    wire.hum(440, 10);
    wire.sender.press("29#");
    wire.hum(440, 200);
    EXPECT_EQ(wire.digits, "29#");
    EXPECT_NEAR(loudness_at_the_end(wire, 440), 8000, 100);
  }
}

TEST(Receiver, AnotherSourceIsFollowedFromItsSecondPacket) {
  Wire wire(kMu);
  wire.hum(440, 100);
  wire.another_source();
  wire.hum(1000, 250);
  EXPECT_NEAR(loudness_at_the_end(wire, 1000), 8000, 100);
  EXPECT_EQ(wire.receiver.figures().packets, 349);
  EXPECT_EQ(wire.receiver.figures().sound.restarts, 1);
  wire.sender.press("4");
  wire.hum(1000, 20);
  EXPECT_EQ(wire.digits, "4");
}

TEST(Receiver, AStrayPacketOfAnotherSourceTearsNothing) {
  Wire wire(kMu);
  Sender other(kMu, 9, 1, 1);
  wire.hum(440, 150);
  for (int time = 0; time < 50; ++time) {
    wire.hum(440, 1);
    EXPECT_EQ(wire.receiver.take(other.send({}), Samples(wire.now)), "");
  }
  wire.hum(440, 50);
  EXPECT_NEAR(loudness_at_the_end(wire, 440), 8000, 100);
  EXPECT_EQ(wire.receiver.figures().sound.restarts, 0);
}

TEST(Receiver, WhatWasNotAgreedOnIsRefused) {
  Receiver receiver(kA);
  Sender mu(kMu, 1, 1, 1);
  EXPECT_EQ(receiver.take(mu.send({}), Samples(160)), "");
  EXPECT_EQ(receiver.take(std::vector<std::uint8_t>{1, 2, 3}, Samples(160)), "");
  EXPECT_EQ(receiver.figures().refused, 2);
  EXPECT_FALSE(receiver.last_packet());
  EXPECT_EQ(receiver.hear(Samples(160)), Frame{});
}

TEST(Receiver, ComfortNoiseIsALifeSign) {
  Wire wire(kMu);
  wire.hum(440, 10);
  std::vector<std::uint8_t> noise(13);
  noise[0] = 0x80;
  noise[1] = 13;
  const Samples later(wire.now + 8'000);
  EXPECT_EQ(wire.receiver.take(noise, later), "");
  EXPECT_EQ(wire.receiver.last_packet(), later);
}

TEST(Receiver, ASideThatKnowsNoDigitsIsSentNone) {
  Wire wire({Law::mu, 0, {}});
  wire.sender.press("5");
  wire.hum(440, 100);
  EXPECT_EQ(wire.receiver.figures().packets, 100);
}

}  // namespace
}  // namespace kept::media
