#include "media/jitter_buffer.h"

#include <algorithm>
#include <cstdlib>

namespace kept::media {
namespace {

constexpr auto kFrame = static_cast<std::int64_t>(kFrameSamples);

/// Sound is made a little quicker or slower, which nobody hears: by 1.25 % and 2.5 %. What comes
/// too early is heard no worse for it, what comes too late is not heard, so the latter is mended
/// sooner.
constexpr std::int64_t kQuicker = 2;
constexpr std::int64_t kSlower = 4;
constexpr std::int64_t kBearableBehind = 80;
constexpr std::int64_t kBearableAhead = 8;
/// Of a pause half may go at once.
constexpr std::int64_t kOfPause = 80;
/// A frame whose samples are all below is a pause: -42 dB of the loudest.
constexpr int kQuiet = 256;
/// So far behind, words are given up: something stood still for a while.
constexpr std::int64_t kGiveUp = 2048;
/// So many late packets in succession are a sender whose timestamps stood still.
constexpr int kStoodStill = 5;

/// `from` in the length of a frame, by straight lines between its samples.
Frame fitted(std::span<const std::int16_t> from) {
  Frame frame{};
  if (from.size() == frame.size()) {
    std::ranges::copy(from, frame.begin());
    return frame;
  }
  const auto steps = static_cast<int>(frame.size()) - 1;
  const auto reach = static_cast<int>(from.size()) - 1;
  for (int at = 0; at <= steps; ++at) {
    const int whole = at * reach / steps;
    const int part = at * reach % steps;
    const int left = from[static_cast<std::size_t>(whole)];
    const int right = from[static_cast<std::size_t>(std::min(whole + 1, reach))];
    frame[static_cast<std::size_t>(at)] =
        static_cast<std::int16_t>(left + (right - left) * part / steps);
  }
  return frame;
}

}  // namespace

std::int64_t JitterBuffer::unwrapped(std::uint32_t timestamp) const {
  if (!runs_) return timestamp;
  return end_ + static_cast<std::int32_t>(timestamp - static_cast<std::uint32_t>(end_));
}

void JitterBuffer::restart(std::int64_t timestamp) {
  if (runs_) ++figures_.restarts;
  runs_ = true;
  late_in_a_row_ = 0;
  is_there_.reset();
  arrivals_ = {};
  end_ = timestamp;
  next_ = timestamp - arrivals_.delay().count();
}

void JitterBuffer::put(std::uint32_t timestamp, std::span<const std::int16_t> samples,
                       Samples now) {
  if (samples.empty() || samples.size() > kLongestPacket) return;
  const auto length = static_cast<std::int64_t>(samples.size());
  std::int64_t begin = unwrapped(timestamp);
  const bool is_late = begin + length <= next_;
  late_in_a_row_ = is_late ? late_in_a_row_ + 1 : 0;
  const bool jumped = begin + length > next_ + kRoom || begin < next_ - kRoom;
  if (!runs_ || jumped || late_in_a_row_ == kStoodStill) restart(begin);
  arrivals_.note(Samples(begin), now);
  if (begin + length <= next_) {
    ++figures_.late;
    return;
  }
  end_ = std::max(end_, begin + length);
  for (const std::int16_t sample : samples) {
    if (begin >= next_) {
      samples_[place(begin)] = sample;
      is_there_.set(place(begin));
    }
    ++begin;
  }
}

void JitterBuffer::forget_until(std::int64_t next) {
  if (next - next_ >= kRoom) is_there_.reset();
  for (std::int64_t at = std::max(next_, next - kRoom); at < next; ++at) is_there_.reset(place(at));
  next_ = next;
}

bool JitterBuffer::is_quiet(std::int64_t length) const {
  for (std::int64_t at = next_; at < next_ + length; ++at) {
    if (is_there_.test(place(at)) && std::abs(samples_[place(at)]) >= kQuiet) return false;
  }
  return true;
}

std::int64_t JitterBuffer::length_for(std::int64_t behind) const {
  if (behind > kBearableBehind) {
    return kFrame + (is_quiet(kFrame + kOfPause) ? std::min(behind, kOfPause) : kQuicker);
  }
  if (behind < -kBearableAhead) {
    return kFrame - (is_quiet(kFrame) ? std::min(-behind, kOfPause) : kSlower);
  }
  return kFrame;
}

void JitterBuffer::read(std::span<std::int16_t> into) {
  for (std::size_t from = 0; from < into.size();) {
    const bool is_there = is_there_.test(place(next_ + static_cast<std::int64_t>(from)));
    std::size_t until = from;
    while (until < into.size() &&
           is_there_.test(place(next_ + static_cast<std::int64_t>(until))) == is_there) {
      if (is_there) into[until] = samples_[place(next_ + static_cast<std::int64_t>(until))];
      ++until;
    }
    const auto run = into.subspan(from, until - from);
    if (is_there) {
      concealment_.came(run);
    } else {
      concealment_.make_up(run);
      if (next_ < end_) figures_.made_up += static_cast<std::int64_t>(run.size());
    }
    from = until;
  }
}

Frame JitterBuffer::take(Samples now) {
  if (!runs_) return {};
  std::int64_t behind = arrivals_.heard_at(now).count() - next_;
  if (behind > kGiveUp) {
    forget_until(next_ + behind);
    behind = 0;
  }
  const bool is_dry = end_ <= next_;
  std::array<std::int16_t, kFrameSamples + kOfPause> heard{};
  const auto into =
      std::span(heard).first(static_cast<std::size_t>(is_dry ? kFrame : length_for(behind)));
  read(into);
  // Nothing is there, and it was asked for sooner than it should be: that is the time to fall back.
  const bool waits = is_dry && behind < 0;
  if (!waits) forget_until(next_ + static_cast<std::int64_t>(into.size()));
  return fitted(into);
}

}  // namespace kept::media
