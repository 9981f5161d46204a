#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "trunk/call_recorder.h"
#include "trunk/sound_board.h"

namespace kept::trunk {

struct TapeRecorderOptions {
  std::filesystem::path directory;  ///< of the recordings; made when the first is
  std::filesystem::path keys;       ///< that seal them (base/key_ring.h); made likewise
  /// The disk did not take what this call said, and nothing more of it is kept. Called by the
  /// recorder's thread, once for a recording.
  std::function<void(const std::string& call)> failed;
};

/// Records calls into sealed files, µ-law at 8,000 samples a second, a piece for each second. The
/// board's thread does no more than put samples into memory, ten seconds of them at most; a thread
/// of the recorder's own seals and writes.
class TapeRecorder final : public CallRecorder {
 public:
  /// `board` outlives it.
  TapeRecorder(TapeRecorderOptions options, SoundBoard& board);
  /// What was said until now is kept.
  ~TapeRecorder() override;
  TapeRecorder(const TapeRecorder&) = delete;
  TapeRecorder& operator=(const TapeRecorder&) = delete;

  [[nodiscard]] std::optional<std::string> begin(const std::string& call) override;
  void hush(const std::string& call, bool hushed) override;
  void end(const std::string& call) override;

 private:
  struct Tape;
  void run();
  void write(Tape& tape, bool all);

  const TapeRecorderOptions options_;
  SoundBoard& board_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::map<std::string, std::string> by_call_;          ///< recordings that run
  std::map<std::string, std::shared_ptr<Tape>> tapes_;  ///< all that are not on the disk yet
  std::thread thread_;
};

}  // namespace kept::trunk
