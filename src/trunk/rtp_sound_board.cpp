#include "trunk/rtp_sound_board.h"

#include <pthread.h>
#include <sched.h>

#include <algorithm>
#include <random>

#include "media/rtp_packet.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using media::Samples;

constexpr auto kTick = 20ms;
/// After so long what nobody heard is not sent all at once.
constexpr auto kStoodStill = 200ms;
constexpr auto kLate = 10ms;
/// A flood does not keep the others waiting.
constexpr int kMostAtOnce = 50;
constexpr int kPriority = 10;

/// Speech does not wait for other work on this machine, where that is allowed (LimitRTPRIO).
void go_first() {
  const sched_param wanted{kPriority};
  (void)pthread_setschedparam(pthread_self(), SCHED_RR, &wanted);
}

media::Sender sender_for(const media::Format& format) {
  std::random_device random;
  return {format, random(), static_cast<std::uint16_t>(random()), random()};
}

bool is_same(const media::Format& one, const media::Format& other) {
  return one.law == other.law && one.sound_type == other.sound_type &&
         one.digits_type == other.digits_type;
}

}  // namespace

RtpSoundBoard::RtpSoundBoard(RtpSoundBoardOptions options, SoundListener& listener)
    : options_(std::move(options)), listener_(listener), next_port_(options_.first_port) {
  next_port_ = static_cast<std::uint16_t>((next_port_ + 1) / 2 * 2);
  for (const std::string& gateway : options_.gateways) {
    if (const auto address = rtp_address(gateway, 0)) gateways_.push_back(address->host);
  }
  thread_ = std::thread([this] { run(); });
}

RtpSoundBoard::~RtpSoundBoard() {
  stopping_ = true;
  thread_.join();
}

void RtpSoundBoard::post(std::function<void()> what) {
  const std::scoped_lock lock(posting_);
  posted_.push_back(std::move(what));
}

std::optional<SoundBoard::Opened> RtpSoundBoard::open() {
  const std::scoped_lock lock(opening_);
  // Round and round, so that what still comes for the last call is not heard in the next.
  const int pairs = (options_.last_port - options_.first_port) / 2 + 1;
  for (int tried = 0; tried < pairs; ++tried) {
    const std::uint16_t port = next_port_;
    next_port_ = port + 2 > options_.last_port
                     ? static_cast<std::uint16_t>((options_.first_port + 1) / 2 * 2)
                     : static_cast<std::uint16_t>(port + 2);
    auto socket = RtpSocket::open(options_.address, port);
    if (!socket) continue;
    const Leg leg = ++last_leg_;
    auto shared = std::make_shared<RtpSocket>(std::move(*socket));
    post([this, leg, shared] {
      channels_.try_emplace(leg, std::move(*shared));
      mixer_.add(leg);
    });
    return Opened{leg, port};
  }
  return std::nullopt;
}

void RtpSoundBoard::close(Leg leg) {
  post([this, leg] {
    channels_.erase(leg);
    said_.erase(leg);
    mixer_.remove(leg);
  });
}

bool RtpSoundBoard::connect(Leg leg, const Far& far) {
  const auto address = rtp_address(far.address, far.port);
  if (!address || !reaches(options_.address, *address)) return false;
  post([this, leg, far, to = *address] { set_up(leg, far, to); });
  return true;
}

void RtpSoundBoard::set_up(Leg leg, const Far& far, const RtpAddress& address) {
  const auto found = channels_.find(leg);
  if (found == channels_.end()) return;
  Channel& channel = found->second;
  if (!channel.receiver || !is_same(channel.format, far.format)) {
    channel.format = far.format;
    channel.receiver.emplace(far.format);
    channel.sender.emplace(sender_for(far.format));
  }
  channel.side = far.side;
  if (channel.named != address) {
    channel.named = channel.far = address;
    channel.is_found = false;
  }
  channel.wants_sound = far.wants_sound;
  channel.sends = far.sends;
  channel.quiet_since = now();
  said_[leg] = {};
}

void RtpSoundBoard::seat(std::vector<Seat> seats) {
  post([this, all = std::move(seats)] {
    for (const Seat& one : all) {
      if (channels_.contains(one.leg)) mixer_.place(one.leg, one.room, one.hears, one.part);
    }
  });
}

void RtpSoundBoard::play(Leg leg, media::Sound sound, std::int64_t piece) {
  post([this, leg, what = std::move(sound), piece] {
    const auto found = channels_.find(leg);
    if (found == channels_.end()) return;
    found->second.piece = piece;
    mixer_.play(leg, what, media::Mixer::Play::once);
  });
}

void RtpSoundBoard::press(Leg leg, const std::string& digits) {
  post([this, leg, digits] {
    const auto found = channels_.find(leg);
    if (found != channels_.end() && found->second.sender) found->second.sender->press(digits);
  });
}

void RtpSoundBoard::tap(const std::string& room, Ear ear) {
  post([this, room, hears = std::move(ear)] {
    mixer_.tap(room);
    ears_.insert_or_assign(room, hears);
  });
}

void RtpSoundBoard::untap(const std::string& room) {
  post([this, room] {
    mixer_.untap(room);
    ears_.erase(room);
  });
}

RtpSoundBoard::Figures RtpSoundBoard::figures() const {
  const std::scoped_lock lock(figuring_);
  return figures_;
}

Samples RtpSoundBoard::now() const {
  return std::chrono::duration_cast<Samples>(Clock::now() - started_);
}

void RtpSoundBoard::note(Clock::time_point due, Clock::time_point begun) {
  using std::chrono::microseconds;
  const auto late = std::chrono::duration_cast<microseconds>(begun - due);
  const auto work = std::chrono::duration_cast<microseconds>(Clock::now() - begun);
  const std::scoped_lock lock(figuring_);
  ++figures_.ticks;
  if (late > kLate) ++figures_.late_ticks;
  figures_.latest = std::max(figures_.latest, late);
  figures_.longest_work = std::max(figures_.longest_work, work);
  figures_.work += work;
  figures_.channels = channels_.size();
  figures_.rooms = mixer_.rooms();
}

void RtpSoundBoard::run() {
  go_first();
  auto due = Clock::now();
  while (!stopping_) {
    due += kTick;
    std::this_thread::sleep_until(due);
    const auto begun = Clock::now();
    tick();
    note(due, begun);
    if (begun - due > kStoodStill) due = begun;
  }
}

void RtpSoundBoard::do_posted() {
  {
    const std::scoped_lock lock(posting_);
    doing_.swap(posted_);
  }
  for (const auto& what : doing_) what();
  doing_.clear();
}

bool RtpSoundBoard::is_from(Channel& channel, const RtpAddress& from, media::Bytes datagram) const {
  const bool is_named = channel.named == from;
  if (!is_named && channel.is_found) return channel.far == from;
  if (!is_named && !may_latch(channel, from, datagram)) return false;
  channel.far = from;
  channel.is_found = true;
  return true;
}

/// The first source that may be the other side is, until the named one sends: whoever is quicker
/// takes nothing for good.
bool RtpSoundBoard::may_latch(const Channel& channel, const RtpAddress& from,
                              media::Bytes datagram) const {
  if (!options_.latches || channel.side != Side::trunk || !channel.named) return false;
  const bool is_near = from.host == channel.named->host ||
                       std::ranges::find(gateways_, from.host) != gateways_.end();
  const auto packet = media::read_rtp(datagram);
  const auto& format = channel.format;
  return is_near && packet &&
         (packet->payload_type == format.sound_type || packet->payload_type == format.digits_type);
}

void RtpSoundBoard::read(Leg leg, Channel& channel, Samples at) {
  for (int count = 0; count < kMostAtOnce; ++count) {
    const auto came = channel.socket.receive(datagram_);
    if (!came) break;
    const auto datagram = std::span(datagram_).first(came->size);
    if (!channel.receiver || !is_from(channel, came->from, datagram)) continue;
    const std::string digits = channel.receiver->take(datagram, at);
    if (!digits.empty()) heard_.pressed.emplace_back(leg, digits);
  }
}

void RtpSoundBoard::watch_silence(Leg leg, Channel& channel, Samples at) {
  const Samples last =
      std::max(channel.receiver->last_packet().value_or(channel.quiet_since), channel.quiet_since);
  const auto longest = channel.side == Side::trunk ? options_.silence : options_.unheard;
  const bool is_silent = channel.sends && at - last > longest;
  if (is_silent && !channel.is_silent) heard_.silent.push_back(leg);
  channel.is_silent = is_silent;
}

void RtpSoundBoard::tick() {
  do_posted();
  const Samples at = now();
  for (auto& [leg, channel] : channels_) {
    read(leg, channel, at);
    if (!channel.receiver) continue;
    said_[leg] = channel.receiver->hear(at);
    watch_silence(leg, channel, at);
  }
  const auto& mixed = mixer_.mix(said_);
  for (auto& [leg, channel] : channels_) {
    if (!channel.sender || !channel.far) continue;
    const auto datagram = channel.sender->send(mixed.heard.at(leg));
    if (channel.wants_sound) channel.socket.send(*channel.far, datagram);
  }
  for (const auto& [room, frame] : mixed.tapped) ears_.at(room)(frame);
  for (const Leg leg : mixed.played) {
    heard_.played.emplace_back(leg, channels_.at(leg).piece);
  }
  tell();
}

void RtpSoundBoard::tell() {
  for (const auto& [leg, digits] : heard_.pressed) listener_.pressed(leg, digits);
  for (const auto& [leg, piece] : heard_.played) listener_.played(leg, piece);
  for (const Leg leg : heard_.silent) listener_.fell_silent(leg);
  heard_.pressed.clear();
  heard_.played.clear();
  heard_.silent.clear();
}

}  // namespace kept::trunk
