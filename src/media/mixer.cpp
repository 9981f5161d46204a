#include "media/mixer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/check.h"

namespace kept::media {
namespace {

/// A room's sound before it is cut to 16 bits: 65,536 legs fit.
using Sum = std::array<std::int32_t, kFrameSamples>;

void add_to(Sum& sum, const Frame& frame) {
  for (std::size_t at = 0; at < frame.size(); ++at) sum[at] += frame[at];
}

/// All that was said in the room, but for what the listener said.
Frame without(const Sum& sum, const Frame* own) {
  Frame frame{};
  for (std::size_t at = 0; at < frame.size(); ++at) {
    const std::int32_t value = sum[at] - (own != nullptr ? (*own)[at] : 0);
    frame[at] = static_cast<std::int16_t>(std::clamp<std::int32_t>(
        value, std::numeric_limits<std::int16_t>::min(), std::numeric_limits<std::int16_t>::max()));
  }
  return frame;
}

}  // namespace

void Mixer::add(Leg leg) { legs_.try_emplace(leg); }

void Mixer::remove(Leg leg) { legs_.erase(leg); }

void Mixer::enter(Leg leg, const std::string& room, Part part) {
  KEPT_CHECK(legs_.contains(leg) && !room.empty());
  legs_[leg] = {room, part, std::nullopt};
}

void Mixer::leave(Leg leg) {
  KEPT_CHECK(legs_.contains(leg));
  legs_[leg] = {};
}

void Mixer::play(Leg leg, Sound sound, Play how) {
  KEPT_CHECK(legs_.contains(leg) && sound);
  // Nothing in a loop would never be over.
  legs_[leg].playing = Playing{std::move(sound), how, 0};
}

bool Mixer::is_over(const Playing& playing) {
  return playing.how == Play::once && playing.at >= playing.sound->size();
}

Frame Mixer::next_of(Playing& playing) {
  const std::vector<std::int16_t>& sound = *playing.sound;
  Frame frame{};
  for (std::int16_t& sample : frame) {
    if (playing.at == sound.size() && playing.how == Play::in_a_loop) playing.at = 0;
    if (playing.at == sound.size()) break;
    sample = sound[playing.at++];
  }
  return frame;
}

Mixer::Mixed Mixer::mix(const std::map<Leg, Frame>& said) {
  std::unordered_map<std::string, Sum> rooms;
  // What a leg adds to its room; nothing, where it adds nothing.
  const auto own = [&said](Leg leg, const Place& place) -> const Frame* {
    if (place.room.empty() || place.part == Part::only_listens || place.playing) return nullptr;
    const auto found = said.find(leg);
    return found == said.end() ? nullptr : &found->second;
  };
  for (const auto& [leg, place] : legs_) {
    if (const Frame* frame = own(leg, place)) add_to(rooms[place.room], *frame);
  }
  Mixed mixed;
  for (auto& [leg, place] : legs_) {
    Frame& heard = mixed.heard[leg];
    if (place.playing) {
      heard = next_of(*place.playing);
    } else if (const auto room = rooms.find(place.room); room != rooms.end()) {
      heard = without(room->second, own(leg, place));
    }
  }
  for (const std::string& name : taps_) {
    Frame& frame = mixed.tapped[name];
    if (const auto room = rooms.find(name); room != rooms.end()) {
      frame = without(room->second, nullptr);
    }
  }
  for (auto& [leg, place] : legs_) {
    if (!place.playing || !is_over(*place.playing)) continue;
    place.playing.reset();
    mixed.played.push_back(leg);
  }
  return mixed;
}

}  // namespace kept::media
