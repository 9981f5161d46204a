#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "media/mixer.h"
#include "media/receiver.h"
#include "media/sender.h"
#include "trunk/rtp_socket.h"
#include "trunk/sound_board.h"

namespace kept::trunk {

struct RtpSoundBoardOptions {
  std::string address;                ///< where sound comes in: "192.0.2.9"
  std::uint16_t first_port = 20'000;  ///< the even ones from here
  std::uint16_t last_port = 21'999;   ///< to here are used
  /// On the trunk, takes what sends speech from the named host or one of the gateways for the
  /// source that was named, for a gateway that does not know its own address (NAT). Whatever comes
  /// from where it was named is always the right one.
  bool latches = false;
  std::chrono::seconds silence{30};  ///< for long, on the trunk
  std::chrono::seconds unheard{15};  ///< for long, of a headset
  std::vector<std::string> gateways = {};
};

/// Sound over RTP: a thread that reads, mixes and sends every 20 ms.
class RtpSoundBoard final : public SoundBoard {
 public:
  struct Figures {
    std::int64_t ticks = 0;
    std::int64_t late_ticks = 0;                ///< by more than 10 ms
    std::chrono::microseconds latest{0};        ///< the worst of them
    std::chrono::microseconds longest_work{0};  ///< of one tick
    std::chrono::microseconds work{0};          ///< of all
    std::size_t channels = 0;                   ///< legs of callers and operators
    std::size_t rooms = 0;                      ///< with somebody in them
  };

  /// `listener` outlives it.
  RtpSoundBoard(RtpSoundBoardOptions options, SoundListener& listener);
  ~RtpSoundBoard() override;
  RtpSoundBoard(const RtpSoundBoard&) = delete;
  RtpSoundBoard& operator=(const RtpSoundBoard&) = delete;

  [[nodiscard]] std::optional<Opened> open() override;
  void close(Leg leg) override;
  [[nodiscard]] bool connect(Leg leg, const Far& far) override;
  void seat(std::vector<Seat> seats) override;
  void play(Leg leg, media::Sound sound, std::int64_t piece) override;
  void press(Leg leg, const std::string& digits) override;
  void tap(const std::string& room, Ear ear) override;
  void untap(const std::string& room) override;

  [[nodiscard]] Figures figures() const;

 private:
  using Clock = std::chrono::steady_clock;

  /// One leg; the thread's own.
  struct Channel {
    explicit Channel(RtpSocket opened) : socket(std::move(opened)) {}

    RtpSocket socket;
    std::optional<RtpAddress> named;  ///< in their description
    std::optional<RtpAddress> far;    ///< where they are
    bool is_found = false;            ///< something has come from there
    Side side = Side::trunk;
    std::int64_t piece = 0;  ///< that was played last
    bool wants_sound = true;
    bool sends = true;
    media::Format format;
    std::optional<media::Receiver> receiver;
    std::optional<media::Sender> sender;
    media::Samples quiet_since{};
    bool is_silent = false;  ///< and that was told
  };
  struct Heard {
    std::vector<std::pair<Leg, std::string>> pressed;
    std::vector<std::pair<Leg, std::int64_t>> played;
    std::vector<Leg> silent;
  };

  void post(std::function<void()> what);
  void run();
  void note(Clock::time_point due, Clock::time_point begun);
  [[nodiscard]] media::Samples now() const;
  void do_posted();
  void set_up(Leg leg, const Far& far, const RtpAddress& address);
  void tick();
  [[nodiscard]] bool is_from(Channel& channel, const RtpAddress& from, media::Bytes datagram) const;
  [[nodiscard]] bool may_latch(const Channel& channel, const RtpAddress& from,
                               media::Bytes datagram) const;
  void read(Leg leg, Channel& channel, media::Samples at);
  void watch_silence(Leg leg, Channel& channel, media::Samples at);
  void tell();

  const RtpSoundBoardOptions options_;
  std::vector<decltype(RtpAddress::host)> gateways_;
  SoundListener& listener_;

  std::mutex opening_;  ///< guards the next two
  Leg last_leg_ = 0;
  std::uint16_t next_port_;

  std::mutex posting_;  ///< guards posted_
  std::vector<std::function<void()>> posted_;

  // Of the thread.
  std::vector<std::function<void()>> doing_;
  std::map<Leg, Channel> channels_;
  std::map<Leg, media::Frame> said_;
  std::map<std::string, Ear> ears_;
  media::Mixer mixer_;
  Heard heard_;
  std::array<std::uint8_t, 2048> datagram_{};

  const Clock::time_point started_ = Clock::now();
  mutable std::mutex figuring_;  ///< guards figures_
  Figures figures_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace kept::trunk
