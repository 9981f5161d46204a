#include "desk/telephone/recording.h"

#include <algorithm>

#include "desk/sees_case.h"
#include "desk/telephone/call_work.h"
#include "desk/telephone/emergency.h"
#include "desk/telephone/on_duty.h"
#include "desk/telephone/run_queue.h"
#include "domain/cases/routing.h"

namespace kept::desk {
namespace {

using base::Done;
using base::Error;
using base::Instant;
using base::Result;
using domain::CallState;

/// The way to the sound is open for so long.
constexpr std::chrono::hours kHeardWithin{1};
/// What a telephone may name a file: no way leads out of the directory.
constexpr const char* kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kShortestRecording = 16;
constexpr std::size_t kLongestRecording = 64;

bool is_recorded(const TelephoneRow& set_up, const CallRow& row) {
  return row.call.inbound && queue_with(set_up, row.call.queue).recorded;
}

Error none_runs() {
  return base::conflict("recording.none", "Nothing of this call is being recorded.");
}

void end(Transaction& tx, RecordingRow recording, RecordingState state, Instant at) {
  recording.state = state;
  recording.ended_at = std::max(at, recording.started_at);
  tx.recording_writer().save(recording);
}

RecordingRow new_recording(Transaction& tx, const TelephoneRow& set_up, const CallRow& row,
                           Instant at) {
  RecordingRow made;
  made.id = RecordingId{tx.next_id()};
  made.call = row.call.id;
  made.interaction = *row.interaction;
  made.started_at = at;
  made.keep_until = at + std::chrono::days(set_up.recording.days);
  return made;
}

Result<Done> begins(Transaction& tx, const TelephoneRow& set_up, const CallRow& row,
                    const CallEvent& event) {
  const bool is_name = event.recording.size() >= kShortestRecording &&
                       event.recording.size() <= kLongestRecording &&
                       event.recording.find_first_not_of(kNameCharacters) == std::string::npos;
  if (!is_name) return base::invalid("/recording", "field.wrong", "This names no recording.");
  if (!row.interaction) return base::conflict("call.no_such_step", "Nobody talks in that call.");
  if (auto before = tx.recordings().running(row.call.id)) {
    end(tx, *before, RecordingState::ended, event.at);
  }
  RecordingRow made = new_recording(tx, set_up, row, event.at);
  made.name = event.recording;
  made.has_file = true;
  tx.recording_writer().save(made);
  return Done{};
}

Result<Done> fails(Transaction& tx, const TelephoneRow& set_up, const CallRow& row,
                   const CallEvent& event) {
  const bool was_told = event.reason != "not_told";
  const auto state = was_told ? RecordingState::failed : RecordingState::not_told;
  if (const auto running = tx.recordings().running(row.call.id)) {
    end(tx, *running, state, event.at);
    return Done{};
  }
  if (!row.interaction) return base::conflict("call.no_such_step", "Nobody talks in that call.");
  end(tx, new_recording(tx, set_up, row, event.at), state, event.at);
  return Done{};
}

Result<Done> press(Transaction& tx, const Principal& who, domain::CallId id, Control control) {
  const auto found = own_call_up(tx, who, id);
  if (!found.ok()) return found.error();
  if (!tx.recordings().running(id)) return none_runs();
  CallRow row = found.value();
  row.pause_wanted = control == Control::pause_recording;
  tx.telephone_writer().save(row);
  // Pressed twice too: what was pressed before may not have come about yet.
  command(tx, row, {control});
  return Done{};
}

/// Who listens has hands and ears for it.
Result<Done> can_listen(Transaction& tx, domain::StaffId staff) {
  const auto all = standings(tx, staff);
  const auto mine = std::ranges::find_if(
      all, [&](const OperatorStanding& one) { return one.duty.staff == staff; });
  if (mine->duty.duty == Duty::off) {
    return base::refused("hearing.off_duty", "Go on duty first: listening needs your headset.");
  }
  const bool is_free = mine->standing == Standing::ready || mine->standing == Standing::not_ready ||
                       mine->standing == Standing::kept_free || mine->standing == Standing::ringing;
  if (is_free) return Done{};
  return base::conflict("call.in_another", "You are in a call; end it first.");
}

/// Whoever listens hears no more, and takes calls again.
Result<Done> send_away(Transaction& tx, const CallRow& row, domain::StaffId listener) {
  stop_hearing_live(tx, row, tx.now());
  command(tx, row, {Control::stop_listening, listener});
  make_idle(tx, listener);
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

}  // namespace

void tell_of_recording(Transaction& tx, const TelephoneRow& set_up, const CallRow& row) {
  if (!is_recorded(set_up, row)) return;
  const Localised& words = set_up.recording.announcement;
  command(tx, row,
          {Control::tell_of_recording, {}, {}, row.language == "fr" ? words.fr : words.en});
}

void record_anew(Transaction& tx, const TelephoneRow& set_up, CallRow& row, Instant at) {
  if (const auto before = tx.recordings().running(row.call.id)) {
    // Whoever says a card's number says it on to the next one who asks for it. Nobody who takes the
    // call over is asked first: too little is recorded until they let it go on, never too much.
    row.pause_wanted |= before->state == RecordingState::paused;
    end(tx, *before, RecordingState::ended, at);
  }
  if (!is_recorded(set_up, row)) return;
  // In one order, so that no word is kept between two.
  command(tx, row, {row.pause_wanted ? Control::record_paused : Control::record});
}

Result<Done> recording_told(Transaction& tx, const TelephoneRow& set_up, const CallRow& row,
                            const CallEvent& event) {
  if (event.kind == CallEventKind::recording) return begins(tx, set_up, row, event);
  if (event.kind == CallEventKind::recording_failed) return fails(tx, set_up, row, event);
  auto running = tx.recordings().running(row.call.id);
  if (!running) return base::conflict("call.no_such_step", "Nothing of that call is recorded.");
  running->state = event.kind == CallEventKind::recording_paused ? RecordingState::paused
                                                                 : RecordingState::running;
  tx.recording_writer().save(*running);
  return Done{};
}

void pause_for_emergency(Transaction& tx, const TelephoneRow& set_up, CallRow& row) {
  if (set_up.recording.with_emergency) return;
  const auto running = tx.recordings().running(row.call.id);
  if (running && running->state == RecordingState::running) {
    row.pause_wanted = true;
    command(tx, row, {Control::pause_recording});
  }
}

void stop_hearing(Transaction& tx, const CallRow& row, Instant at) {
  if (const auto running = tx.recordings().running(row.call.id)) {
    end(tx, *running, RecordingState::ended, at);
  }
  stop_hearing_live(tx, row, at);
}

void stop_hearing_live(Transaction& tx, const CallRow& row, Instant at) {
  if (auto listening = tx.recordings().listening(row.call.id)) {
    listening->ended_at = std::max(at, listening->at);
    tx.recording_writer().save(*listening);
  }
}

void take_ears_away(Transaction& tx, const CallRow& row, const std::string& agent) {
  const auto listening = tx.recordings().listening(row.call.id);
  if (!listening || tx.staff_member(listening->staff)->key != agent) return;
  stop_hearing_live(tx, row, tx.now());
  command(tx, row, {Control::stop_listening, listening->staff});
}

Result<Done> pause_recording(Transaction& tx, const Principal& who, domain::CallId id) {
  return press(tx, who, id, Control::pause_recording);
}

Result<Done> resume_recording(Transaction& tx, const Principal& who, domain::CallId id) {
  return press(tx, who, id, Control::resume_recording);
}

RecordingState state_of(const CallRow& row) {
  const bool runs =
      row.recording == RecordingState::running || row.recording == RecordingState::paused;
  // Whatever its telephone told, or did not live to tell: it ended with its call.
  return runs && !row.call.is_up() ? RecordingState::ended : *row.recording;
}

std::optional<Instant> end_of(const RecordingRow& recording) {
  return recording.ended_at ? recording.ended_at : recording.call_ended_at;
}

bool may_hear(Reader& reader, const Principal& who,
              const std::vector<domain::StaffId>& complaints) {
  return std::ranges::all_of(complaints,
                             [&](domain::StaffId about) { return sees_case(reader, who, about); });
}

bool may_hear(Reader& reader, const Principal& who, domain::CallId call) {
  return may_hear(reader, who, reader.recordings().complaints_in(call));
}

bool sees_hearing(Reader& reader, const Principal& who, const HearingRow& heard) {
  return heard.staff == who.staff || may_hear(reader, who, heard.complaints);
}

Result<HearingRow> hear_recording(Transaction& tx, const Principal& who, RecordingId id,
                                  HearingReason reason) {
  if (auto allowed = require(who, Action::hear_calls); !allowed.ok()) return allowed.error();
  const auto row = tx.recordings().recording(id);
  if (!row || row->name.empty() || !may_hear(tx, who, row->call)) {
    return base::not_found("recording.unknown", "There is no such recording.");
  }
  if (row->dropped_at) {
    return base::conflict("recording.gone", "The recording is not kept any more.");
  }
  if (!end_of(*row)) {
    return base::conflict("recording.running", "The conversation is not over yet.");
  }
  const HearingRow heard{HearingId{tx.next_id()}, who.staff, row->call, id, reason, tx.now(), {}};
  tx.recording_writer().save(heard);
  return heard;
}

Result<RecordingRow> recording_heard(Reader& reader, const Principal& who, RecordingId id,
                                     HearingId hearing) {
  if (auto allowed = require(who, Action::hear_calls); !allowed.ok()) return allowed.error();
  const auto heard = reader.recordings().hearing(hearing);
  const bool is_theirs = heard && heard->staff == who.staff && heard->recording == id;
  if (!is_theirs || reader.now() - heard->at > kHeardWithin) {
    return base::forbidden("hearing.none", "Say first why you want to hear it.");
  }
  auto row = reader.recordings().recording(id);
  if (!row || row->dropped_at || !may_hear(reader, who, row->call)) {
    return base::not_found("recording.gone", "The recording is not kept any more.");
  }
  return std::move(*row);
}

Result<Done> listen_to_call(Transaction& tx, const Principal& who, domain::CallId id,
                            HearingReason reason) {
  if (auto allowed = require(who, Action::hear_calls); !allowed.ok()) return allowed;
  const auto set_up = tx.telephone().set_up();
  if (!set_up || !set_up->listening) {
    return base::refused("hearing.not_here", "This city listens to no calls.");
  }
  const auto row = tx.telephone().call(id);
  if (!row || !may_hear(tx, who, row->complaints)) {
    return base::not_found("call.unknown", "There is no such call.");
  }
  const bool talks = row->call.state == CallState::talking || row->call.state == CallState::held ||
                     row->call.state == CallState::consulting ||
                     row->call.state == CallState::joined;
  if (!talks) {
    return base::conflict("call.no_such_step", "There is no conversation in that call.");
  }
  if (row->call.agent == who.staff) {
    return base::conflict("call.in_another", "You are in that call yourself.");
  }
  if (row->listener) return base::conflict("hearing.taken", "Somebody listens to it already.");
  if (auto can = can_listen(tx, who.staff); !can.ok()) return can;
  let_ring_elsewhere(tx, who.staff);
  tx.recording_writer().save(
      HearingRow{HearingId{tx.next_id()}, who.staff, id, {}, reason, tx.now(), {}, {}});
  command(tx, *row, {Control::listen, who.staff});
  const auto moved = run_queue(tx);
  if (!moved.ok()) return moved.error();
  return Done{};
}

Result<Done> stop_listening(Transaction& tx, const Principal& who, domain::CallId id) {
  const auto row = tx.telephone().call(id);
  if (!row) return base::not_found("call.unknown", "There is no such call.");
  if (row->listener != who.staff) {
    return base::conflict("hearing.none", "You do not listen to that call.");
  }
  return send_away(tx, *row, who.staff);
}

Result<Done> keep_from_ears_of(Transaction& tx, domain::StaffId about, domain::InteractionId talk) {
  const auto row = tx.telephone().call_of(talk);
  const auto listener = row ? row->listener : std::nullopt;
  if (!listener || !domain::is_barred(*tx.directory(), about, *listener)) return Done{};
  return send_away(tx, *row, *listener);
}

}  // namespace kept::desk
