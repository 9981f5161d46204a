#include "trunk/exchange.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "trunk/far_address.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;
using base::Instant;

constexpr int kNotAcceptable = 488;
constexpr int kUnavailable = 503;
constexpr int kNoSuchCall = 481;
constexpr int kBadMessage = 400;
/// Who hears nothing of the server by then is answered, and waits with music until it is back.
constexpr auto kServerIsAway = 8s;
/// That are told of one caller who waits.
constexpr int kMostDigits = 30;
/// After a digit the server may have more to say before the caller is in the queue.
constexpr auto kAfterDigit = 700ms;

std::string reason_of(int status, bool has_rung) {
  switch (status) {
    case 486:
    case 600:
    case 603:
      return "busy";
    case 408:
    case 480:
    case 487:
      return has_rung ? "no_answer" : "unreachable";
    default:
      return "unreachable";
  }
}

}  // namespace

Exchange::Exchange(ExchangeOptions options, ExchangeParts parts)
    : options_(std::move(options)), parts_(std::move(parts)) {}

Exchange::Call* Exchange::call_with(const TrunkCall& line) {
  const auto named = lines_.find(line);
  if (named == lines_.end()) return nullptr;
  const auto found = calls_.find(named->second);
  return found == calls_.end() ? nullptr : &found->second;
}

Exchange::Call* Exchange::call_of_leg(Leg leg) {
  const auto found = std::ranges::find_if(calls_, [leg](const auto& each) {
    const Call& call = each.second;
    return call.resident.opened.leg == leg || (call.third && call.third->opened.leg == leg);
  });
  return found == calls_.end() ? nullptr : &found->second;
}

Exchange::Line& Exchange::line_of(Call& call, const TrunkCall& name) {
  return call.third && call.third->name == name ? *call.third : call.resident;
}

OwnSide Exchange::own_side(const Line& line) const {
  const bool is_v6 = line.is_v6 && !options_.address6.empty();
  return {is_v6 ? options_.address6 : options_.address, line.opened.port,
          static_cast<std::uint64_t>(line.opened.leg), line.version};
}

/// What they offer or answer is where our sound goes from now on.
bool Exchange::agree(Line& line, const std::string& sdp) {
  const auto theirs = read_sdp(sdp);
  const auto format = theirs ? agreed(*theirs) : std::nullopt;
  if (!format) return false;
  line.is_v6 = theirs->address.find(':') != std::string::npos;
  const OwnSide ours = own_side(line);
  if (theirs->wants_to_receive && !may_hear(theirs->address, ours.address)) return false;
  if (!parts_.board.connect(line.opened.leg, {theirs->address, theirs->port, *format,
                                              theirs->wants_to_receive, theirs->wants_to_send})) {
    return false;
  }
  line.format = format;
  return true;
}

void Exchange::tell(const Call& call, const std::string& event, const std::string& reason) {
  CallNews news;
  news.call = call.id;
  news.event = event;
  news.agent = event == "answered" || event == "transferred" ? call.agent : "";
  news.reason = reason;
  news.at = parts_.clock.now();
  news.recording = event == "recording" ? call.recording : "";
  parts_.tell(std::move(news));
}

/// What a colleague of the operator did.
void Exchange::tell_of(const Call& call, const std::string& event, const std::string& agent) {
  CallNews news;
  news.call = call.id;
  news.event = event;
  news.agent = agent;
  news.at = parts_.clock.now();
  parts_.tell(std::move(news));
}

// What the trunk says.

void Exchange::invited(const TrunkCall& line, const std::string& caller, const std::string& callee,
                       const std::string& sdp) {
  if (!is_open_) return parts_.trunk.refuse(line, kUnavailable);
  const auto theirs = read_sdp(sdp);
  if (!theirs || !agreed(*theirs)) {
    return parts_.trunk.refuse(line, theirs ? kNotAcceptable : kBadMessage);
  }
  const auto opened = parts_.board.open();
  if (!opened) return parts_.trunk.refuse(line, kUnavailable);
  Call call;
  call.id = line;
  call.resident.name = line;
  call.resident.opened = *opened;
  call.began = parts_.clock.now();
  if (!agree(call.resident, sdp)) {
    parts_.board.close(opened->leg);
    return parts_.trunk.refuse(line, kNotAcceptable);
  }
  call.answer = write_answer(own_side(call.resident), *theirs, *call.resident.format);
  parts_.trunk.progress(line, call.answer);
  parts_.board.seat({{opened->leg, "", parts_.sounds.ringing()}});
  CallNews news{call.id, "arrived", caller, callee, {}, {}, {}, call.began};
  lines_[line] = call.id;
  calls_[call.id] = std::move(call);
  parts_.tell(std::move(news));
}

/// The other side goes on hold, or elsewhere, or asks what we offer.
void Exchange::changed(const TrunkCall& name, const std::string& sdp) {
  Call* call = call_with(name);
  if (call == nullptr) return parts_.trunk.refuse(name, kNoSuchCall);
  Line& line = line_of(*call, name);
  if (!line.format) return parts_.trunk.refuse(name, kNotAcceptable);
  ++line.version;
  if (sdp.empty()) return parts_.trunk.answer(name, write_offer(own_side(line), line.format->law));
  const auto theirs = read_sdp(sdp);
  if (!theirs || !agree(line, sdp)) return parts_.trunk.refuse(name, kNotAcceptable);
  parts_.trunk.answer(name, write_answer(own_side(line), *theirs, *line.format));
}

void Exchange::progressed(const TrunkCall& name, const std::string& sdp) {
  Call* call = call_with(name);
  if (call == nullptr) return;
  Line& line = line_of(*call, name);
  line.has_rung = true;
  if (sdp.empty() || line.is_up || !agree(line, sdp)) return;
  line.is_heard = true;
  place(*call);
}

void Exchange::answered(const TrunkCall& name, const std::string& sdp) {
  Call* call = call_with(name);
  // They picked up while our word that we gave up was on its way.
  if (call == nullptr) return parts_.trunk.hang_up(name);
  Line& line = line_of(*call, name);
  // Without a description the one of the early sound holds.
  const bool is_agreed = sdp.empty() ? line.format.has_value() : agree(line, sdp);
  if (line.gave_up || !is_agreed) return parts_.trunk.hang_up(name);
  line.is_up = true;
  line_answered(*call, line);
}

void Exchange::line_answered(Call& call, Line& line) {
  if (&line == &call.resident) {
    call.is_talking = call.has_talked = true;
    place(call);
    return tell(call, "answered");
  }
  call.is_held = false;
  place(call);
  tell(call, "consulted");
}

void Exchange::failed(const TrunkCall& line, int status) {
  if (Call* call = call_with(line)) line_gone(*call, line, status);
}

void Exchange::ended(const TrunkCall& line) {
  if (Call* call = call_with(line)) line_gone(*call, line, 0);
}

/// One side is over, by itself or because we wanted it; `status` of a side that was never reached.
void Exchange::line_gone(Call& call, const TrunkCall& name, int status) {
  const Line& line = line_of(call, name);
  const bool is_third = &line != &call.resident;
  const std::string why = line.gave_up ? "no_answer" : reason_of(status, line.has_rung);
  if (is_third && !call.is_transferred) return drop_third(call, why);
  if (is_third) parts_.trunk.hang_up(call.resident.name);
  if (call.is_inbound || line.is_up) {
    return finish(call.id, call.has_talked ? "ended" : "abandoned");
  }
  finish(call.id, "failed", why);
}

// What is heard.

/// Whom the operator consults, on a telephone outside or in a headset.
bool Exchange::somebody_is_beside(const Call& call) const {
  return (call.third && call.third->is_up) || !call.colleague.empty();
}

/// Nobody else is there for them just now.
bool Exchange::hears_music(const Call& call) const {
  const bool has_operator = !call.agent.empty() && parts_.headsets.leg_of(call.agent);
  const bool has_third = somebody_is_beside(call);
  const bool talks_to_third = call.is_transferred || (has_third && call.is_joined);
  return call.is_held || (!has_operator && !talks_to_third) || (has_third && !talks_to_third);
}

/// Where everybody belongs by how the call stands.
std::vector<SoundBoard::Seat> Exchange::seats(const Call& call) const {
  std::optional<Leg> headset;
  if (!call.agent.empty()) headset = parts_.headsets.leg_of(call.agent);
  const bool third_is_up = call.third && call.third->is_up;
  std::vector<SoundBoard::Seat> all;
  if (call.is_talking || call.resident.is_heard) {
    const bool is_played = call.is_talking && hears_music(call);
    all.push_back({call.resident.opened.leg, call.id, is_played ? parts_.sounds.music() : nullptr});
  }
  if (third_is_up) all.push_back({call.third->opened.leg, call.id, nullptr});
  if (const auto colleague = parts_.headsets.leg_of(call.colleague)) {
    all.push_back({*colleague, call.id, nullptr});
  }
  if (const auto ears = parts_.headsets.leg_of(call.listener)) {
    all.push_back(
        {*ears, call.is_transferred ? "" : call.id, nullptr, media::Mixer::Part::only_listens});
  }
  if (headset && call.is_transferred) all.push_back({*headset, "", nullptr});
  if (headset && !call.is_transferred) {
    const bool it_rings = !call.is_talking && !call.is_inbound && !call.resident.is_heard;
    all.push_back({*headset, call.id, it_rings ? parts_.sounds.ringing() : nullptr});
  }
  return all;
}

void Exchange::place(const Call& call) {
  parts_.board.seat(seats(call));
  hush_recorder(call, hears_music(call) || call.is_transferred);
}

void Exchange::play_music(const Call& call) {
  parts_.board.seat({{call.resident.opened.leg, "", parts_.sounds.music()}});
}

/// What the caller cannot hear is not kept either: an operator on their own, or with somebody else
/// while the caller hears music.
void Exchange::hush_recorder(const Call& call, bool is_apart) {
  if (!call.recording.empty()) parts_.recorder.hush(call.id, is_apart || call.is_paused);
}

void Exchange::end_recording(Call& call) {
  if (call.recording.empty()) return;
  parts_.recorder.end(call.id);
  call.recording.clear();
  call.is_paused = false;
}

void Exchange::drop_listener(Call& call) {
  if (call.listener.empty()) return;
  by_listener_.erase(call.listener);
  if (const auto ears = parts_.headsets.leg_of(call.listener)) {
    parts_.board.seat({{*ears, "", nullptr}});
  }
  call.listener.clear();
}

void Exchange::recording_failed(const std::string& id) {
  const auto found = calls_.find(id);
  if (found == calls_.end() || found->second.recording.empty()) return;
  end_recording(found->second);
  tell(found->second, "recording_failed", "disk");
}

void Exchange::say_next(Call& call) {
  call.is_saying = !call.to_say.empty();
  if (!call.is_saying) return all_said(call);
  const Piece& piece = call.to_say.front();
  if (piece.sound) parts_.board.play(call.resident.opened.leg, piece.sound, piece.number);
}

/// Until then the caller goes on hearing what they heard.
void Exchange::spoken(const std::string& id, std::int64_t number, media::Sound sound) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return;
  Call& call = found->second;
  const auto piece = std::ranges::find(call.to_say, number, &Piece::number);
  if (piece == call.to_say.end()) return;
  const bool is_next = piece == call.to_say.begin();
  if (sound->empty()) {
    call.to_say.erase(piece);  // nobody has heard it
  } else {
    piece->sound = std::move(sound);
  }
  if (is_next) say_next(call);
}

void Exchange::all_said(Call& call) {
  if (call.hangs_up_after) return end(call);
  if (call.was_queued) return play_music(call);
  if (!call.chooses_until) call.chooses_until = parts_.clock.now() + options_.choice;
}

/// Carriers cut what is long and not answered, so the queue is within the answered call.
void Exchange::enqueue(Call& call) {
  call.chooses_until.reset();
  call.was_queued = true;
  if (!call.resident.is_up) parts_.trunk.answer(call.resident.name, call.answer);
  call.resident.is_up = true;
  play_music(call);
  tell(call, "queued");
}

void Exchange::pressed(Leg leg, const std::string& digits) {
  Call* call = call_of_leg(leg);
  if (call == nullptr || call->is_talking || call->resident.opened.leg != leg) return;
  for (const char digit : digits) {
    // Nobody chooses for so long; somebody may want to keep the server from everybody else's calls.
    if (++call->digits > kMostDigits) return;
    CallNews news{call->id, "digit", {}, {}, {}, std::string(1, digit), {}, parts_.clock.now()};
    parts_.tell(std::move(news));
  }
  if (call->was_queued || call->hangs_up_after) return;
  // Whoever has chosen need not hear the rest, but for what they must know.
  const bool is_hearing_that = call->is_saying && call->to_say.front().of_recording;
  std::erase_if(call->to_say, [](const Piece& piece) { return !piece.of_recording; });
  if (is_hearing_that) return;
  if (!call->to_say.empty()) return say_next(*call);
  call->is_saying = false;
  parts_.board.seat({{leg, "", nullptr}});
  call->chooses_until = parts_.clock.now() + kAfterDigit;
}

void Exchange::played(Leg leg, std::int64_t piece) {
  Call* call = call_of_leg(leg);
  // What comes late of a piece that was broken off ends no other.
  if (call == nullptr || call->to_say.empty() || call->to_say.front().number != piece) return;
  call->knows_of_recording |= call->to_say.front().of_recording;
  call->to_say.pop_front();
  say_next(*call);
}

/// Nothing comes from there for so long that nobody can be there: somewhere a cable was cut.
void Exchange::fell_silent(Leg leg) {
  if (parts_.headsets.fell_silent(leg)) return;
  Call* call = call_of_leg(leg);
  if (call == nullptr) return;
  if (call->resident.opened.leg == leg) return end(*call);
  parts_.trunk.hang_up(call->third->name);
  drop_third(*call);
}

void Exchange::headset_changed(const std::string& agent) {
  const auto hears = by_listener_.find(agent);
  if (hears != by_listener_.end()) return place(calls_.at(hears->second));
  const bool is_heard = parts_.headsets.leg_of(agent).has_value();
  const auto beside = by_colleague_.find(agent);
  if (beside != by_colleague_.end()) {
    Call& call = calls_.at(beside->second);
    return is_heard ? place(call) : drop_colleague(call);
  }
  const auto in = by_agent_.find(agent);
  if (in == by_agent_.end()) return;
  Call& call = calls_.at(in->second);
  if (!is_heard) return unheard(call);
  place(call);
}

/// The operator's page is gone, or they are not to speak any more. Whoever is on the line waits
/// for somebody else; with a third or a colleague whom they hear they go on without the operator.
void Exchange::unheard(Call& call) {
  if (!call.colleague.empty() && call.is_joined) {
    hand_over(call);
    return tell(call, "unheard");
  }
  if (!call.colleague.empty()) drop_colleague(call);
  const bool is_joined = call.third && call.third->is_up && call.is_joined;
  if (call.third && !is_joined) {
    parts_.trunk.hang_up(call.third->name);
    drop_third(call);
  }
  if (!call.is_talking) return end(call);
  end_recording(call);
  drop_listener(call);
  by_agent_.erase(call.agent);
  call.agent.clear();
  call.is_held = false;
  call.is_transferred = is_joined;
  if (is_joined) {
    place(call);
  } else {
    call.is_talking = false;
    call.was_queued = true;
    play_music(call);
  }
  tell(call, "unheard");
}

// Ends.

/// The third is off the line already, or about to be; `why` they never came, where they told it.
void Exchange::drop_third(Call& call, const std::string& why) {
  const bool was_there = call.third->is_up;
  const std::string phone = call.third->phone;
  lines_.erase(call.third->name);
  parts_.board.close(call.third->opened.leg);
  call.third.reset();
  call.is_joined = false;
  if (was_there) call.is_held = false;
  place(call);
  CallNews news;
  news.call = call.id;
  news.event = was_there ? "returned" : "third_failed";
  news.callee = phone;  // another may be rung already
  news.reason = was_there ? "" : why;
  news.at = parts_.clock.now();
  parts_.tell(std::move(news));
}

/// They have left, or their page is gone.
void Exchange::drop_colleague(Call& call) {
  const std::string colleague = std::exchange(call.colleague, "");
  by_colleague_.erase(colleague);
  if (const auto headset = parts_.headsets.leg_of(colleague)) {
    parts_.board.seat({{*headset, "", nullptr}});
  }
  call.is_joined = false;
  call.is_held = false;
  place(call);
  tell_of(call, "returned", colleague);
}

/// The colleague is the call's operator from now on; the next conversation is another.
void Exchange::hand_over(Call& call) {
  end_recording(call);
  by_agent_.erase(call.agent);
  if (const auto headset = parts_.headsets.leg_of(call.agent)) {
    parts_.board.seat({{*headset, "", nullptr}});
  }
  const std::string colleague = std::exchange(call.colleague, "");
  by_colleague_.erase(colleague);
  call.is_joined = false;
  call.is_held = false;
  give(call, colleague);
  place(call);
}

/// Of each call once: afterwards nobody knows it any more.
void Exchange::finish(const std::string& id, const std::string& event, const std::string& reason) {
  auto taken = calls_.extract(id);
  if (taken.empty()) return;
  Call& call = taken.mapped();
  end_recording(call);
  drop_listener(call);
  lines_.erase(call.resident.name);
  parts_.board.close(call.resident.opened.leg);
  if (call.third) {
    lines_.erase(call.third->name);
    parts_.trunk.hang_up(call.third->name);
    parts_.board.close(call.third->opened.leg);
  }
  by_agent_.erase(call.agent);
  by_colleague_.erase(call.colleague);
  for (const std::string& agent : {call.agent, call.colleague}) {
    if (const auto headset = parts_.headsets.leg_of(agent)) {
      parts_.board.seat({{*headset, "", nullptr}});
    }
  }
  tell(call, event, reason);
}

void Exchange::end(Call& call) {
  parts_.trunk.hang_up(call.resident.name);
  const bool was_reached = call.has_talked || !call.is_inbound;
  finish(call.id, was_reached ? "ended" : "abandoned");
}

void Exchange::turn_away(const std::string& call) {
  const auto found = calls_.find(call);
  if (found != calls_.end()) end(found->second);
}

void Exchange::hang_up_all() {
  while (!calls_.empty()) end(calls_.begin()->second);
}

// Time.

void Exchange::pass_time() {
  const Instant now = parts_.clock.now();
  std::vector<std::string> names;
  for (const auto& [id, call] : calls_) names.push_back(id);
  for (const std::string& id : names) {
    const auto found = calls_.find(id);
    if (found != calls_.end()) watch(found->second, now);
  }
}

void Exchange::watch(Call& call, Instant now) {
  if (now - call.began > options_.longest) return end(call);
  const auto give_up = [&](Line& line) {
    if (line.is_up || line.gave_up || now < line.rings_until) return;
    line.gave_up = true;
    parts_.trunk.hang_up(line.name);
  };
  if (!call.is_inbound) give_up(call.resident);
  if (call.third) give_up(*call.third);
  if (call.is_talking || !call.is_inbound) return;
  if (call.chooses_until && now >= *call.chooses_until) return enqueue(call);
  const bool is_greeted = call.is_saying || call.chooses_until || call.resident.is_up;
  if (is_greeted || now - call.began < kServerIsAway) return;
  call.resident.is_up = true;
  parts_.trunk.answer(call.resident.name, call.answer);
  play_music(call);
}

}  // namespace kept::trunk
