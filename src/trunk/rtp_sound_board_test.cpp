#include "trunk/rtp_sound_board.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;

struct Ears final : SoundListener {
  void pressed(Leg leg, const std::string& digits) override { note(pressed_at[leg] += digits); }
  void played(Leg leg, std::int64_t piece) override { note(over = {leg, piece}); }
  void fell_silent(Leg leg) override { note(silent = leg); }

  template <typename What>
  void note(What&&) {
    const std::scoped_lock lock(mutex);
    came.notify_all();
  }
  template <typename Condition>
  bool wait(Condition condition) {
    std::unique_lock lock(mutex);
    return came.wait_for(lock, 10s, condition);
  }

  std::mutex mutex;
  std::condition_variable came;
  std::map<Leg, std::string> pressed_at;
  std::pair<Leg, std::int64_t> over;
  Leg silent = 0;
};

/// Two legs of one board, connected to each other over the loopback.
class RtpSoundBoardTest : public ::testing::Test {
 protected:
  void SetUp() override {
    one_ = *board_.open();
    other_ = *board_.open();
    const media::Format format{media::Law::a, 8, 101};
    ASSERT_TRUE(board_.connect(one_.leg, {"127.0.0.1", other_.port, format}));
    ASSERT_TRUE(board_.connect(other_.leg, {"127.0.0.1", one_.port, format}));
  }

  Ears ears_;
  RtpSoundBoard board_{{"127.0.0.1", 27'101, 27'105, false, 1s}, ears_};
  SoundBoard::Opened one_;
  SoundBoard::Opened other_;
};

TEST_F(RtpSoundBoardTest, PortsAreEvenAndRunOut) {
  EXPECT_EQ(one_.port, 27'102);
  EXPECT_EQ(other_.port, 27'104);
  EXPECT_FALSE(board_.open());
}

TEST_F(RtpSoundBoardTest, KeysAreHeardOnTheOtherSide) {
  board_.press(one_.leg, "7");
  EXPECT_TRUE(ears_.wait([&] { return ears_.pressed_at[other_.leg] == "7"; }));
}

TEST_F(RtpSoundBoardTest, WhatIsPlayedComesToItsEnd) {
  board_.play(one_.leg, std::make_shared<std::vector<std::int16_t>>(400), 7);
  const std::pair<Leg, std::int64_t> expected{one_.leg, 7};
  EXPECT_TRUE(ears_.wait([&] { return ears_.over == expected; }));
}

TEST_F(RtpSoundBoardTest, ASideThatSendsNothingFallsSilent) {
  board_.close(one_.leg);
  EXPECT_TRUE(ears_.wait([&] { return ears_.silent == other_.leg; }));
}

/// A side of the trunk that says one address and sends from another, on the same host.
class LatchingTest : public ::testing::Test {
 protected:
  void connect(Side side) {
    const media::Format format{media::Law::a, 8, 101};
    leg_ = *board_.open();
    gateway_.emplace(*board_.open());
    stranger_.emplace(*board_.open());
    ASSERT_TRUE(board_.connect(leg_.leg, {"127.0.0.1", kNamed, format, true, true, side}));
  }
  /// Who sends to our leg, and presses a key there.
  void speaks(const SoundBoard::Opened& from, const std::string& key, std::uint8_t type = 8) {
    ASSERT_TRUE(board_.connect(
        from.leg, {"127.0.0.1", leg_.port, {media::Law::a, type, std::uint8_t(type + 93)}}));
    board_.press(from.leg, key);
  }

  static constexpr std::uint16_t kNamed = 27'198;
  Ears ears_;
  RtpSoundBoard board_{{"127.0.0.1", 27'111, 27'119, true, 60s}, ears_};
  SoundBoard::Opened leg_;
  std::optional<SoundBoard::Opened> gateway_;
  std::optional<SoundBoard::Opened> stranger_;
};

TEST_F(LatchingTest, AGatewayMaySendFromAnotherPortThanItSays) {
  connect(Side::trunk);
  speaks(*gateway_, "7");
  EXPECT_TRUE(ears_.wait([&] { return ears_.pressed_at[leg_.leg] == "7"; }));
}

TEST_F(LatchingTest, WhatWasNotAgreedOnIsNotTheOtherSide) {
  connect(Side::trunk);
  speaks(*stranger_, "1", 0);
  speaks(*gateway_, "7");
  EXPECT_TRUE(ears_.wait([&] { return ears_.pressed_at[leg_.leg] == "7"; }));
}

TEST_F(LatchingTest, AHeadsetIsWhereOurEdgeSaysAndNowhereElse) {
  connect(Side::headset);
  speaks(*stranger_, "1");
  const media::Format format{media::Law::a, 8, 101};
  ASSERT_TRUE(
      board_.connect(leg_.leg, {"127.0.0.1", gateway_->port, format, true, true, Side::headset}));
  speaks(*gateway_, "7");
  EXPECT_TRUE(ears_.wait([&] { return ears_.pressed_at[leg_.leg] == "7"; }));
}

TEST_F(RtpSoundBoardTest, OnlyIPv4IsSentTo) {
  EXPECT_FALSE(board_.connect(one_.leg, {"::1", 4000, {}}));
}

}  // namespace
}  // namespace kept::trunk
