#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "desk/telephone/recording.h"
#include "desk/word_names.h"
#include "http/api/problem.h"
#include "http/api/resources.h"
#include "http/server/file_answer.h"

namespace kept::http {
namespace {

using base::Result;
using desk::HearingId;
using desk::RecordingId;

constexpr std::int64_t kRate = 8'000;  ///< samples, each a byte, a second
/// Of what is asked for in parts so much is sent at once; a player asks for the rest.
constexpr std::int64_t kLongestPart = 1 << 20;

void put(std::string& into, std::string_view text) { into += text; }
/// Numbers in a WAV file begin with their lowest byte.
void put(std::string& into, std::uint32_t value, int bytes) {
  for (int at = 0; at < bytes; ++at) into.push_back(static_cast<char>(value >> (8 * at)));
}

/// What stands before µ-law samples in a WAV file (format 7, one channel).
std::string wav_header(std::int64_t samples) {
  constexpr std::uint32_t kMuLaw = 7;
  constexpr std::uint32_t kFormatSize = 18;
  constexpr std::uint32_t kAfterSize = 50;  // of the header, after the file's size
  const auto size = static_cast<std::uint32_t>(samples);
  const auto rate = static_cast<std::uint32_t>(kRate);
  std::string header;
  put(header, "RIFF");
  put(header, kAfterSize + size, 4);
  put(header, "WAVEfmt ");
  put(header, kFormatSize, 4);
  put(header, kMuLaw, 2);
  put(header, 1, 2);     // channels
  put(header, rate, 4);  // samples a second
  put(header, rate, 4);  // bytes a second
  put(header, 1, 2);     // bytes of a sample
  put(header, 8, 2);     // bits of it
  put(header, 0, 2);     // nothing more of the format
  put(header, "fact");
  put(header, 4, 4);
  put(header, size, 4);
  put(header, "data");
  put(header, size, 4);
  return header;
}

json::object shown(View& view, const desk::RecordingRow& row) {
  const auto ended = desk::end_of(row);
  const bool runs =
      row.state == desk::RecordingState::running || row.state == desk::RecordingState::paused;
  const auto state = runs && ended ? desk::RecordingState::ended : row.state;
  const auto talk = view.reader().interaction(row.interaction);
  return {{"id", row.id.value},
          {"call", row.call.value},
          {"interaction", row.interaction.value},
          {"staff", view.staff_ref(talk ? std::optional(talk->staff) : std::nullopt)},
          {"state", desk::name_of(state)},
          {"started_at", instant(row.started_at)},
          {"ended_at", instant(ended)},
          {"keep_until", instant(row.keep_until)},
          {"dropped_at", instant(row.dropped_at)},
          {"can_be_heard", !row.name.empty() && ended && !row.dropped_at}};
}

Result<json::object> recordings(Look& look) {
  const auto call = look.path_id<domain::CallId>("call");
  if (!call.ok()) return call.error();
  if (!look.reader.telephone().call(call.value())) {
    return base::not_found("call.unknown", "There is no such call.");
  }
  json::array lines;
  if (desk::may_hear(look.reader, look.who, call.value())) {
    for (const desk::RecordingRow& row : look.reader.recordings().recordings(call.value())) {
      lines.push_back(shown(look.view, row));
    }
  }
  return json::object{{"recordings", std::move(lines)}};
}

Result<json::object> hear(Change& change) {
  const auto id = change.path_id<RecordingId>("recording");
  if (!id.ok()) return id.error();
  Form form = change.form();
  const auto reason = form.word<desk::HearingReason>("reason");
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  const auto heard = desk::hear_recording(change.tx, change.who, id.value(), reason);
  if (!heard.ok()) return heard.error();
  const std::string path = "/api/v1/recordings/" + std::to_string(id->value) +
                           "/audio?hearing=" + std::to_string(heard->id.value);
  return json::object{{"hearing", heard->id.value}, {"audio", path}};
}

Result<json::object> hearings(Look& look) {
  const auto before = look.number("before");
  if (!before.ok()) return before.error();
  const auto limit = look.number("limit", 1, 200);
  if (!limit.ok()) return limit.error();
  const auto most = static_cast<int>(limit.value().value_or(50));
  std::optional<HearingId> older;
  if (before.value()) older = HearingId{*before.value()};
  json::array lines;
  json::value next = nullptr;
  int looked_at = 0;
  for (const desk::HearingRow& row : look.reader.recordings().hearings(older, most)) {
    next = row.id.value;
    ++looked_at;
    if (!desk::sees_hearing(look.reader, look.who, row)) continue;
    lines.push_back(json::object{{"id", row.id.value},
                                 {"staff", look.view.staff_ref(row.staff)},
                                 {"call", row.call.value},
                                 {"recording", or_null(row.recording)},
                                 {"reason", desk::name_of(row.reason)},
                                 {"at", instant(row.at)},
                                 {"ended_at", instant(row.ended_at)}});
  }
  if (looked_at < most) next = nullptr;
  return json::object{{"hearings", std::move(lines)}, {"next", std::move(next)}};
}

/// The whole file, or the part of it that is asked for.
Result<Response> sound_of(const Request& request, desk::RecordingFiles& files,
                          const std::string& name) {
  const auto whole = files.read(name, 0, 0);
  if (!whole.ok()) return whole.error();
  const std::string header = wav_header(whole->size);
  const auto before = static_cast<std::int64_t>(header.size());
  const std::int64_t size = before + whole->size;
  Response response;
  response.content_type = "audio/wav";
  response.headers = {{"Accept-Ranges", "bytes"},
                      {"Cache-Control", "no-store"},
                      {"Content-Disposition", "inline; filename=\"call.wav\""}};
  const auto range = wanted_range(request, name, size);
  const std::string of = "/" + std::to_string(size);
  if (range && range->first >= size) {
    response.status = 416;
    response.headers.emplace_back("Content-Range", "bytes *" + of);
    return response;
  }
  ByteRange part{0, size - 1};
  if (range) {
    part = {range->first, std::min(range->last, range->first + kLongestPart - 1)};
    response.status = 206;
    response.headers.emplace_back("Content-Range", "bytes " + std::to_string(part.first) + "-" +
                                                       std::to_string(part.last) + of);
  }
  if (part.first < before) {
    const auto from = static_cast<std::size_t>(part.first);
    response.body = header.substr(from, static_cast<std::size_t>(part.last + 1 - part.first));
  }
  const std::int64_t from = std::max<std::int64_t>(0, part.first - before);
  const auto sound =
      files.read(name, from, std::max<std::int64_t>(0, part.last + 1 - before - from));
  if (!sound.ok()) return sound.error();
  response.body += sound->sound;
  return response;
}

Response audio(Look& look, desk::RecordingFiles* files) {
  const auto id = look.path_id<RecordingId>("recording");
  if (!id.ok()) return problem(id.error());
  const auto hearing = look.number("hearing");
  if (!hearing.ok()) return problem(hearing.error());
  if (!hearing.value()) {
    return problem(
        base::invalid("/hearing", "field.missing", "Say first why you want to hear it."));
  }
  const auto heard =
      desk::recording_heard(look.reader, look.who, id.value(), HearingId{*hearing.value()});
  if (!heard.ok()) return problem(heard.error());
  if (files == nullptr) {
    return problem(base::not_found("recording.no_file", "The recording's file is missing."));
  }
  auto response = sound_of(look.request, *files, heard->name);
  if (!response.ok()) return problem(response.error());
  return std::move(response).value();
}

}  // namespace

void add_recordings(Router& router, Door& door) {
  desk::RecordingFiles* const files = door.options().telephone.recordings;
  router.on("GET", "/api/v1/calls/{call}/recordings",
            door.read(desk::Action::hear_calls, recordings));
  router.on("POST", "/api/v1/recordings/{recording}/hearings",
            door.change("hear_recording", 201, hear));
  router.on(
      "GET", "/api/v1/recordings/{recording}/audio",
      door.answer(desk::Action::hear_calls, [files](Look& look) { return audio(look, files); }));
  router.on("GET", "/api/v1/hearings", door.read(desk::Action::read_hearings, hearings));
}

}  // namespace kept::http
