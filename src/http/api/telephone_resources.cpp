#include <algorithm>

#include "base/time_text.h"
#include "desk/sees_case.h"
#include "desk/telephone/consult_colleague.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/operate_call.h"
#include "desk/telephone/recording.h"
#include "desk/word_names.h"
#include "http/api/resources.h"
#include "http/api/telephone_view.h"

namespace kept::http {
namespace {

using base::Done;
using base::Result;
using domain::CallId;

/// An offer of one sound with all its ways is some 2 KiB; none is the end of it.
constexpr Lengths kSoundDescription{0, 32UL * 1024};
constexpr Lengths kPageName{1, 40};

Result<json::object> own_telephone(desk::Reader& reader, View& view, const desk::Principal& who,
                                   const TelephoneFacts& facts) {
  const auto set_up = reader.telephone().set_up();
  if (!set_up || facts.provider.empty()) return TelephoneView::idle(facts);
  return TelephoneView(view, *set_up).own(who, facts);
}

base::Error no_telephone() {
  return base::refused("telephone.not_in_use", "This city has no telephone here.");
}

/// An instant in the query; a mistake at its name.
Result<std::optional<base::Instant>> instant_in(const Look& look, const char* name) {
  const auto given = look.request.query_value(name);
  if (!given) return std::optional<base::Instant>{};
  const auto at = base::parse_instant(*given);
  if (!at.ok())
    return base::invalid(std::string("/") + name, at.error().reason, at.error().message);
  return std::optional(at.value());
}

Result<json::object> measures(Look& look) {
  const auto from = instant_in(look, "from");
  if (!from.ok()) return from.error();
  const auto until = instant_in(look, "until");
  if (!until.ok()) return until.error();
  if (!from.value()) return base::invalid("/from", "field.missing", "Say from when.");
  if (!until.value()) return base::invalid("/until", "field.missing", "Say until when.");
  const auto set_up = look.reader.telephone().set_up();
  if (!set_up) return no_telephone();
  return TelephoneView(look.view, *set_up).measures(**from, **until);
}

/// As the city's trunks are when we bring no telephone of our own: nobody here knows better.
json::object line_of(const TelephoneFacts& facts) {
  const LineFacts line = facts.line ? facts.line() : LineFacts{"up", {}};
  json::array down;
  for (const std::string& trunk : line.down) down.emplace_back(trunk);
  return {{"state", line.state}, {"down", std::move(down)}};
}

Result<json::object> wall(Look& look, const TelephoneFacts& facts) {
  const auto set_up = look.reader.telephone().set_up();
  if (!set_up) return no_telephone();
  json::object wall = TelephoneView(look.view, *set_up).wall(look.who);
  wall["line"] = line_of(facts);
  return wall;
}

/// The key of a queue in the query; empty: of none.
Result<std::string> queue_in(const Look& look, const desk::TelephoneRow& set_up) {
  std::string key = look.request.query_value("queue").value_or("");
  const bool is_known = key.empty() || std::ranges::any_of(set_up.queues, [&](const auto& one) {
                          return one.key == key;
                        });
  if (is_known) return key;
  return base::invalid("/queue", "call.queue_unknown", "The city has set up no such queue.");
}

Result<json::object> calls(Look& look) {
  const auto set_up = look.reader.telephone().set_up();
  if (!set_up) return no_telephone();
  desk::CallFilter filter;
  const auto from = instant_in(look, "from");
  if (!from.ok()) return from.error();
  const auto until = instant_in(look, "until");
  if (!until.ok()) return until.error();
  filter.from = from.value().value_or(filter.from);
  filter.until = until.value().value_or(filter.until);
  if (const auto ending = look.request.query_value("ending")) {
    filter.ending = desk::word_of<domain::CallEnding>(*ending);
    if (!filter.ending) {
      return base::invalid("/ending", "field.unknown_word", "There is no such end of a call.");
    }
  }
  if (const auto direction = look.request.query_value("direction")) {
    if (*direction != "inbound" && *direction != "outbound") {
      return base::invalid("/direction", "field.unknown_word", "Say inbound or outbound.");
    }
    filter.inbound = *direction == "inbound";
  }
  auto queue = queue_in(look, *set_up);
  if (!queue.ok()) return queue.error();
  filter.queue = std::move(queue).value();
  if (const auto number = look.request.query_value("case")) {
    const auto about = desk::case_for(look.reader, look.who, *number);
    if (!about.ok()) return base::invalid("/case", "case.unknown", "There is no such case.");
    filter.about = about.value();
  }
  const auto before = look.number("before");
  if (!before.ok()) return before.error();
  if (before.value()) filter.before = CallId{*before.value()};
  const auto limit = look.number("limit", 1, 200);
  if (!limit.ok()) return limit.error();
  filter.limit = static_cast<int>(limit.value().value_or(filter.limit));
  TelephoneView view(look.view, *set_up);
  const auto rows = look.reader.telephone().calls(filter);
  json::value next = nullptr;
  if (static_cast<int>(rows.size()) == filter.limit) next = rows.back().call.id.value;
  return json::object{{"calls", view.listed_calls(look.who, rows)}, {"next", std::move(next)}};
}

/// What is done to the call in the address; the body is none, unless `act` reads it.
using CallAct = std::function<Result<Done>(Change&, CallId)>;

Door::ChangeWork on_call(const TelephoneFacts& facts, CallAct act) {
  return [facts, act = std::move(act)](Change& change) -> Result<json::object> {
    const auto id = change.path_id<CallId>("call");
    if (!id.ok()) return id.error();
    const auto done = act(change, id.value());
    if (!done.ok()) return done.error();
    if (!change.is_fine()) return Change::refused_form();
    return own_telephone(change.tx, change.view, change.who, facts);
  };
}

/// The same for acts that say nothing but themselves.
Door::ChangeWork plain(const TelephoneFacts& facts,
                       Result<Done> (*act)(desk::Transaction&, const desk::Principal&, CallId)) {
  return on_call(facts, [act](Change& change, CallId id) -> Result<Done> {
    change.form().done();
    if (!change.is_fine()) return Change::refused_form();
    return act(change.tx, change.who, id);
  });
}

Result<Done> consult_on(Change& change, CallId id) {
  Form form = change.form();
  const auto phone = form.maybe_text("phone", kPhone);
  const auto to = form.maybe_id<domain::StaffId>("to");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (phone.has_value() == to.has_value()) {
    return base::invalid("/phone", "call.whom_to_consult",
                         "Give the number of whom to ring, or a colleague.");
  }
  if (to) return desk::consult_colleague(change.tx, change.who, id, *to);
  return desk::consult(change.tx, change.who, id, *phone);
}

Result<Done> pass_to(Change& change, CallId id) {
  Form form = change.form();
  const auto to = form.id<domain::StaffId>("to");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  return desk::pass_call(change.tx, change.who, id, to);
}

Result<Done> listen_to(Change& change, CallId id, bool sounds) {
  Form form = change.form();
  const auto reason = form.word<desk::HearingReason>("reason");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!sounds) {
    return base::conflict("telephone.no_audio", "Sound does not go through this page here.");
  }
  return desk::listen_to_call(change.tx, change.who, id, reason);
}

Result<Done> digits_on(Change& change, CallId id) {
  Form form = change.form();
  const std::string digits = form.text("digits", {1, 32});
  form.done();
  if (change.is_fine() && digits.find_first_not_of("0123456789*#") != std::string::npos) {
    return base::invalid("/digits", "field.no_digits", "Give digits, * and #.");
  }
  if (!change.is_fine()) return Change::refused_form();
  return desk::send_digits(change.tx, change.who, id, digits);
}

Result<Done> duty(Change& change) {
  Form form = change.form();
  const auto wanted = form.word<desk::Duty>("duty");
  const auto reason = form.maybe_text("reason", {1, 40});
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  return desk::set_duty(change.tx, change.who, wanted, reason.value_or(""));
}

/// The way of my sound: what the browser offers, and the telephone's answer.
Result<json::object> connect_audio(Errand& errand, const TelephoneFacts& facts) {
  Form form = errand.form();
  desk::TelephoneAudio::Offer offer;
  offer.sdp = form.text("sdp", kSoundDescription);
  offer.page = form.maybe_text("page", kPageName).value_or("");
  offer.again = form.maybe_flag("again").value_or(false);
  form.done();
  if (!errand.mistakes.empty()) return Change::refused_form();
  if (facts.audio == nullptr) {
    return base::conflict("telephone.no_audio", "Sound does not go through this page here.");
  }
  const auto answer = facts.audio->connect(errand.who.key, offer);
  if (!answer.ok()) return answer.error();
  return json::object{{"sdp", answer.value()}};
}

}  // namespace

void add_telephone(Router& router, Door& door) {
  const TelephoneFacts facts = door.options().telephone;
  router.on("GET", "/api/v1/telephone",
            door.read(desk::Action::talk, [facts](Look& look) -> Result<json::object> {
              return own_telephone(look.reader, look.view, look.who, facts);
            }));
  router.on("POST", "/api/v1/telephone/duty",
            door.change("set_duty", 200, [facts](Change& change) -> Result<json::object> {
              const auto done = duty(change);
              if (!done.ok()) return done.error();
              return own_telephone(change.tx, change.view, change.who, facts);
            }));
  router.on("POST", "/api/v1/telephone/audio",
            door.errand(desk::Action::talk,
                        [facts](Errand& errand) { return connect_audio(errand, facts); }));
  router.on(
      "GET", "/api/v1/telephone/wall",
      door.read(desk::Action::read_all_calls, [facts](Look& look) { return wall(look, facts); }));
  router.on("GET", "/api/v1/telephone/measures", door.read(desk::Action::read_all_owed, measures));
  router.on("GET", "/api/v1/calls", door.read(desk::Action::read_all_calls, calls));
  const auto on = [&](const char* act, const char* operation, Door::ChangeWork work) {
    router.on("POST", std::string("/api/v1/calls/{call}/") + act,
              door.change(operation, 200, std::move(work)));
  };
  on("answer", "answer_call", plain(facts, desk::answer_call));
  on("decline", "decline_call", plain(facts, desk::decline_call));
  on("hold", "hold_call", plain(facts, desk::hold_call));
  on("resume", "resume_call", plain(facts, desk::resume_call));
  on("join", "join_call", plain(facts, desk::join_call));
  on("return", "return_to_caller", plain(facts, desk::back_to_caller));
  on("transfer", "complete_transfer", plain(facts, desk::complete_transfer));
  on("hang-up", "hang_up", plain(facts, desk::hang_up));
  on("pause-recording", "pause_recording", plain(facts, desk::pause_recording));
  on("resume-recording", "resume_recording", plain(facts, desk::resume_recording));
  on("listen", "listen_to_call",
     on_call(facts, [sounds = facts.audio != nullptr](Change& change, CallId id) {
       return listen_to(change, id, sounds);
     }));
  on("stop-listening", "stop_listening", plain(facts, desk::stop_listening));
  on("consult", "consult", on_call(facts, consult_on));
  on("pass", "pass_call", on_call(facts, pass_to));
  on("digits", "send_digits", on_call(facts, digits_on));
}

}  // namespace kept::http
