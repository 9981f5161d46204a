#pragma once

#include <map>
#include <string>
#include <utility>

#include "media/mixer.h"

namespace kept::trunk {

/// What callers are played: the city's own recordings, and, of what nobody has recorded, the words
/// as a machine reads them. One thread at a time.
class SoundLibrary {
 public:
  /// `directory` has `music.wav`, and for each recording two files: `welcome.en.wav`, and
  /// `welcome.en.txt` with the words that it stands for. Empty: there are none.
  explicit SoundLibrary(const std::string& directory);

  /// For who waits; in a loop.
  [[nodiscard]] media::Sound music() const { return music_; }
  /// It rings elsewhere; in a loop.
  [[nodiscard]] media::Sound ringing() const { return ringing_; }
  /// A text of some lines in that language ("en", "fr"), with a pause after each.
  [[nodiscard]] media::Sound said(const std::string& text, const std::string& language);

  [[nodiscard]] std::size_t recordings() const { return recordings_.size(); }
  [[nodiscard]] bool has_music() const { return has_music_; }

 private:
  using Words = std::pair<std::string, std::string>;  ///< language, line

  void read_directory(const std::string& directory);
  [[nodiscard]] const media::Sound& line(const std::string& words, const std::string& language);

  std::map<Words, media::Sound> recordings_;
  std::map<Words, media::Sound> spoken_;  ///< those that were asked for, to speak each once
  media::Sound music_;
  media::Sound ringing_;
  bool has_music_ = false;
};

}  // namespace kept::trunk
