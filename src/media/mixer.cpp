#include "media/mixer.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/check.h"

namespace kept::media {
namespace {

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

void Mixer::add(Leg leg) {
  legs_.try_emplace(leg);
  mixed_.heard.try_emplace(leg);
}

void Mixer::remove(Leg leg) {
  const auto found = legs_.find(leg);
  if (found == legs_.end()) return;
  go_out(found->second);
  legs_.erase(found);
  mixed_.heard.erase(leg);
}

void Mixer::go_out(Place& place) {
  if (!place.room) return;
  const auto room = *place.room;
  place.room.reset();
  if (--room->second.legs == 0) rooms_.erase(room);
}

void Mixer::go_into(Place& place, const std::string& room) {
  if (place.room && (*place.room)->first == room) return;
  go_out(place);
  if (room.empty()) return;
  place.room = rooms_.try_emplace(room).first;
  ++(*place.room)->second.legs;
}

void Mixer::enter(Leg leg, const std::string& room, Part part) {
  KEPT_CHECK(legs_.contains(leg) && !room.empty());
  Place& place = legs_[leg];
  go_into(place, room);
  place.part = part;
  place.playing.reset();
}

void Mixer::leave(Leg leg) {
  KEPT_CHECK(legs_.contains(leg));
  go_out(legs_[leg]);
  legs_[leg] = {};
}

void Mixer::play(Leg leg, Sound sound, Play how) {
  KEPT_CHECK(legs_.contains(leg) && sound);
  // Nothing in a loop would never be over.
  legs_[leg].playing = Playing{std::move(sound), how, 0};
}

void Mixer::place(Leg leg, const std::string& room, const Sound& sound, Part part) {
  KEPT_CHECK(legs_.contains(leg));
  Place& place = legs_[leg];
  go_into(place, room);
  place.part = part;
  const auto& now = place.playing;
  if (now && now->how == Play::in_a_loop && now->sound == sound) return;
  place.playing.reset();
  if (sound) place.playing = Playing{sound, Play::in_a_loop, 0};
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

/// What a leg adds to its room; nothing, where it adds nothing.
const Frame* Mixer::own(const Said& said, Leg leg, const Place& place) {
  if (!place.room || place.part == Part::only_listens || place.playing) return nullptr;
  const auto found = said.find(leg);
  return found == said.end() ? nullptr : &found->second;
}

const Mixer::Mixed& Mixer::mix(const Said& said) {
  for (auto& [name, room] : rooms_) room.sum.fill(0);
  for (const auto& [leg, place] : legs_) {
    if (const Frame* frame = own(said, leg, place)) add_to((*place.room)->second.sum, *frame);
  }
  mixed_.played.clear();
  for (auto& [leg, place] : legs_) {
    Frame& heard = mixed_.heard.at(leg);
    if (place.playing) {
      heard = next_of(*place.playing);
    } else if (place.room) {
      heard = without((*place.room)->second.sum, own(said, leg, place));
    } else {
      heard = {};
    }
  }
  for (auto& [name, frame] : mixed_.tapped) {
    const auto room = rooms_.find(name);
    frame = room == rooms_.end() ? Frame{} : without(room->second.sum, nullptr);
  }
  for (auto& [leg, place] : legs_) {
    if (!place.playing || !is_over(*place.playing)) continue;
    place.playing.reset();
    mixed_.played.push_back(leg);
  }
  return mixed_;
}

}  // namespace kept::media
