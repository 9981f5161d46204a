#include "trunk/headsets.h"

#include <fmt/format.h>

#include <utility>

namespace kept::trunk {
namespace {

base::Error edge_is_down() {
  return base::unavailable("telephone.edge_down", "rtpengine does not answer.");
}

base::Error sound_is_elsewhere() {
  return base::conflict("telephone.sound_elsewhere", "Their sound is on another page by now.");
}

base::Error no_sound() {
  return base::invalid("/sdp", "telephone.no_sound", "The offer has no sound that we can take.");
}

}  // namespace

void Headsets::attach(const std::string& agent, const Offer& offer, const Reply& reply) {
  const auto now = headsets_.find(agent);
  const bool is_elsewhere =
      now != headsets_.end() && !offer.page.empty() && now->second.page != offer.page;
  if (offer.sdp.empty()) {
    newest_.erase(agent);
    if (!is_elsewhere) put_down(agent);
    return reply(std::string());
  }
  if (is_elsewhere && offer.again) return reply(sound_is_elsewhere());
  newest_.erase(agent);
  const auto opened = parts_.board.open();
  if (!opened) {
    return reply(base::unavailable("telephone.no_port", "All ports of the telephone are in use."));
  }
  const Headset made{{fmt::format("{}-{}", parts_.run, ++count_), agent}, *opened, offer.page};
  newest_[agent] = opened->leg;
  parts_.edge.offer(made.name, offer.sdp,
                    [this, agent, made, reply](const std::optional<EdgeAnswer>& theirs) {
                      if (theirs && theirs->is_done) return offered(agent, made, *theirs, reply);
                      drop(made);
                      reply(theirs ? no_sound() : edge_is_down());
                    });
}

/// The edge says where its side of the leg is; ours goes back through it to the browser.
void Headsets::offered(const std::string& agent, const Headset& made, const EdgeAnswer& theirs,
                       const Reply& reply) {
  const auto description = read_sdp(theirs.sdp);
  const auto format = description ? agreed(*description) : std::nullopt;
  // Before the browser has gathered its addresses the edge takes it for on hold, so that what it
  // says of the direction means nothing.
  const bool is_connected =
      format && parts_.board.connect(made.opened.leg, {description->address, description->port,
                                                       *format, true, true, Side::headset});
  if (!is_connected) {
    drop(made);
    return reply(no_sound());
  }
  SoundDescription both_ways = *description;
  both_ways.wants_to_send = both_ways.wants_to_receive = true;
  const OwnSide side{parts_.address, made.opened.port, static_cast<std::uint64_t>(made.opened.leg),
                     1};
  parts_.edge.answer(made.name, write_answer(side, both_ways, *format),
                     [this, agent, made, reply](const std::optional<EdgeAnswer>& answer) {
                       const auto newest = newest_.find(agent);
                       const bool is_newest =
                           newest != newest_.end() && newest->second == made.opened.leg;
                       if (!answer || !answer->is_done || !is_newest) {
                         drop(made);
                         return reply(answer && !is_newest ? no_sound() : edge_is_down());
                       }
                       newest_.erase(newest);
                       put_on(agent, made);
                       reply(answer->sdp);
                     });
}

void Headsets::put_on(const std::string& agent, const Headset& made) {
  if (const auto before = headsets_.find(agent); before != headsets_.end()) drop(before->second);
  headsets_.insert_or_assign(agent, made);
  parts_.changed(agent);
}

void Headsets::put_down(const std::string& agent) {
  const auto found = headsets_.find(agent);
  if (found == headsets_.end()) return;
  drop(found->second);
  headsets_.erase(found);
  parts_.changed(agent);
}

void Headsets::drop(const Headset& headset) {
  parts_.board.close(headset.opened.leg);
  parts_.edge.remove(headset.name);
}

std::optional<Leg> Headsets::leg_of(const std::string& agent) const {
  const auto found = headsets_.find(agent);
  if (found == headsets_.end()) return std::nullopt;
  return found->second.opened.leg;
}

bool Headsets::fell_silent(Leg leg) {
  for (const auto& [agent, headset] : headsets_) {
    if (headset.opened.leg != leg) continue;
    put_down(std::string(agent));
    return true;
  }
  return false;
}

void Headsets::remove_all() {
  for (const auto& [agent, headset] : headsets_) drop(headset);
  headsets_.clear();
  // What the edge still answers to those that are being made is too late.
  newest_.clear();
}

}  // namespace kept::trunk
