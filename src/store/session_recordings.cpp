#include "store/session_recordings.h"

#include <limits>

#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_RECORDINGS                                                                   \
  "SELECT r.id, r.call_id, r.interaction_id, r.name, r.state, r.started_at, r.ended_at, " \
  "r.keep_until, r.dropped_at, r.has_file, (SELECT c.ended_at FROM calls c "              \
  "WHERE c.jurisdiction_id = r.jurisdiction_id AND c.id = r.call_id) FROM recordings r "
#define KEPT_HEARINGS                                                                      \
  "SELECT id, staff_id, call_id, recording_id, reason, at, ended_at, " KEPT_COMPLAINTS_IN( \
      "hearings.call_id") " FROM hearings "

const Query kRecording{"recordings.by_id",
                       KEPT_RECORDINGS "WHERE r.jurisdiction_id = ?1 AND r.id = ?2"};
const Query kRecordingsOfCall{"recordings.by_call", KEPT_RECORDINGS
                              "INDEXED BY recordings_by_call WHERE r.jurisdiction_id = ?1 "
                              "AND r.call_id = ?2 ORDER BY r.id"};
const Query kComplaintsIn{"recordings.complaints_in", "SELECT " KEPT_COMPLAINTS_IN("?2")};
const Query kRunningRecording{
    "recordings.running", KEPT_RECORDINGS
    "INDEXED BY recordings_by_call WHERE r.jurisdiction_id = ?1 AND r.call_id = ?2 "
    "AND r.ended_at IS NULL AND r.dropped_at IS NULL ORDER BY r.id DESC LIMIT 1"};
const Query kFilesToRemove{
    "recordings.to_remove", KEPT_RECORDINGS
    "INDEXED BY recordings_to_remove WHERE r.jurisdiction_id = ?1 "
    "AND r.dropped_at IS NOT NULL AND r.has_file = 1 ORDER BY r.id LIMIT ?2"};
const Query kSaveRecording{
    "recordings.save",
    "INSERT INTO recordings (jurisdiction_id, id, call_id, interaction_id, name, state, "
    "started_at, ended_at, keep_until, dropped_at, has_file) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE SET "
    "state = excluded.state, ended_at = excluded.ended_at, dropped_at = excluded.dropped_at, "
    "has_file = excluded.has_file"};
const Query kDropOldRecordings{
    "recordings.drop_old",
    "UPDATE recordings SET dropped_at = ?2 WHERE jurisdiction_id = ?1 AND id IN "
    "(SELECT id FROM recordings INDEXED BY recordings_kept WHERE jurisdiction_id = ?1 "
    "AND dropped_at IS NULL AND keep_until <= ?2 ORDER BY keep_until LIMIT ?3)"};
const Query kHearing{"hearings.by_id", KEPT_HEARINGS "WHERE jurisdiction_id = ?1 AND id = ?2"};
const Query kHearings{"hearings.newest", KEPT_HEARINGS
                      "WHERE jurisdiction_id = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"};
const Query kListening{"hearings.live", KEPT_HEARINGS
                       "INDEXED BY hearings_live WHERE jurisdiction_id = ?1 AND call_id = ?2 "
                       "AND recording_id IS NULL AND ended_at IS NULL LIMIT 1"};
const Query kSaveHearing{
    "hearings.save",
    "INSERT INTO hearings (jurisdiction_id, id, staff_id, call_id, recording_id, reason, at, "
    "ended_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET "
    "ended_at = excluded.ended_at"};

#undef KEPT_RECORDINGS
#undef KEPT_HEARINGS

desk::RecordingRow recording_row(const Statement& row) {
  desk::RecordingRow kept;
  kept.id = row.get<desk::RecordingId>(0);
  kept.call = row.get<domain::CallId>(1);
  kept.interaction = row.get<domain::InteractionId>(2);
  kept.name = row.get<std::string>(3);
  kept.state = codec::enum_value<desk::RecordingState>(row.get<std::string>(4));
  kept.started_at = row.get<base::Instant>(5);
  kept.ended_at = row.get<std::optional<base::Instant>>(6);
  kept.keep_until = row.get<base::Instant>(7);
  kept.dropped_at = row.get<std::optional<base::Instant>>(8);
  kept.has_file = row.get<bool>(9);
  kept.call_ended_at = row.get<std::optional<base::Instant>>(10);
  return kept;
}

desk::HearingRow hearing_row(const Statement& row) {
  desk::HearingRow kept;
  kept.id = row.get<desk::HearingId>(0);
  kept.staff = row.get<domain::StaffId>(1);
  kept.call = row.get<domain::CallId>(2);
  kept.recording = row.get<std::optional<desk::RecordingId>>(3);
  kept.reason = codec::enum_value<desk::HearingReason>(row.get<std::string>(4));
  kept.at = row.get<base::Instant>(5);
  kept.ended_at = row.get<std::optional<base::Instant>>(6);
  kept.complaints = codec::from_text<std::vector<domain::StaffId>>(row.get<std::string>(7));
  return kept;
}

template <typename Row>
std::vector<Row> all_rows(Statement rows, Row (*read)(const Statement&)) {
  std::vector<Row> all;
  while (rows.step()) all.push_back(read(rows));
  return all;
}

template <typename Row>
std::optional<Row> one_row(Statement row, Row (*read)(const Statement&)) {
  if (!row.step()) return std::nullopt;
  return read(row);
}

}  // namespace

std::optional<desk::RecordingRow> SessionRecordings::recording(desk::RecordingId id) {
  Statement row = database_.prepare(kRecording);
  row.bind_all(kJurisdiction, id);
  return one_row(std::move(row), recording_row);
}

std::vector<domain::StaffId> SessionRecordings::complaints_in(domain::CallId call) {
  return codec::from_text<std::vector<domain::StaffId>>(
      database_.value<std::string>(kComplaintsIn, kJurisdiction, call).value());
}

std::vector<desk::RecordingRow> SessionRecordings::recordings(domain::CallId call) {
  Statement rows = database_.prepare(kRecordingsOfCall);
  rows.bind_all(kJurisdiction, call);
  return all_rows(std::move(rows), recording_row);
}

std::optional<desk::RecordingRow> SessionRecordings::running(domain::CallId call) {
  Statement row = database_.prepare(kRunningRecording);
  row.bind_all(kJurisdiction, call);
  return one_row(std::move(row), recording_row);
}

std::vector<desk::RecordingRow> SessionRecordings::files_to_remove(int limit) {
  Statement rows = database_.prepare(kFilesToRemove);
  rows.bind_all(kJurisdiction, limit);
  return all_rows(std::move(rows), recording_row);
}

std::optional<desk::HearingRow> SessionRecordings::hearing(desk::HearingId id) {
  Statement row = database_.prepare(kHearing);
  row.bind_all(kJurisdiction, id);
  return one_row(std::move(row), hearing_row);
}

std::vector<desk::HearingRow> SessionRecordings::hearings(std::optional<desk::HearingId> before,
                                                          int limit) {
  Statement rows = database_.prepare(kHearings);
  rows.bind_all(kJurisdiction, before ? before->value : std::numeric_limits<std::int64_t>::max(),
                limit);
  return all_rows(std::move(rows), hearing_row);
}

std::optional<desk::HearingRow> SessionRecordings::listening(domain::CallId call) {
  Statement row = database_.prepare(kListening);
  row.bind_all(kJurisdiction, call);
  return one_row(std::move(row), hearing_row);
}

void SessionRecordings::save(const desk::RecordingRow& row) {
  database_.run(kSaveRecording, kJurisdiction, row.id, row.call, row.interaction, row.name,
                codec::enum_name(row.state), row.started_at, row.ended_at, row.keep_until,
                row.dropped_at, row.has_file);
  changed_();
}

void SessionRecordings::save(const desk::HearingRow& row) {
  database_.run(kSaveHearing, kJurisdiction, row.id, row.staff, row.call, row.recording,
                codec::enum_name(row.reason), row.at, row.ended_at);
  changed_();
}

int SessionRecordings::drop_old(base::Instant now, int limit) {
  return static_cast<int>(database_.run(kDropOldRecordings, kJurisdiction, now, limit));
}

}  // namespace kept::store
