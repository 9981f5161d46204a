#pragma once

#include <functional>
#include <utility>

#include "desk/ports/recordings.h"
#include "store/sqlite/database.h"

namespace kept::store {

// Whom complaints are about that were spoken of in a call, by whomever and recorded or not: a list.
#define KEPT_COMPLAINTS_IN(call)                                            \
  "(SELECT json_group_array(DISTINCT k.complaint_about) FROM call_talks u " \
  "INDEXED BY call_talks_by_call CROSS JOIN case_conversations o "          \
  "INDEXED BY case_conversations_by_interaction ON o.jurisdiction_id = ?1 " \
  "AND o.interaction_id = u.interaction_id CROSS JOIN cases k "             \
  "ON k.jurisdiction_id = ?1 AND k.id = o.case_id "                         \
  "WHERE u.jurisdiction_id = ?1 AND u.call_id = " call                      \
  " "                                                                       \
  "AND k.complaint_about IS NOT NULL)"

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
