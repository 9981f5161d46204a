#include "trunk/sound_library.h"

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

SoundLibrary::SoundLibrary(const std::string& directory)
    : music_(tones({440}, 0.2, 4.8)), ringing_(tones({440, 480}, 2, 4)) {
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

const media::Sound& SoundLibrary::line(const std::string& words, const std::string& language) {
  const Words key{language, words};
  if (const auto found = recordings_.find(key); found != recordings_.end()) return found->second;
  if (const auto found = spoken_.find(key); found != spoken_.end()) return found->second;
  if (spoken_.size() >= kMostSpoken) spoken_.clear();
  return spoken_[key] =
             std::make_shared<const Pieces>(media::spoken(words.substr(0, kLongestLine), language));
}

media::Sound SoundLibrary::said(const std::string& text, const std::string& language) {
  auto samples = std::make_shared<Pieces>();
  std::istringstream lines(text);
  for (std::string each; std::getline(lines, each);) {
    const std::string words = plain(each);
    if (words.empty()) continue;
    const media::Sound& sound = line(words, language);
    samples->insert(samples->end(), sound->begin(), sound->end());
    samples->insert(samples->end(), kPause, 0);
  }
  return samples;
}

}  // namespace kept::trunk
