#include "trunk/tape_recorder.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/key_ring.h"
#include "base/sealed_file.h"
#include "base/secret.h"
#include "media/g711.h"

namespace kept::trunk {
namespace {

constexpr std::size_t kTapeSecond = 8'000;
constexpr std::size_t kMostWaiting = 10 * kTapeSecond;
constexpr std::chrono::milliseconds kTapeLook{250};
constexpr std::size_t kNameLength = 22;  ///< 132 bits
constexpr std::int16_t kQuiet = 0;

}  // namespace

/// One recording, between the board's thread and ours.
struct TapeRecorder::Tape {
  Tape(std::string of, base::SealedFileWriter into) : call(std::move(of)), file(std::move(into)) {}

  /// The board's thread.
  void hear(const media::Frame& said) {
    const bool hushed = is_hushed;
    const std::scoped_lock lock(mutex);
    if (waiting.size() >= kMostWaiting) {
      is_overrun = true;  // a hole in the middle would look like silence
      return;
    }
    for (const std::int16_t sample : said) {
      waiting.push_back(media::encode(media::Law::mu, hushed ? kQuiet : sample));
    }
  }

  /// Whole seconds, or all; and whether something was lost.
  bool take(bool all, std::vector<std::uint8_t>& into) {
    const std::scoped_lock lock(mutex);
    const std::size_t size = all ? waiting.size() : waiting.size() / kTapeSecond * kTapeSecond;
    const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(size);
    into.assign(waiting.begin(), end);
    waiting.erase(waiting.begin(), end);
    return !is_overrun;
  }

  const std::string call;
  std::atomic<bool> is_hushed = true;
  std::atomic<bool> is_over = false;

  std::mutex mutex;  ///< guards the next two
  std::vector<std::uint8_t> waiting;
  bool is_overrun = false;

  // The recorder's thread only.
  base::SealedFileWriter file;
  bool has_failed = false;
};

TapeRecorder::TapeRecorder(TapeRecorderOptions options, SoundBoard& board)
    : options_(std::move(options)), board_(board), thread_([this] { run(); }) {}

TapeRecorder::~TapeRecorder() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    stopped_.notify_all();
  }
  thread_.join();
}

std::optional<std::string> TapeRecorder::begin(const std::string& call) {
  end(call);
  std::error_code failed;
  std::filesystem::create_directories(options_.directory, failed);
  std::filesystem::permissions(options_.directory, std::filesystem::perms::owner_all, failed);
  const auto keys = base::KeyRing::read_or_make(options_.keys);
  if (failed || !keys.ok()) return std::nullopt;
  std::string name = base::new_secret().substr(0, kNameLength);
  auto file = base::SealedFileWriter::create(options_.directory / name, keys->newest());
  if (!file) return std::nullopt;
  const auto tape = std::make_shared<Tape>(call, std::move(*file));
  {
    const std::scoped_lock lock(mutex_);
    by_call_[call] = name;
    tapes_[name] = tape;
  }
  board_.tap(call, [tape](const media::Frame& said) { tape->hear(said); });
  return name;
}

void TapeRecorder::hush(const std::string& call, bool hushed) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_call_.find(call);
  if (found != by_call_.end()) tapes_.at(found->second)->is_hushed = hushed;
}

void TapeRecorder::end(const std::string& call) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_call_.find(call);
  if (found == by_call_.end()) return;
  board_.untap(call);
  tapes_.at(found->second)->is_over = true;
  by_call_.erase(found);
}

/// Who is told may call back: no lock is held.
void TapeRecorder::write(Tape& tape, bool all) {
  std::vector<std::uint8_t> sound;
  bool is_fine = tape.take(all, sound);
  if (tape.has_failed) return;
  for (std::size_t at = 0; is_fine && at < sound.size(); at += kTapeSecond) {
    const std::size_t size = std::min(kTapeSecond, sound.size() - at);
    is_fine = tape.file.append(std::span(sound).subspan(at, size));
  }
  if (is_fine && all) is_fine = tape.file.finish();
  if (is_fine) return;
  tape.has_failed = true;
  options_.failed(tape.call);
}

void TapeRecorder::run() {
  bool last = false;
  while (!last) {
    std::map<std::string, std::shared_ptr<Tape>> tapes;
    {
      std::unique_lock lock(mutex_);
      stopped_.wait_for(lock, kTapeLook, [this] { return stopping_; });
      last = stopping_;
      tapes = tapes_;
    }
    for (const auto& [name, tape] : tapes) {
      const bool is_over = last || tape->is_over;
      write(*tape, is_over);
      if (!is_over) continue;
      const std::scoped_lock lock(mutex_);
      tapes_.erase(name);
    }
  }
}

}  // namespace kept::trunk
