#pragma once

#include <functional>
#include <utility>

#include "desk/ports/recordings.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// Recordings of calls and who heard them, over one connection.
class SessionRecordings final : public desk::RecordingWriter {
 public:
  /// `changed`: called when something was written that screens show.
  SessionRecordings(Database& database, std::function<void()> changed)
      : database_(database), changed_(std::move(changed)) {}

  std::optional<desk::RecordingRow> recording(desk::RecordingId id) override;
  std::vector<desk::RecordingRow> recordings(domain::CallId call) override;
  std::vector<domain::StaffId> complaints_in(domain::CallId call) override;
  std::optional<desk::RecordingRow> running(domain::CallId call) override;
  std::vector<desk::RecordingRow> files_to_remove(int limit) override;
  std::optional<desk::HearingRow> hearing(desk::HearingId id) override;
  std::vector<desk::HearingRow> hearings(std::optional<desk::HearingId> before, int limit) override;
  std::optional<desk::HearingRow> listening(domain::CallId call) override;
  void save(const desk::RecordingRow& recording) override;
  void save(const desk::HearingRow& hearing) override;
  int drop_old(base::Instant now, int limit) override;

 private:
  Database& database_;
  std::function<void()> changed_;
};

}  // namespace kept::store
