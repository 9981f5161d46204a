#include "trunk/sound_library.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numbers>
#include <sstream>
#include <string_view>
#include <vector>

#include "media/sound_file.h"
#include "media/speech.h"

namespace kept::trunk {
namespace {

namespace files = std::filesystem;
using Pieces = std::vector<std::int16_t>;

constexpr std::size_t kSecond = 8000;
constexpr std::size_t kPause = kSecond * 4 / 10;
/// Announcements say minutes and digits, so there are some hundred of them; more are spoken anew.
constexpr std::size_t kMostSpoken = 500;
constexpr std::size_t kLongestLine = 2000;

/// So many seconds of some tones together, then silence.
media::Sound tones(std::initializer_list<double> hertz, double sounds, double rests) {
  constexpr double kLoud = 2500;
  const auto length = static_cast<std::size_t>(sounds * kSecond);
  auto samples = std::make_shared<Pieces>(length + static_cast<std::size_t>(rests * kSecond));
  for (std::size_t at = 0; at < length; ++at) {
    double value = 0;
    for (const double each : hertz) {
      value += std::sin(2 * std::numbers::pi * each * static_cast<double>(at) / kSecond);
    }
    (*samples)[at] = static_cast<std::int16_t>(kLoud * value);
  }
  return samples;
}

/// Words are compared without how they are set.
std::string plain(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::string joined;
  for (std::string word; words >> word;) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

std::string text_in(const files::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return plain(text.str());
}

}  // namespace

SoundLibrary::SoundLibrary(const std::string& directory, Aside aside)
    : aside_(std::move(aside)), music_(tones({440}, 0.2, 4.8)), ringing_(tones({440, 480}, 2, 4)) {
  if (!directory.empty()) read_directory(directory);
}

void SoundLibrary::read_directory(const std::string& directory) {
  std::error_code none;
  for (const auto& entry : files::directory_iterator(directory, none)) {
    const files::path& file = entry.path();
    if (file.extension() != ".wav") continue;
    auto samples = media::read_sound_file(file.string());
    if (!samples || samples->empty()) continue;
    auto sound = std::make_shared<const Pieces>(std::move(*samples));
    if (file.filename() == "music.wav") {
      music_ = sound;
      has_music_ = true;
      continue;
    }
    const std::string language = file.stem().extension().string();  // ".en"
    files::path words = file;
    const std::string text = text_in(words.replace_extension(".txt"));
    if (language.size() > 1 && !text.empty()) recordings_[{language.substr(1), text}] = sound;
  }
}

media::Sound SoundLibrary::known(const Words& line) {
  if (const auto found = recordings_.find(line); found != recordings_.end()) return found->second;
  const std::scoped_lock lock(mutex_);
  const auto found = spoken_.find(line);
  return found == spoken_.end() ? nullptr : found->second;
}

void SoundLibrary::keep(const Words& line, const media::Sound& sound) {
  const std::scoped_lock lock(mutex_);
  if (!spoken_.emplace(line, sound).second) return;
  order_.push_back(line);
  if (order_.size() <= kMostSpoken) return;
  spoken_.erase(order_.front());
  order_.pop_front();
}

media::Sound SoundLibrary::line(const Words& words) {
  if (auto sound = known(words)) return sound;
  const auto& [language, text] = words;
  auto sound =
      std::make_shared<const Pieces>(media::spoken(text.substr(0, kLongestLine), language));
  keep(words, sound);
  return sound;
}

media::Sound SoundLibrary::joined(const std::vector<Words>& lines) {
  auto samples = std::make_shared<Pieces>();
  for (const Words& each : lines) {
    const media::Sound sound = line(each);
    if (sound->empty()) continue;  // there is no voice for it
    samples->insert(samples->end(), sound->begin(), sound->end());
    samples->insert(samples->end(), kPause, 0);
  }
  return samples;
}

void SoundLibrary::say(const std::string& text, const std::string& language, const Ready& ready) {
  std::vector<Words> all;
  std::istringstream lines(text);
  for (std::string each; std::getline(lines, each);) {
    if (std::string words = plain(each); !words.empty()) all.emplace_back(language, words);
  }
  const bool is_known =
      std::ranges::all_of(all, [this](const Words& each) { return known(each) != nullptr; });
  if (is_known || !aside_) return ready(joined(all));
  // Whoever asks for the same meanwhile stands behind it, and finds it read.
  const auto sound = std::make_shared<media::Sound>();
  aside_([this, all = std::move(all), sound] { *sound = joined(all); },
         [sound, ready] { ready(*sound); });
}

}  // namespace kept::trunk
