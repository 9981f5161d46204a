#pragma once

#include "desk/ports/recordings.h"
#include "desk/ports/store.h"
#include "desk/ports/telephone.h"
#include "desk/principal.h"
#include "desk/telephone/record_call_event.h"

namespace kept::desk {

/// Tells a caller of a recorded queue, in their language, that they may be recorded.
void tell_of_recording(Transaction& tx, const TelephoneRow& set_up, const CallRow& row);

/// A conversation has begun: what ran of the one before is over, and this one's is ordered where
/// the queue has that; paused, where that was. What the city calls is never recorded, for nobody
/// there has been told.
void record_anew(Transaction& tx, const TelephoneRow& set_up, CallRow& row, base::Instant at);

/// The telephone says that it records, has paused, goes on, cannot.
[[nodiscard]] base::Result<base::Done> recording_told(Transaction& tx, const TelephoneRow& set_up,
                                                      const CallRow& row, const CallEvent& event);

/// An emergency number comes on the line: the recording is paused, unless the city wants it. The
/// operator lets it go on.
void pause_for_emergency(Transaction& tx, const TelephoneRow& set_up, CallRow& row);

/// The call goes on without anybody here: nothing is recorded, and nobody listens.
void stop_hearing(Transaction& tx, const CallRow& row, base::Instant at);
/// Nobody listens any more.
void stop_hearing_live(Transaction& tx, const CallRow& row, base::Instant at);

/// The telephone did not do it for `agent`, or did not say so: in case it did, it undoes it.
void take_ears_away(Transaction& tx, const CallRow& row, const std::string& agent);

/// What the operator presses: a card's number is nobody's business. "recording.none" where none
/// runs.
[[nodiscard]] base::Result<base::Done> pause_recording(Transaction& tx, const Principal& who,
                                                       domain::CallId id);
[[nodiscard]] base::Result<base::Done> resume_recording(Transaction& tx, const Principal& who,
                                                        domain::CallId id);

/// A call in which somebody complained, and what was recorded of it, is kept from the ears of whom
/// that is about, and of those who report to them.
[[nodiscard]] bool may_hear(Reader& reader, const Principal& who, domain::CallId call);
/// The same of a call that has been read, with whom its `complaints` are about.
[[nodiscard]] bool may_hear(Reader& reader, const Principal& who,
                            const std::vector<domain::StaffId>& complaints);

/// Who wants to hear a recording says why first. With what is returned they may fetch its sound for
/// an hour. "recording.gone", "recording.running".
[[nodiscard]] base::Result<HearingRow> hear_recording(Transaction& tx, const Principal& who,
                                                      RecordingId id, HearingReason reason);
/// Whether `who` may know of a hearing: it tells of a call in which there is something to hear.
/// What they heard themselves they know.
[[nodiscard]] bool sees_hearing(Reader& reader, const Principal& who, const HearingRow& heard);
/// The recording that this hearing is for, if it is theirs and not over.
[[nodiscard]] base::Result<RecordingRow> recording_heard(Reader& reader, const Principal& who,
                                                         RecordingId id, HearingId hearing);

/// Hears a call that is up, and is heard by nobody; its operator sees that. Whoever listens is on
/// duty, in no call and no conversation, and is not rung meanwhile.
[[nodiscard]] base::Result<base::Done> listen_to_call(Transaction& tx, const Principal& who,
                                                      domain::CallId id, HearingReason reason);
[[nodiscard]] base::Result<base::Done> stop_listening(Transaction& tx, const Principal& who,
                                                      domain::CallId id);

/// Somebody complains in a conversation: whom that is about, and those who report to them, listen
/// to its call no longer.
[[nodiscard]] base::Result<base::Done> keep_from_ears_of(Transaction& tx, domain::StaffId about,
                                                         domain::InteractionId talk);

/// How the last recording of a call stands; it has one.
[[nodiscard]] RecordingState state_of(const CallRow& row);
/// When a recording was over; nothing while it runs.
[[nodiscard]] std::optional<base::Instant> end_of(const RecordingRow& recording);

}  // namespace kept::desk
