#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "media/frame.h"

namespace kept::media {

/// Linear sound of any length, shared by all that play it.
using Sound = std::shared_ptr<const std::vector<std::int16_t>>;

/// Who hears whom. A leg is one side of a call, or an operator's headset; legs in one room hear
/// each other, and themselves not. Whoever is played something hears that and nothing else, and is
/// heard by nobody: that is hold, or an announcement. Hold, consulting, three-way calls and
/// transfers are changes of room. One thread at a time.
class Mixer {
 public:
  using Leg = std::int64_t;
  enum class Play { once, in_a_loop };
  enum class Part { talks, only_listens };

  void add(Leg leg);
  void remove(Leg leg);

  /// Leaves the room where it was and stops what it was played.
  void enter(Leg leg, const std::string& room, Part part = Part::talks);
  /// Hears nothing from now on, and is heard by nobody.
  void leave(Leg leg);
  void play(Leg leg, Sound sound, Play how);
  /// Where the leg belongs: in that room (empty: nowhere), played `sound` in a loop (nothing: it
  /// hears the room). What it is played already goes on.
  void place(Leg leg, const std::string& room, const Sound& sound, Part part = Part::talks);

  /// From now on mix() gives what is said in this room, as an ear in it would hear that.
  void tap(const std::string& room) { mixed_.tapped.try_emplace(room); }
  void untap(const std::string& room) { mixed_.tapped.erase(room); }

  struct Mixed {
    std::map<Leg, Frame> heard;  ///< by every leg
    std::vector<Leg> played;     ///< whose announcement is over
    std::map<std::string, Frame> tapped;
  };
  /// Mixes what the legs said in 20 ms. Legs that are not named were silent. Valid until the next
  /// one: nothing is allocated for it, for sound waits for nobody.
  [[nodiscard]] const Mixed& mix(const std::map<Leg, Frame>& said);

  [[nodiscard]] std::size_t legs() const { return legs_.size(); }
  [[nodiscard]] std::size_t rooms() const { return rooms_.size(); }

 private:
  struct Playing {
    Sound sound;
    Play how = Play::once;
    std::size_t at = 0;
  };
  struct Room {
    /// Before it is cut to 16 bits: 65,536 legs fit.
    std::array<std::int32_t, kFrameSamples> sum{};
    int legs = 0;
  };
  using Rooms = std::map<std::string, Room>;
  struct Place {
    std::optional<Rooms::iterator> room;
    Part part = Part::talks;
    std::optional<Playing> playing;
  };
  using Said = std::map<Leg, Frame>;

  [[nodiscard]] static Frame next_of(Playing& playing);
  [[nodiscard]] static bool is_over(const Playing& playing);
  [[nodiscard]] static const Frame* own(const Said& said, Leg leg, const Place& place);
  void go_out(Place& place);
  void go_into(Place& place, const std::string& room);

  Rooms rooms_;  ///< those that somebody is in
  std::map<Leg, Place> legs_;
  Mixed mixed_;
};

}  // namespace kept::media
