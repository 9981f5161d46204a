#pragma once

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "media/mixer.h"

namespace kept::trunk {

/// What callers are played: the city's own recordings, and, of what nobody has recorded, the words
/// as a machine reads them. One thread at a time.
class SoundLibrary {
 public:
  /// Does `work` on another thread, and `then` afterwards on the library's.
  using Aside = std::function<void(std::function<void()> work, std::function<void()> then)>;
  using Ready = std::function<void(media::Sound)>;

  /// `directory` has `music.wav`, and for each recording two files: `welcome.en.wav`, and
  /// `welcome.en.txt` with the words that it stands for. Empty: there are none.
  /// Reading aloud takes as long as a call can wait, and other calls cannot: it happens `aside`;
  /// without one, at once.
  explicit SoundLibrary(const std::string& directory, Aside aside = {});

  /// For who waits; in a loop.
  [[nodiscard]] media::Sound music() const { return music_; }
  /// It rings elsewhere; in a loop.
  [[nodiscard]] media::Sound ringing() const { return ringing_; }
  /// A text of some lines in that language ("en", "fr"), with a pause after each.
  /// It is told when it can be had: at once where all lines are recorded or were read before.
  void say(const std::string& text, const std::string& language, const Ready& ready);

  [[nodiscard]] std::size_t recordings() const { return recordings_.size(); }
  [[nodiscard]] bool has_music() const { return has_music_; }

 private:
  using Words = std::pair<std::string, std::string>;  ///< language, line

  void read_directory(const std::string& directory);
  [[nodiscard]] media::Sound known(const Words& line);
  void keep(const Words& line, const media::Sound& sound);
  [[nodiscard]] media::Sound line(const Words& words);
  [[nodiscard]] media::Sound joined(const std::vector<Words>& lines);

  Aside aside_;
  std::map<Words, media::Sound> recordings_;
  std::mutex mutex_;                      ///< guards the next two
  std::map<Words, media::Sound> spoken_;  ///< those that were asked for, to speak each once
  std::deque<Words> order_;               ///< in which they were
  media::Sound music_;
  media::Sound ringing_;
  bool has_music_ = false;
};

}  // namespace kept::trunk
