#include "trunk/sound_library.h"

#include <gtest/gtest.h>
#include <sndfile.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <utility>
#include <vector>

namespace kept::trunk {
namespace {

namespace files = std::filesystem;

/// A directory with one recording of a second, at 16 kHz.
class SoundLibraryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    directory_ = files::temp_directory_path() / ("kept311-sounds-" + std::to_string(getpid()));
    files::create_directories(directory_);
    write("welcome.en.wav", 16'000, 16'000);
    std::ofstream(directory_ / "welcome.en.txt") << "Welcome to\n  Alder Bay.\n";
    write("music.wav", 8'000, 4'000);
    write("torn.fr.wav", 8'000, 8'000);  // nobody says for which words
  }
  void TearDown() override { files::remove_all(directory_); }

  void write(const std::string& name, int rate, std::size_t samples) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* file = sf_open((directory_ / name).c_str(), SFM_WRITE, &info);
    const std::vector<short> silence(samples);
    sf_writef_short(file, silence.data(), static_cast<sf_count_t>(samples));
    sf_close(file);
  }

  files::path directory_;
};

/// As a library says that that has nobody to leave the reading to.
media::Sound said(SoundLibrary& library, const std::string& text, const std::string& language) {
  media::Sound sound;
  library.say(text, language, [&](media::Sound ready) { sound = std::move(ready); });
  return sound;
}

TEST_F(SoundLibraryTest, ARecordingStandsForItsWordsHoweverTheyAreSet) {
  SoundLibrary library(directory_.string());
  EXPECT_EQ(library.recordings(), 1U);
  EXPECT_TRUE(library.has_music());
  EXPECT_EQ(library.music()->size(), 4'000U);
  // A second of it, and a pause of 0.4.
  EXPECT_NEAR(static_cast<double>(said(library, "Welcome to Alder Bay.", "en")->size()), 11'200, 5);
}

TEST_F(SoundLibraryTest, WhatNobodyHasRecordedIsRead) {
  SoundLibrary library("");
  const auto read = said(library, "Welcome to Alder Bay.\n\nPress nine.", "en");
  EXPECT_GT(read->size(), 16'000U);  // two seconds at least
  EXPECT_NE(*read, *said(library, "Welcome to Alder Bay.\n\nPress nine.", "fr"));
  EXPECT_TRUE(said(library, "", "en")->empty());
}

TEST_F(SoundLibraryTest, WhatHasToBeReadIsReadAsideAndOnce) {
  std::vector<std::function<void()>> aside;
  SoundLibrary library(directory_.string(), [&](auto work, auto then) {
    aside.push_back([=] {
      work();
      then();
    });
  });
  media::Sound first;
  media::Sound second;
  library.say("Press nine.", "en", [&](auto sound) { first = sound; });
  library.say("Press nine.", "en", [&](auto sound) { second = sound; });
  EXPECT_EQ(first, nullptr);
  ASSERT_EQ(aside.size(), 2U);
  for (const auto& each : aside) each();
  EXPECT_GT(first->size(), 4'000U);
  EXPECT_EQ(*first, *second);
  // By now it can be had at once; as a recording can.
  media::Sound again;
  library.say("Press nine.\nWelcome to Alder Bay.", "en", [&](auto sound) { again = sound; });
  ASSERT_NE(again, nullptr);
  EXPECT_GT(again->size(), first->size() + 8'000);
  EXPECT_EQ(aside.size(), 2U);
}

}  // namespace
}  // namespace kept::trunk
