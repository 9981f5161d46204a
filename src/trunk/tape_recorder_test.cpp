#include "trunk/tape_recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/sealed_file.h"
#include "media/g711.h"
#include "media/testing/tones.h"

namespace kept::trunk {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using media::tones::loudness;
using media::tones::tone;

/// Rooms in which a test speaks.
struct SpokenBoard final : SoundBoard {
  std::optional<Opened> open() override { return std::nullopt; }
  void close(Leg) override {}
  bool connect(Leg, const Far&) override { return false; }
  void seat(std::vector<Seat>) override {}
  void play(Leg, media::Sound, std::int64_t) override {}
  void press(Leg, const std::string&) override {}
  void tap(const std::string& room, Ear ear) override { ears[room] = std::move(ear); }
  void untap(const std::string& room) override { ears.erase(room); }

  /// A tone of so many seconds.
  void say(const std::string& room, double hertz, int seconds) {
    for (int tick = 0; tick < seconds * 50; ++tick) {
      media::Frame frame{};
      std::ranges::copy(tone(hertz, std::int64_t{tick} * 160, 160), frame.begin());
      ears.at(room)(frame);
    }
  }

  std::map<std::string, Ear> ears;
};

class TapeRecorderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    directory_ = fs::path(::testing::TempDir()) / "kept311-tapes" / test->name();
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    recorder_.emplace(TapeRecorderOptions{directory_ / "recordings", directory_ / "keys",
                                          [this](const std::string& call) {
                                            const std::scoped_lock lock(mutex_);
                                            failed_.push_back(call);
                                            told_.notify_all();
                                          }},
                      board_);
  }
  void TearDown() override {
    recorder_.reset();
    fs::remove_all(directory_);
  }

  /// A second of what was kept, after all of it is on the disk.
  [[nodiscard]] std::vector<std::int16_t> second(const std::string& name, std::size_t which) {
    recorder_.reset();
    const auto keys = base::KeyRing::read(directory_ / "keys");
    auto opened = base::SealedFileReader::open(directory_ / "recordings" / name, keys.value());
    base::SealedFileReader reader = std::move(opened).value();
    std::vector<std::int16_t> samples;
    while (const auto piece = reader.next()) {
      for (const std::uint8_t code : *piece) {
        samples.push_back(media::decode(media::Law::mu, code));
      }
    }
    is_whole_ = reader.is_whole();
    seconds_ = samples.size() / 8000;
    const auto from = samples.begin() + static_cast<std::ptrdiff_t>(which * 8000);
    return {from, from + 8000};
  }

  fs::path directory_;
  SpokenBoard board_;
  std::optional<TapeRecorder> recorder_;
  bool is_whole_ = false;
  std::size_t seconds_ = 0;

  std::mutex mutex_;
  std::condition_variable told_;
  std::vector<std::string> failed_;
};

TEST_F(TapeRecorderTest, WhatIsSaidIsFoundAndWhatIsHushedIsSilence) {
  const auto name = recorder_->begin("a");
  ASSERT_TRUE(name);
  recorder_->hush("a", false);
  board_.say("a", 440, 1);
  recorder_->hush("a", true);
  board_.say("a", 1000, 1);
  recorder_->hush("a", false);
  board_.say("a", 700, 1);
  recorder_->end("a");
  EXPECT_FALSE(board_.ears.contains("a"));
  EXPECT_GT(loudness(second(*name, 0), 440), 7000);
  EXPECT_EQ(seconds_, 3U);
  EXPECT_TRUE(is_whole_);
}

TEST_F(TapeRecorderTest, APauseHoldsNothing) {
  const auto name = recorder_->begin("a");
  ASSERT_TRUE(name);
  recorder_->hush("a", true);
  board_.say("a", 1000, 1);
  recorder_->end("a");
  EXPECT_THAT(second(*name, 0), ::testing::Each(0));
}

TEST_F(TapeRecorderTest, NothingIsKeptBeforeItIsSaidSo) {
  const auto name = recorder_->begin("a");
  ASSERT_TRUE(name);
  board_.say("a", 1000, 1);
  EXPECT_LT(loudness(second(*name, 0), 1000), 1);
}

TEST_F(TapeRecorderTest, EachCallHasItsOwn) {
  const auto one = recorder_->begin("a");
  const auto other = recorder_->begin("b");
  ASSERT_TRUE(one && other && *one != *other);
  recorder_->hush("a", false);
  recorder_->hush("b", false);
  board_.say("a", 440, 1);
  board_.say("b", 1000, 1);
  const auto heard = second(*other, 0);
  EXPECT_GT(loudness(heard, 1000), 7000);
  EXPECT_LT(loudness(heard, 440), 100);
}

// The board's thread would not wait for a disk that stands still; here nothing is written because
// the recorder looks four times a second, and an hour is said at once.
TEST_F(TapeRecorderTest, WhatTheDiskIsTooSlowForIsSaidOnceAndTakesNoMemory) {
  ASSERT_TRUE(recorder_->begin("a"));
  recorder_->hush("a", false);
  board_.say("a", 440, 600);
  std::unique_lock lock(mutex_);
  ASSERT_TRUE(told_.wait_for(lock, 10s, [this] { return !failed_.empty(); }));
  lock.unlock();
  recorder_->end("a");
  recorder_.reset();
  EXPECT_THAT(failed_, ::testing::ElementsAre("a"));
}

TEST_F(TapeRecorderTest, WhereNothingCanBeWrittenNothingBegins) {
  std::ofstream(directory_ / "recordings") << "no directory";
  EXPECT_FALSE(recorder_->begin("a"));
  EXPECT_FALSE(board_.ears.contains("a"));
}

}  // namespace
}  // namespace kept::trunk
