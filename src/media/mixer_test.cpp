#include "media/mixer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include "media/testing/tones.h"

namespace kept::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tones::loudness;
using tones::tone;

constexpr Mixer::Leg kCaller = 1;
constexpr Mixer::Leg kOperator = 2;
constexpr Mixer::Leg kThird = 3;
constexpr Mixer::Leg kElsewhere = 4;
constexpr Mixer::Leg kSupervisor = 5;

// Everybody hums a tone of their own; music is another.
const std::map<Mixer::Leg, double> kHums{
    {kCaller, 440}, {kOperator, 1000}, {kThird, 700}, {kElsewhere, 1500}};
constexpr double kMusic = 600;

Sound sound_of(double hertz, std::int64_t length) {
  return std::make_shared<const std::vector<std::int16_t>>(tone(hertz, 0, length, 5000));
}

Frame tone_frame(double hertz) {
  Frame frame{};
  std::ranges::copy(tone(hertz, 0, kFrameSamples, 5000), frame.begin());
  return frame;
}

/// All legs of a test, and what each of them heard in the last second.
struct Exchange {
  Exchange() {
    for (const auto leg : {kCaller, kOperator, kThird, kElsewhere, kSupervisor}) mixer.add(leg);
  }

  std::vector<Mixer::Leg> talk_for_a_second() {
    heard.clear();
    std::vector<Mixer::Leg> played;
    for (int tick = 0; tick < 50; ++tick, now += kFrameSamples) {
      std::map<Mixer::Leg, Frame> said;
      for (const auto& [leg, hertz] : kHums) {
        std::ranges::copy(tone(hertz, now, kFrameSamples, 5000), said[leg].begin());
      }
      const auto mixed = mixer.mix(said);
      for (const auto& [leg, frame] : mixed.heard) {
        heard[leg].insert(heard[leg].end(), frame.begin(), frame.end());
      }
      played.insert(played.end(), mixed.played.begin(), mixed.played.end());
    }
    return played;
  }

  /// The tones that somebody heard.
  std::vector<double> tones_at(Mixer::Leg leg) {
    std::vector<double> found;
    for (const double hertz : {440.0, 600.0, 700.0, 1000.0, 1500.0}) {
      const double loud = loudness(heard[leg], hertz);
      if (loud > 4500 && loud < 5500)
        found.push_back(hertz);
      else
        EXPECT_LT(loud, 50) << leg << " hears half of " << hertz;
    }
    return found;
  }

  Mixer mixer;
  std::int64_t now = 0;
  std::map<Mixer::Leg, std::vector<std::int16_t>> heard;
};

TEST(Mixer, WhoIsInOneRoomHearsTheOthersAndNobodyElse) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.enter(kElsewhere, "b");
  exchange.talk_for_a_second();
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(1000));
  EXPECT_THAT(exchange.tones_at(kOperator), ElementsAre(440));
  EXPECT_THAT(exchange.tones_at(kElsewhere), IsEmpty());
  EXPECT_THAT(exchange.tones_at(kThird), IsEmpty());  // who is nowhere hears nobody who is nowhere
  EXPECT_THAT(exchange.tones_at(kSupervisor), IsEmpty());
}

TEST(Mixer, WhoIsOnHoldHearsMusicOnlyAndIsNotHeard) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.enter(kThird, "a");
  exchange.mixer.play(kCaller, sound_of(kMusic, 4000), Mixer::Play::in_a_loop);
  EXPECT_THAT(exchange.talk_for_a_second(), IsEmpty());
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(kMusic));
  EXPECT_THAT(exchange.tones_at(kOperator), ElementsAre(700));
  EXPECT_THAT(exchange.tones_at(kThird), ElementsAre(1000));
  exchange.mixer.enter(kCaller, "a");
  exchange.talk_for_a_second();
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(700, 1000));
  EXPECT_THAT(exchange.tones_at(kOperator), ElementsAre(440, 700));
}

TEST(Mixer, AnAnnouncementIsPlayedOnceToItsEndAndThenTheRoomIsHeard) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.play(kCaller, sound_of(kMusic, 8000), Mixer::Play::once);
  EXPECT_THAT(exchange.talk_for_a_second(), ElementsAre(kCaller));
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(kMusic));
  EXPECT_THAT(exchange.talk_for_a_second(), IsEmpty());
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(1000));
}

TEST(Mixer, AnAnnouncementWithoutSoundIsOverAtOnce) {
  Exchange exchange;
  const auto nothing = std::make_shared<const std::vector<std::int16_t>>();
  exchange.mixer.play(kCaller, nothing, Mixer::Play::once);
  EXPECT_THAT(exchange.talk_for_a_second(), ElementsAre(kCaller));
}

TEST(Mixer, WhoListensIsNotHeard) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.enter(kThird, "a", Mixer::Part::only_listens);
  exchange.talk_for_a_second();
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(1000));
  EXPECT_THAT(exchange.tones_at(kThird), ElementsAre(440, 1000));
}

TEST(Mixer, ATransferIsAChangeOfRooms) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.leave(kOperator);
  exchange.mixer.enter(kThird, "a");
  exchange.talk_for_a_second();
  EXPECT_THAT(exchange.tones_at(kCaller), ElementsAre(700));
  EXPECT_THAT(exchange.tones_at(kThird), ElementsAre(440));
  EXPECT_THAT(exchange.tones_at(kOperator), IsEmpty());
  exchange.mixer.remove(kCaller);
  exchange.talk_for_a_second();
  EXPECT_THAT(exchange.tones_at(kThird), IsEmpty());
  EXPECT_EQ(exchange.mixer.legs(), 4U);
}

TEST(Mixer, WhoTapsARoomHearsAllOfItAndIsHeardByNobody) {
  Exchange exchange;
  exchange.mixer.enter(kCaller, "a");
  exchange.mixer.enter(kOperator, "a");
  exchange.mixer.enter(kElsewhere, "b");
  exchange.mixer.tap("a");
  exchange.mixer.tap("empty");
  const std::map<Mixer::Leg, Frame> said{
      {kCaller, tone_frame(440)}, {kOperator, tone_frame(1000)}, {kElsewhere, tone_frame(1500)}};
  const auto mixed = exchange.mixer.mix(said);
  EXPECT_GT(loudness(mixed.tapped.at("a"), 440), 4000);
  EXPECT_GT(loudness(mixed.tapped.at("a"), 1000), 4000);
  EXPECT_LT(loudness(mixed.tapped.at("a"), 1500), 500);
  EXPECT_EQ(mixed.tapped.at("empty"), Frame{});
  exchange.mixer.untap("a");
  EXPECT_FALSE(exchange.mixer.mix(said).tapped.contains("a"));
}

// Two who shout do not turn into a crackle: the sum stays at the loudest, with its sign.
TEST(Mixer, WhatIsTooLoudStaysAtTheLoudest) {
  Mixer mixer;
  for (const auto leg : {kCaller, kOperator, kThird}) {
    mixer.add(leg);
    mixer.enter(leg, "a");
  }
  Frame loud;
  loud.fill(30000);
  loud[1] = -30000;
  const auto mixed = mixer.mix({{kCaller, loud}, {kOperator, loud}});
  EXPECT_EQ(mixed.heard.at(kThird)[0], 32767);
  EXPECT_EQ(mixed.heard.at(kThird)[1], -32768);
  EXPECT_EQ(mixed.heard.at(kCaller)[0], 30000);
}

}  // namespace
}  // namespace kept::media
