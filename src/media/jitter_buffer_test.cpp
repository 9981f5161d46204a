#include "media/jitter_buffer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <vector>

#include "media/testing/tones.h"

namespace kept::media {
namespace {

using tones::loudness;
using tones::tone;

/// A line from somebody who hums 440 Hz, in packets of 20 ms. Ours and their clock go apart by
/// `drift` parts of a million.
struct Line {
  std::uint32_t first_timestamp = 1000;
  double jitter_ms = 0;
  double loss = 0;
  double drift = 0;
  std::mt19937 random{311};  // the same in every run

  const std::vector<std::int16_t> hum = tone(440, 0, 360);

  JitterBuffer buffer;
  std::int64_t now = 0;  ///< ours, in samples
  std::int64_t said = 0;
  std::multimap<std::int64_t, std::int64_t> under_way;  ///< arrival to time said

  void speak() {
    std::uniform_real_distribution<double> chance(0, 1);
    const double clock = 1 + drift / 1e6;
    while (static_cast<double>(said + 160) * clock <= static_cast<double>(now)) {
      const auto arrival = static_cast<double>(said + 160) * clock + chance(random) * jitter_ms * 8;
      if (chance(random) >= loss) under_way.emplace(std::llround(arrival), said);
      said += 160;
    }
    while (!under_way.empty() && under_way.begin()->first <= now) {
      const auto [arrival, at] = *under_way.begin();
      under_way.erase(under_way.begin());
      // 440 Hz come round every 200 samples.
      buffer.put(first_timestamp + static_cast<std::uint32_t>(at),
                 std::span(hum).subspan(static_cast<std::size_t>(at % 200), 160), Samples(arrival));
    }
  }

  std::vector<std::int16_t> listen(std::chrono::milliseconds length, bool speaks = true) {
    std::vector<std::int16_t> heard;
    for (std::int64_t ticks = length / std::chrono::milliseconds(20); ticks > 0; --ticks) {
      now += 160;
      if (speaks) speak();
      const Frame frame = buffer.take(Samples(now));
      heard.insert(heard.end(), frame.begin(), frame.end());
    }
    return heard;
  }
};

double root_mean_square(std::span<const std::int16_t> sound) {
  double sum = 0;
  for (const double sample : sound) sum += sample * sample;
  return std::sqrt(sum / static_cast<double>(sound.size()));
}

/// Frames without any sound among those of speech.
int gaps(const std::vector<std::int16_t>& sound) {
  int count = 0;
  for (std::size_t at = 0; at + 160 <= sound.size(); at += 160) {
    if (root_mean_square(std::span(sound).subspan(at, 160)) < 500) ++count;
  }
  return count;
}

using namespace std::chrono_literals;

TEST(JitterBuffer, AnEvenLineIsHeardWholeAndTwentyMillisecondsLate) {
  Line line;
  (void)line.listen(5s);
  const auto before = line.buffer.figures();
  const auto heard = line.listen(1s);
  EXPECT_NEAR(loudness(heard, 440), 8000, 80);
  EXPECT_EQ(line.buffer.figures(), before);
  EXPECT_EQ(line.buffer.delay(), Samples(160));
}

TEST(JitterBuffer, JitterOfFortyMillisecondsLeavesNoGapAndMakesItWaitAsLong) {
  Line line{.jitter_ms = 40};
  (void)line.listen(10s);
  const auto before = line.buffer.figures();
  const auto heard = line.listen(10s);
  EXPECT_EQ(gaps(heard), 0);
  EXPECT_LE(line.buffer.figures().made_up - before.made_up, 80'000 / 100);
  EXPECT_GT(line.buffer.delay(), Samples(40 * 8));
  EXPECT_LE(line.buffer.delay(), Samples(60 * 8));
}

TEST(JitterBuffer, OfALineThatIsFineAgainTheDelayIsGivenBack) {
  JitterBuffer buffer;
  // Each packet has a level of its own, so that what is heard says when it was said.
  const auto say = [&buffer](std::int64_t packet, std::int64_t late) {
    const auto level = static_cast<std::int16_t>(1000 + 10 * (packet % 1000));
    buffer.put(static_cast<std::uint32_t>(packet * 160), std::vector<std::int16_t>(160, level),
               Samples((packet + 1) * 160 + late));
  };
  std::int64_t packet = 0;
  for (; packet < 500; ++packet) {
    say(packet, packet % 3 == 0 ? 640 : 0);
    (void)buffer.take(Samples((packet + 1) * 160 + 150));
  }
  EXPECT_EQ(buffer.delay(), Samples(640 + 160));
  Frame heard{};
  for (; packet < 1400; ++packet) {
    say(packet, 0);
    heard = buffer.take(Samples((packet + 1) * 160));
  }
  EXPECT_EQ(buffer.delay(), Samples(160));
  // Said at the most 40 ms ago: 20 ms of packet, 10 of delay at the end of a frame, 10 borne.
  EXPECT_GE(heard.back(), 1000 + 10 * ((packet - 1) % 1000) - 20);
}

TEST(JitterBuffer, LossIsCovered) {
  Line line{.jitter_ms = 40, .loss = 0.03};
  (void)line.listen(10s);
  const auto heard = line.listen(20s);
  EXPECT_EQ(gaps(heard), 0);
  EXPECT_NEAR(root_mean_square(heard), 8000 / std::sqrt(2), 500);
}

TEST(JitterBuffer, WhatIsMadeUpFadesAway) {
  Line line;
  (void)line.listen(3s);
  const auto hole = line.listen(200ms, false);
  EXPECT_GT(root_mean_square(std::span(hole).subspan(160, 160)), 1000);
  EXPECT_LT(root_mean_square(std::span(hole).subspan(960, 640)), 50);
}

TEST(JitterBuffer, ASenderIsSilentForAWhileAndIsHeardAtOnceAfterwards) {
  Line line;
  (void)line.listen(3s);
  (void)line.listen(30s, false);
  line.said = line.now - 160;  // its clock went on
  (void)line.listen(100ms);
  const auto heard = line.listen(1s);
  EXPECT_NEAR(loudness(heard, 440), 8000, 80);
  EXPECT_EQ(line.buffer.figures().restarts, 0);
}

TEST(JitterBuffer, ASenderWhoseClockStoodStillIsHeardWithinAFifthOfASecond) {
  Line line;
  (void)line.listen(3s);
  const auto stood_at = line.said;
  (void)line.listen(5s, false);
  for (std::int64_t packet = 0; packet < 60; ++packet) {
    line.now += 160;
    line.buffer.put(static_cast<std::uint32_t>(1000 + stood_at + packet * 160),
                    tone(440, packet * 160, 160), Samples(line.now));
    const Frame frame = line.buffer.take(Samples(line.now));
    if (packet >= 10) EXPECT_GT(root_mean_square(frame), 4000) << packet;
  }
  EXPECT_EQ(line.buffer.figures().restarts, 1);
}

TEST(JitterBuffer, TimestampsWrap) {
  Line line{.first_timestamp = 0xFFFFFFFF - 4 * 8000};
  (void)line.listen(3s);
  const auto before = line.buffer.figures();
  const auto heard = line.listen(2s);
  EXPECT_NEAR(loudness(heard, 440), 8000, 80);
  EXPECT_EQ(line.buffer.figures(), before);
}

TEST(JitterBuffer, TimestampsThatJumpAreFollowed) {
  for (const std::uint32_t jump : {500'000U, 0U - 500'000U}) {
    Line line;
    (void)line.listen(3s);
    line.first_timestamp += jump;
    EXPECT_LE(gaps(line.listen(200ms)), 3);
    (void)line.listen(4s);  // until it knows the line again
    EXPECT_NEAR(loudness(line.listen(1s), 440), 8000, 80);
    EXPECT_EQ(line.buffer.figures().restarts, 1);
  }
}

TEST(JitterBuffer, AClockThatGoesWrongForAnHourMakesNoGap) {
  for (const double drift : {100.0, -100.0}) {
    Line line{.jitter_ms = 5, .drift = drift};
    (void)line.listen(10s);
    const auto before = line.buffer.figures();
    int count = 0;
    for (int minute = 0; minute < 60; ++minute) count += gaps(line.listen(60s));
    EXPECT_EQ(count, 0);
    EXPECT_EQ(line.buffer.figures().restarts, before.restarts);
    EXPECT_LE(line.buffer.figures().made_up - before.made_up, 3600 * 8000 / 1000);
    EXPECT_LE(line.buffer.delay(), Samples(320));
  }
}

TEST(JitterBuffer, PacketsOfAnyLengthInAnyOrderTwice) {
  JitterBuffer buffer;
  const auto put = [&](std::int64_t from, std::int64_t length, std::int64_t now) {
    buffer.put(static_cast<std::uint32_t>(from), tone(440, from, length), Samples(now));
  };
  std::vector<std::int16_t> heard;
  std::int64_t now = 480;
  for (std::int64_t said = 0; said < 24'000; said += 480) {  // 10, 30 and 20 ms, mixed up
    put(said + 320, 160, now);
    put(said, 80, now);
    put(said + 80, 240, now);
    put(said, 80, now);
    for (int tick = 0; tick < 3; ++tick, now += 160) {
      const Frame frame = buffer.take(Samples(now));
      heard.insert(heard.end(), frame.begin(), frame.end());
    }
  }
  const auto end = std::span(heard).last(8000);
  EXPECT_NEAR(loudness(end, 440), 8000, 80);
  EXPECT_EQ(gaps({end.begin(), end.end()}), 0);
}

TEST(JitterBuffer, WhatIsTooLongToBeSoundIsLeftOut) {
  JitterBuffer buffer;
  buffer.put(0, std::vector<std::int16_t>(961, 9000), Samples(0));
  buffer.put(0, {}, Samples(0));
  for (int tick = 1; tick < 20; ++tick) {
    EXPECT_EQ(buffer.take(tick * kFrameTime), Frame{});
  }
}

}  // namespace
}  // namespace kept::media
