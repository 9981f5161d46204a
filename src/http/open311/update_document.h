#pragma once

// Private to http/open311.

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "desk/ports/store.h"
#include "http/open311/document.h"

namespace kept::http {

/// Shows what became known of requests, in the words of servicerequestupdates; one look at the
/// catalogue serves them all.
class UpdateDocument {
 public:
  /// `key`: of who asks, to whom all is told of the requests that came with it.
  UpdateDocument(desk::Reader& reader, std::string language, std::optional<std::int64_t> key);

  [[nodiscard]] Node show(const desk::RequestUpdate& update) const;

  /// "open", "investigating", "fixed" …; of a private request others only learn "open" or "closed".
  [[nodiscard]] std::string status(const desk::RequestUpdate& update) const;
  /// What happened, in words of ours; empty where that is more than whoever asks may know.
  [[nodiscard]] std::string plain(const desk::RequestUpdate& update) const;
  /// What was told or written, where whoever asks may read it.
  [[nodiscard]] std::string text(const desk::RequestUpdate& update) const;

 private:
  [[nodiscard]] bool is_own(const desk::RequestUpdate& update) const;
  [[nodiscard]] bool tells_detail(const desk::RequestUpdate& update) const;
  [[nodiscard]] std::string asked(const desk::RequestUpdate& update) const;

  const base::TimeZone& zone_;
  std::string language_;
  std::optional<std::int64_t> key_;
  std::set<domain::ServiceId> public_services_;
  std::shared_ptr<const desk::Catalogue> catalogue_;
  std::map<domain::DepartmentId, const desk::Localised*> departments_;
};

/// Unique for ever: the request's number and that of the event in it.
[[nodiscard]] std::string update_id(std::int64_t number, int seq);

}  // namespace kept::http
