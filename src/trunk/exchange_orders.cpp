#include <algorithm>
#include <map>
#include <utility>

#include "trunk/exchange.h"

namespace kept::trunk {
namespace {

using base::Done;

base::Error gone() { return base::not_found("call.unknown", "That call is not up any more."); }

base::Error no_such_step() {
  return base::conflict("call.no_such_step", "The call is not in a state for that.");
}

base::Error nobody_else() { return base::conflict("call.no_third", "Nobody else is on the line."); }

/// Who has no headset would be given a silent caller.
base::Error no_headset() {
  return base::conflict("agent.no_sound", "That operator has no sound: their page is not open.");
}

}  // namespace

base::Result<Done> Exchange::carry_out(const CallOrder& order) {
  if (order.action == "dial") return dial(order);
  if (order.action == "hang_up") return hang_up(order.call);
  if (order.action == "silence") return silence(order);
  const auto found = calls_.find(order.call);
  if (found == calls_.end()) return gone();
  Call& call = found->second;
  if (order.action == "announce" || order.action == "tell_of_recording") {
    return announce(call, order);
  }
  if (order.action == "listen") return listen(call, order.agent);
  if (order.action == "stop_listening") return stop_listening(call);
  if (order.action == "record") return record(call, false);
  if (order.action == "record_paused") return record(call, true);
  if (order.action == "pause_recording") return pause_recording(call, true);
  if (order.action == "resume_recording") return pause_recording(call, false);
  if (order.action == "connect") return connect(call, order);
  if (order.action == "hold") return hold(call, true);
  if (order.action == "resume") return hold(call, false);
  if (order.action == "consult") return consult(call, order);
  if (order.action == "join") return join(call);
  if (order.action == "back") return back(call, order.colleague);
  if (order.action == "transfer") return transfer(call);
  if (order.action == "digits") return digits(call, order);
  return base::invalid("/action", "action.unknown", "There is no such action.");
}

Exchange::Step Exchange::announce(Call& call, const CallOrder& order) {
  // Whoever is spoken with already need not hear how long that takes.
  if (call.is_talking || !(call.is_inbound || call.resident.is_up)) return Done{};
  const bool of_recording = order.action == "tell_of_recording";
  if (of_recording) {
    // In the language that was chosen last; what is being said is said to its end.
    const auto first = call.to_say.begin() + (call.is_saying ? 1 : 0);
    const auto [from, to] = std::ranges::remove_if(first, call.to_say.end(), &Piece::of_recording);
    call.to_say.erase(from, to);
  }
  const std::int64_t number = ++pieces_;
  call.to_say.push_back({number, nullptr, of_recording});
  call.is_saying = true;
  call.chooses_until.reset();
  parts_.sounds.say(order.text, order.language, [this, id = call.id, number](media::Sound sound) {
    spoken(id, number, std::move(sound));
  });
  return Done{};
}

/// From now on, under another name than before. Whoever has not heard that it may be is not
/// recorded; the talk goes on whatever becomes of that.
Exchange::Step Exchange::record(Call& call, bool paused) {
  if (!call.is_talking || call.is_transferred) return no_such_step();
  end_recording(call);
  if (!call.knows_of_recording) {
    tell(call, "recording_failed", "not_told");
    return Done{};
  }
  const auto name = parts_.recorder.begin(call.id);
  if (!name) {
    tell(call, "recording_failed", "disk");
    return Done{};
  }
  call.recording = *name;
  call.is_paused = paused;
  place(call);
  tell(call, "recording");
  if (paused) tell(call, "recording_paused");
  return Done{};
}

/// In a call, or with their ears in one.
bool Exchange::is_busy(const std::string& agent) const {
  return by_agent_.contains(agent) || by_colleague_.contains(agent) || by_listener_.contains(agent);
}

/// Whoever is in a call themselves cannot have ears in another.
Exchange::Step Exchange::listen(Call& call, const std::string& agent) {
  if (!call.is_talking || call.is_transferred || !call.listener.empty()) return no_such_step();
  if (is_busy(agent)) return no_such_step();
  if (!parts_.headsets.leg_of(agent)) return no_headset();
  call.listener = agent;
  by_listener_[agent] = call.id;
  place(call);
  return Done{};
}

Exchange::Step Exchange::stop_listening(Call& call) {
  drop_listener(call);
  return Done{};
}

Exchange::Step Exchange::pause_recording(Call& call, bool paused) {
  if (call.recording.empty() || call.is_paused == paused) return no_such_step();
  call.is_paused = paused;
  place(call);
  tell(call, paused ? "recording_paused" : "recording_resumed");
  return Done{};
}

/// An operator is in one call. Whom they leave for it (a call that they passed on, and that nobody
/// has taken yet) hears music until somebody comes.
void Exchange::give(Call& call, const std::string& agent) {
  const auto in = by_agent_.find(agent);
  if (in != by_agent_.end() && in->second != call.id) {
    Call& other = calls_.at(in->second);
    other.agent.clear();
    place(other);
  }
  const auto heard = by_listener_.find(agent);
  if (heard != by_listener_.end()) drop_listener(calls_.at(heard->second));
  const auto beside = by_colleague_.find(agent);
  if (beside != by_colleague_.end()) drop_colleague(calls_.at(beside->second));
  call.agent = agent;
  by_agent_[agent] = call.id;
}

Exchange::Step Exchange::connect(Call& call, const CallOrder& order) {
  if (!call.is_inbound && !call.resident.is_up) return no_such_step();
  if (call.is_transferred) return no_such_step();
  if (!parts_.headsets.leg_of(order.agent)) return no_headset();
  if (!call.agent.empty() && call.agent != order.agent) {
    end_recording(call);  // the next conversation is another
    by_agent_.erase(call.agent);
    if (const auto before = parts_.headsets.leg_of(call.agent)) {
      parts_.board.seat({{*before, "", nullptr}});
    }
  }
  give(call, order.agent);
  if (!call.resident.is_up) parts_.trunk.answer(call.resident.name, call.answer);
  call.resident.is_up = true;
  call.is_talking = call.has_talked = true;
  call.is_held = false;
  call.is_saying = false;
  call.to_say.clear();
  call.chooses_until.reset();
  place(call);
  tell(call, "answered");
  return Done{};
}

Exchange::Step Exchange::hold(Call& call, bool held) {
  if (!call.is_talking || call.is_transferred || call.is_held == held) return no_such_step();
  call.is_held = held;
  place(call);
  tell(call, held ? "held" : "resumed");
  return Done{};
}

/// Which of the trunks it goes over is not known yet.
SoundOffer Exchange::offer_on(Line line) const {
  SoundOffer offer;
  line.is_v6 = false;
  offer.v4 = write_offer(own_side(line), options_.law);
  line.is_v6 = true;
  offer.v6 = write_offer(own_side(line), options_.law);
  return offer;
}

std::optional<Exchange::Line> Exchange::ring(const std::string& call, const std::string& phone,
                                             const std::string& presented) {
  const auto opened = parts_.board.open();
  if (!opened) return std::nullopt;
  Line line;
  line.opened = *opened;
  line.rings_until = parts_.clock.now() + options_.ring;
  line.phone = phone;
  line.name = parts_.trunk.dial(phone, presented, offer_on(line));
  lines_[line.name] = call;
  return line;
}

Exchange::Step Exchange::consult(Call& call, const CallOrder& order) {
  if (!call.is_talking || call.third || !call.colleague.empty()) return no_such_step();
  if (!order.colleague.empty()) return take_in(call, order.colleague);
  auto line = ring(call.id, order.phone, order.text.empty() ? options_.presented : order.text);
  if (!line) return base::unavailable("telephone.no_port", "All ports are in use.");
  call.third = std::move(line);
  return Done{};
}

/// They have answered in their console. Their headset is nailed up: nobody is dialled.
Exchange::Step Exchange::take_in(Call& call, const std::string& colleague) {
  if (call.is_transferred || is_busy(colleague)) return no_such_step();
  if (!parts_.headsets.leg_of(colleague)) return no_headset();
  call.colleague = colleague;
  by_colleague_[colleague] = call.id;
  call.is_held = false;
  place(call);
  tell_of(call, "consulted", colleague);
  return Done{};
}

Exchange::Step Exchange::join(Call& call) {
  if (!somebody_is_beside(call) || call.is_transferred) return nobody_else();
  call.is_joined = true;
  call.is_held = false;
  place(call);
  tell(call, "joined");
  return Done{};
}

Exchange::Step Exchange::back(Call& call, const std::string& colleague) {
  if (!colleague.empty()) {
    if (call.colleague != colleague) return nobody_else();
    drop_colleague(call);
    return Done{};
  }
  if (!call.third || call.is_transferred) return nobody_else();
  parts_.trunk.hang_up(call.third->name);
  drop_third(call);
  return Done{};
}

Exchange::Step Exchange::transfer(Call& call) {
  if (!call.colleague.empty()) {
    hand_over(call);
    tell(call, "transferred");
    return Done{};
  }
  if (!call.third || !call.third->is_up || call.is_transferred) return nobody_else();
  call.is_transferred = true;
  call.is_held = false;
  end_recording(call);
  drop_listener(call);
  place(call);
  by_agent_.erase(call.agent);
  call.agent.clear();
  tell(call, "transferred");
  return Done{};
}

/// To whoever was called last: menus answer where we call.
Exchange::Step Exchange::digits(Call& call, const CallOrder& order) {
  const Line& line = call.third ? *call.third : call.resident;
  if (!line.is_up) return no_such_step();
  parts_.board.press(line.opened.leg, order.text);
  return Done{};
}

Exchange::Step Exchange::dial(const CallOrder& order) {
  if (calls_.contains(order.call)) return no_such_step();
  if (!parts_.headsets.leg_of(order.agent)) return no_headset();
  if (!is_open_) return base::unavailable("telephone.closing", "The telephone is being stopped.");
  auto line = ring(order.call, order.phone, order.text.empty() ? options_.presented : order.text);
  if (!line) return base::unavailable("telephone.no_port", "All ports are in use.");
  Call& made = calls_[order.call];
  made.id = order.call;
  made.is_inbound = false;
  made.resident = std::move(*line);
  made.began = parts_.clock.now();
  give(made, order.agent);
  CallNews news{made.id, "dialling", {}, {}, {}, {}, {}, made.began};
  parts_.tell(std::move(news));
  place(made);
  return Done{};
}

/// They have signed out, or may not work here any more: whatever call they are in goes on without
/// them.
Exchange::Step Exchange::silence(const CallOrder& order) {
  parts_.headsets.attach(order.agent, {}, [](const base::Result<std::string>&) {});
  return Done{};
}

/// What is being said to whoever waits is said to its end.
Exchange::Step Exchange::hang_up(const std::string& id) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return Done{};
  Call& call = found->second;
  if (!call.is_talking && call.is_saying) {
    call.hangs_up_after = true;
  } else {
    end(call);
  }
  return Done{};
}

}  // namespace kept::trunk
