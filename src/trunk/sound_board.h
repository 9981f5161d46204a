#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "media/mixer.h"
#include "media/receiver.h"

namespace kept::trunk {

using Leg = media::Mixer::Leg;

/// What is heard on legs. Called by the board's thread: be quick.
class SoundListener {
 public:
  virtual ~SoundListener() = default;

  /// Keys were pressed there.
  virtual void pressed(Leg leg, const std::string& digits) = 0;
  /// What was played once is over; `piece` is the number that it was given.
  virtual void played(Leg leg, std::int64_t piece) = 0;
  /// Nothing has come from there for long; told once until something comes again.
  virtual void fell_silent(Leg leg) = 0;
};

/// Who is on the other side of a leg.
enum class Side {
  trunk,
  headset,  ///< over our own edge, which knows its address and always sends while a page is there
};

/// Where the sound of a leg goes to and comes from.
struct Far {
  std::string address;  ///< IPv4 or IPv6, never a name
  std::uint16_t port = 0;
  media::Format format;
  bool wants_sound = true;  ///< else it is on hold there, and is sent none
  bool sends = true;        ///< else nobody waits for its sound
  Side side = Side::trunk;
};

/// All legs with their sockets, and who hears whom. Any thread may call it; what is asked for is
/// done in order, within 20 ms.
class SoundBoard {
 public:
  virtual ~SoundBoard() = default;

  struct Opened {
    Leg leg = 0;
    std::uint16_t port = 0;  ///< where it is heard
  };
  /// Nothing: no port is free.
  [[nodiscard]] virtual std::optional<Opened> open() = 0;
  virtual void close(Leg leg) = 0;
  /// False when no sound can be sent to such an address.
  [[nodiscard]] virtual bool connect(Leg leg, const Far& far) = 0;

  /// In which room a leg is (empty: nowhere), and what it is played there for as long as that lasts
  /// (nothing: it hears the room).
  struct Seat {
    Leg leg = 0;
    std::string room;
    media::Sound hears;
    media::Mixer::Part part = media::Mixer::Part::talks;
  };
  /// All of them change at once, so that nobody hears for a moment what is not meant for them.
  virtual void seat(std::vector<Seat> seats) = 0;
  /// In place of all else until it is over, or the leg is given a seat.
  virtual void play(Leg leg, media::Sound sound, std::int64_t piece) = 0;
  /// Presses keys for whoever is there.
  virtual void press(Leg leg, const std::string& digits) = 0;

  /// Is given what is said in a room, every 20 ms, by the board's thread.
  using Ear = std::function<void(const media::Frame& said)>;
  /// One for each room.
  virtual void tap(const std::string& room, Ear ear) = 0;
  virtual void untap(const std::string& room) = 0;
};

}  // namespace kept::trunk
