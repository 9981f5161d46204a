#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "domain/ids.h"
#include "domain/telephone/call_steps.h"

/// Recordings of calls and who heard what, as the desk sees them.
namespace kept::desk {

using RecordingId = base::Id<struct RecordingTag>;
using HearingId = base::Id<struct HearingTag>;

enum class RecordingState {
  running,
  paused,  ///< silence is kept
  ended,
  failed,    ///< the telephone could not keep it, or no more of it
  not_told,  ///< the caller had not heard that they may be recorded, and was not
};

/// What was kept of one conversation.
struct RecordingRow {
  RecordingId id;
  domain::CallId call;
  domain::InteractionId interaction;
  std::string name;  ///< of its file; empty: there is none
  RecordingState state = RecordingState::running;
  base::Instant started_at{};
  std::optional<base::Instant> ended_at;  ///< else it ends with its call
  base::Instant keep_until{};
  std::optional<base::Instant> dropped_at;          ///< nobody can hear it any more
  bool has_file = false;                            ///< the file is not taken away yet
  std::optional<base::Instant> call_ended_at = {};  ///< read, not kept
};

/// Why somebody hears what others said. A word, not a text: it outlives the recording.
enum class HearingReason { complaint, quality, training, dispute, legal };

/// Somebody heard a recording, or a call while it was up.
struct HearingRow {
  HearingId id;
  domain::StaffId staff;
  domain::CallId call;
  std::optional<RecordingId> recording;  ///< nothing: the call itself
  HearingReason reason = HearingReason::quality;
  base::Instant at{};
  std::optional<base::Instant> ended_at;  ///< of listening to a call; else it ends with its call
  /// Whom complaints are about that were spoken of in the call; told by reading, not kept.
  std::vector<domain::StaffId> complaints = {};
};

class RecordingReader {
 public:
  virtual ~RecordingReader() = default;

  [[nodiscard]] virtual std::optional<RecordingRow> recording(RecordingId id) = 0;
  /// Of a call, the first first; those that were dropped too.
  [[nodiscard]] virtual std::vector<RecordingRow> recordings(domain::CallId call) = 0;
  /// Whom complaints are about that were spoken of in the call, by whomever and recorded or not.
  [[nodiscard]] virtual std::vector<domain::StaffId> complaints_in(domain::CallId call) = 0;
  /// The last one of the call that is neither over nor dropped.
  [[nodiscard]] virtual std::optional<RecordingRow> running(domain::CallId call) = 0;
  /// Dropped, with files that are still to be taken away.
  [[nodiscard]] virtual std::vector<RecordingRow> files_to_remove(int limit) = 0;
  [[nodiscard]] virtual std::optional<HearingRow> hearing(HearingId id) = 0;
  /// Newest first, older than `before` if there is one.
  [[nodiscard]] virtual std::vector<HearingRow> hearings(std::optional<HearingId> before,
                                                         int limit) = 0;
  /// Who listens to this call now.
  [[nodiscard]] virtual std::optional<HearingRow> listening(domain::CallId call) = 0;
};

class RecordingWriter : public RecordingReader {
 public:
  virtual void save(const RecordingRow& recording) = 0;
  virtual void save(const HearingRow& hearing) = 0;
  /// Of those that are kept no longer than until `now`; returns how many.
  virtual int drop_old(base::Instant now, int limit) = 0;
};

/// The files, which the telephone wrote. Any thread may call.
class RecordingFiles {
 public:
  virtual ~RecordingFiles() = default;

  /// Sound as the telephone kept it: µ-law, 8,000 samples a second.
  struct Part {
    std::int64_t size = 0;  ///< of all of it, in samples
    std::string sound;
  };
  /// At most `most` samples from `from`. kNotFound ("recording.no_file"), kUnavailable
  /// ("recording.damaged").
  [[nodiscard]] virtual base::Result<Part> read(const std::string& name, std::int64_t from,
                                                std::int64_t most) = 0;
  /// False: it is still there.
  [[nodiscard]] virtual bool remove(const std::string& name) = 0;
};

}  // namespace kept::desk
