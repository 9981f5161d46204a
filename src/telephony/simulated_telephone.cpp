#include "telephony/simulated_telephone.h"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "base/phone_number.h"
#include "desk/telephone/opening_hours.h"

namespace kept::telephony {
namespace {

using base::Done;
using base::Instant;
using base::Result;
using desk::CommandRow;
using desk::Control;
using desk::LineUse;
using desk::ResidentLine;
using State = desk::ResidentLine::State;

constexpr const char* kName = "simulated";
constexpr std::chrono::seconds kRings{30};
constexpr std::chrono::seconds kToldAtNight{20};
constexpr std::size_t kLongestShortCode = 6;
constexpr std::size_t kMostHeard = 20;

bool is_short_code(const std::string& text) {
  return !text.empty() && text.size() <= kLongestShortCode &&
         text.find_first_not_of("0123456789") == std::string::npos;
}

base::Error no_such_act(const char* message) { return base::conflict("line.no_such_act", message); }

base::Error gone() { return base::not_found("call.unknown", "That call is not up any more."); }

}  // namespace

SimulatedTelephone::SimulatedTelephone(desk::Store& store, const base::Clock& clock)
    : store_(store), clock_(clock) {}

std::string SimulatedTelephone::name() const { return kName; }

std::optional<std::string> SimulatedTelephone::number_of(const std::string& text) {
  if (is_short_code(text)) return text;
  std::string region;
  store_.read([&](desk::Reader& reader) { region = reader.jurisdiction().default_region; });
  const auto number = base::PhoneNumber::parse(text, region);
  if (!number.ok()) return std::nullopt;
  return number.value().e164();
}

SimulatedTelephone::Line& SimulatedTelephone::at(const std::string& number) {
  Line& line = lines_[number];
  line.shown.line = number;
  return line;
}

std::string SimulatedTelephone::name_of_staff(const std::string& key) {
  std::string name = key;
  store_.read([&](desk::Reader& reader) {
    if (const auto staff = reader.staff_by_key(key)) name = staff->name;
  });
  return name;
}

Result<desk::CallEventReceipt> SimulatedTelephone::tell(desk::CallEvent event) {
  event.provider = kName;
  return desk::write<desk::CallEventReceipt>(store_, [&](desk::Transaction& tx) {
    desk::CallEvent now = event;
    now.event_id = "simulated-" + std::to_string(tx.next_id());
    now.at = tx.now();
    return desk::record_call_event(tx, now, {});
  });
}

/// What does not fit the call any more changes nothing there, and nothing here.
Result<Done> SimulatedTelephone::say(Kind kind, const std::string& call, const std::string& reason,
                                     const std::string& agent) {
  desk::CallEvent event;
  event.call = call;
  event.kind = kind;
  event.reason = reason;
  event.agent = agent;
  const auto told = tell(std::move(event));
  if (!told.ok()) return told.error();
  return Done{};
}

Result<Done> SimulatedTelephone::say_of(Kind kind, const std::string& call,
                                        const std::string& agent) {
  return say(kind, call, {}, agent);
}

void SimulatedTelephone::put_down(const std::string& number) {
  if (number.empty()) return;
  Line& line = at(number);
  line.call.clear();
  line.rings_until.reset();
  line.shown.state = State::idle;
  line.shown.music = false;
  line.shown.with.reset();
  line.shown.call.reset();
}

/// All hang up. What the resident heard last stays there to be read.
Result<Done> SimulatedTelephone::end(const std::string& id) {
  const auto found = calls_.find(id);
  if (found == calls_.end()) return Done{};
  put_down(found->second.resident);
  put_down(found->second.third);
  calls_.erase(found);
  return say(Kind::ended, id);
}

// What residents do.

Result<ResidentLine> SimulatedTelephone::line(const std::string& number) {
  const auto known = number_of(number);
  if (!known) return base::not_found("line.unknown", "That is no telephone number.");
  const std::scoped_lock lock(mutex_);
  const auto found = lines_.find(*known);
  if (found != lines_.end()) return found->second.shown;
  ResidentLine idle;
  idle.line = *known;
  return idle;
}

Result<ResidentLine> SimulatedTelephone::use(const std::string& number, const LineUse& what) {
  const auto known = number_of(number);
  if (!known) return base::not_found("line.unknown", "That is no telephone number.");
  const std::scoped_lock lock(mutex_);
  Line& line = at(*known);
  Step done = Done{};
  switch (what.act) {
    case LineUse::Act::dial:
      done = dial(line, what);
      break;
    case LineUse::Act::digit:
      done = press(line, what.digit);
      break;
    case LineUse::Act::hang_up:
      done = hang_up(line);
      break;
    case LineUse::Act::answer:
      done = pick_up(line);
      break;
    case LineUse::Act::busy:
      done = let_fail(line, "busy");
      break;
    case LineUse::Act::voicemail:
      done = let_fail(line, "voicemail");
      break;
  }
  if (!done.ok()) return done.error();
  return line.shown;
}

Result<Done> SimulatedTelephone::dial(Line& line, const LineUse& what) {
  if (line.shown.state != State::idle) return no_such_act("This telephone is in a call already.");
  const std::string number = number_of(what.number).value_or(what.number);
  std::string id;
  const auto told = desk::write<desk::CallEventReceipt>(store_, [&](desk::Transaction& tx) {
    desk::CallEvent event;
    event.provider = kName;
    id = "line-" + std::to_string(tx.next_id());
    event.event_id = id + "-arrived";
    event.call = id;
    event.caller = what.withheld ? "" : line.shown.line;
    event.callee = number;
    event.at = tx.now();
    return desk::record_call_event(tx, event, {});
  });
  if (!told.ok()) return told.error();
  calls_[id].resident = line.shown.line;
  line.call = id;
  line.shown.state = State::calling;
  line.shown.hears.clear();
  line.shown.call = told->call;
  return Done{};
}

/// Operators hear it, too; it means nothing to them.
Result<Done> SimulatedTelephone::press(Line& line, const std::string& digit) {
  if (line.shown.state == State::in_call) return Done{};
  if (line.shown.state != State::calling) return no_such_act("This telephone is in no call.");
  desk::CallEvent event;
  event.call = line.call;
  event.kind = Kind::digit;
  event.digit = digit;
  const auto told = tell(std::move(event));
  if (!told.ok()) return told.error();
  return Done{};
}

Result<Done> SimulatedTelephone::hang_up(Line& line) {
  if (line.shown.state == State::idle) return no_such_act("This telephone is in no call.");
  if (line.shown.state == State::ringing) return let_fail(line, "busy");
  const std::string id = line.call;
  Call& call = calls_.at(id);
  if (call.third != line.shown.line || call.agent_name.empty()) {
    const bool waited = line.shown.state == State::calling;
    put_down(call.resident);
    put_down(call.third);
    calls_.erase(id);
    return say(waited ? Kind::abandoned : Kind::ended, id);
  }
  return drop_third(id, call);
}

Result<Done> SimulatedTelephone::pick_up(Line& line) {
  if (line.shown.state != State::ringing) return no_such_act("This telephone does not ring.");
  Call& call = calls_.at(line.call);
  line.rings_until.reset();
  line.shown.state = State::in_call;
  line.shown.with = call.agent_name;
  if (call.third != line.shown.line) return say(Kind::answered, line.call);
  call.third_answered = true;
  at(call.resident).shown.music = true;
  return say(Kind::consulted, line.call);
}

Result<Done> SimulatedTelephone::let_fail(Line& line, const std::string& reason) {
  if (line.shown.state != State::ringing) return no_such_act("This telephone does not ring.");
  const std::string id = line.call;
  Call& call = calls_.at(id);
  if (call.third == line.shown.line) return drop_third(id, call, reason);
  put_down(call.resident);
  put_down(call.third);
  calls_.erase(id);
  return say(Kind::failed, id, reason);
}

// What the desk wants.

Result<Done> SimulatedTelephone::carry_out(const CommandRow& command) {
  const std::scoped_lock lock(mutex_);
  const std::string& id = command.provider_id;
  if (command.control == Control::dial) return ring(command);
  if (command.control == Control::hang_up) return end(id);
  const auto found = calls_.find(id);
  if (found == calls_.end()) return gone();
  Call& call = found->second;
  Line& resident = at(call.resident);
  switch (command.control) {
    case Control::announce:
      return announce(command, call);
    case Control::connect:
      return connect(command, call);
    case Control::hold:
      resident.shown.music = true;
      return say(Kind::held, id);
    case Control::resume:
      resident.shown.music = false;
      return say(Kind::resumed, id);
    case Control::consult:
      return consult(command, call);
    case Control::join:
      if (!call.third_answered && call.colleague.empty()) {
        return no_such_act("Nobody else is on the line.");
      }
      resident.shown.music = false;
      return say(Kind::joined, id);
    case Control::back:
      return command.colleague.empty() ? drop_third(id, call) : drop_colleague(id, call);
    case Control::transfer:
      return transfer(id, call);
    case Control::silence:
      return silence(command, call);
    default:
      return Done{};  // digits: nobody here has a menu
  }
}

Result<Done> SimulatedTelephone::announce(const CommandRow& command, Call& call) {
  std::vector<std::string>& hears = at(call.resident).shown.hears;
  std::istringstream text(command.text);
  for (std::string said; std::getline(text, said);) hears.push_back(said);
  if (hears.size() > kMostHeard) hears.erase(hears.begin(), hears.end() - kMostHeard);
  if (call.was_greeted) return Done{};
  call.was_greeted = true;
  bool open = true;
  store_.read([&](desk::Reader& reader) { open = desk::is_answered_at(reader, reader.now()); });
  if (open) return enqueue(command.provider_id, call);
  call.told_until = clock_.now() + kToldAtNight;
  return Done{};
}

Result<Done> SimulatedTelephone::enqueue(const std::string& id, Call& call) {
  call.told_until.reset();
  at(call.resident).shown.music = true;
  return say(Kind::queued, id);
}

Result<Done> SimulatedTelephone::connect(const CommandRow& command, Call& call) {
  call.agent_name = name_of_staff(command.agent);
  Line& line = at(call.resident);
  line.shown.state = State::in_call;
  line.shown.music = false;
  line.shown.hears.clear();
  line.shown.with = call.agent_name;
  return say_of(Kind::answered, command.provider_id, command.agent);
}

void SimulatedTelephone::begin_ringing(Line& line, const CommandRow& command) {
  line.call = command.provider_id;
  line.rings_until = clock_.now() + kRings;
  line.shown.state = State::ringing;
  line.shown.hears.clear();
  line.shown.call = command.call;
}

Result<Done> SimulatedTelephone::ring(const CommandRow& command) {
  const auto number = number_of(command.phone);
  if (!number) return base::not_found("line.unknown", "There is no such number.");
  Line& line = at(*number);
  if (line.shown.state != State::idle) return say(Kind::failed, command.provider_id, "busy");
  Call& call = calls_[command.provider_id];
  call.resident = *number;
  call.was_greeted = true;
  call.agent_name = name_of_staff(command.agent);
  begin_ringing(line, command);
  return Done{};
}

Result<Done> SimulatedTelephone::consult(const CommandRow& command, Call& call) {
  if (!call.third.empty() || !call.colleague.empty()) {
    return no_such_act("Somebody else is on the line already.");
  }
  if (!command.colleague.empty()) return take_in(command, call);
  const auto number = number_of(command.phone);
  if (!number) return base::not_found("line.unknown", "There is no such number.");
  Line& line = at(*number);
  if (line.shown.state != State::idle) return say(Kind::third_failed, command.provider_id, "busy");
  call.third = *number;
  begin_ringing(line, command);
  return Done{};
}

/// They have answered in their console.
Result<Done> SimulatedTelephone::take_in(const CommandRow& command, Call& call) {
  call.colleague = command.colleague;
  at(call.resident).shown.music = true;
  return say_of(Kind::consulted, command.provider_id, call.colleague);
}

Result<Done> SimulatedTelephone::drop_colleague(const std::string& id, Call& call) {
  if (call.colleague.empty()) return no_such_act("Nobody else is on the line.");
  at(call.resident).shown.music = false;
  return say_of(Kind::returned, id, std::exchange(call.colleague, ""));
}

Result<Done> SimulatedTelephone::silence(const CommandRow& command, Call& call) {
  const std::string& id = command.provider_id;
  if (command.agent == call.colleague) return drop_colleague(id, call);
  Line& resident = at(call.resident);
  if (!call.colleague.empty() && !resident.shown.music) {
    // They and the caller heard each other, and go on.
    call.agent_name = name_of_staff(std::exchange(call.colleague, ""));
    resident.shown.with = call.agent_name;
    return say(Kind::unheard, id);
  }
  if (!call.colleague.empty()) (void)drop_colleague(id, call);
  if (!call.third.empty()) (void)drop_third(id, call);
  resident.shown.music = true;
  return say(Kind::unheard, id);
}

Result<Done> SimulatedTelephone::drop_third(const std::string& id, Call& call,
                                            const std::string& why) {
  if (call.third.empty()) return no_such_act("Nobody else is on the line.");
  put_down(std::exchange(call.third, ""));
  if (!std::exchange(call.third_answered, false)) return say(Kind::third_failed, id, why);
  at(call.resident).shown.music = false;
  return say(Kind::returned, id);
}

Result<Done> SimulatedTelephone::transfer(const std::string& id, Call& call) {
  Line& resident = at(call.resident);
  if (!call.colleague.empty()) {
    const std::string colleague = std::exchange(call.colleague, "");
    call.agent_name = name_of_staff(colleague);
    resident.shown.music = false;
    resident.shown.with = call.agent_name;
    return say_of(Kind::transferred, id, colleague);
  }
  if (!call.third_answered) return no_such_act("Nobody else is on the line.");
  call.agent_name.clear();
  resident.shown.music = false;
  resident.shown.with = call.third;
  at(call.third).shown.with = call.resident;
  return say(Kind::transferred, id);
}

// What time brings about.

std::optional<Instant> SimulatedTelephone::next_instant() {
  const std::scoped_lock lock(mutex_);
  std::optional<Instant> next;
  const auto take = [&](const std::optional<Instant>& at) {
    if (at && (!next || *at < *next)) next = at;
  };
  for (const auto& [number, line] : lines_) take(line.rings_until);
  for (const auto& [id, call] : calls_) take(call.told_until);
  return next;
}

Result<int> SimulatedTelephone::pass_time(Instant now) {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> rung;
  for (const auto& [number, line] : lines_) {
    if (line.rings_until && *line.rings_until <= now) rung.push_back(number);
  }
  for (const std::string& number : rung) {
    if (auto done = let_fail(at(number), "no_answer"); !done.ok()) return done.error();
  }
  std::vector<std::string> told;
  for (const auto& [id, call] : calls_) {
    if (call.told_until && *call.told_until <= now) told.push_back(id);
  }
  for (const std::string& id : told) {
    if (auto done = enqueue(id, calls_.at(id)); !done.ok()) return done.error();
  }
  return static_cast<int>(rung.size() + told.size());
}

}  // namespace kept::telephony
