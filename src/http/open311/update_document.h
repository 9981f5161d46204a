#pragma once

// Private to http/open311.

#include <map>
#include <memory>
#include <optional>
#include <set>

#include "desk/ports/store.h"
#include "http/open311/document.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"

namespace kept::http {

/// Shows what became known of requests, in the words of servicerequestupdates; one look at the
/// catalogue serves them all.
class UpdateDocument {
 public:
  /// `rights`: of who asks. All three outlive it.
  UpdateDocument(const Exchange& exchange, desk::Reader& reader, const ReadingRights& rights);

  [[nodiscard]] Node show(const desk::RequestUpdate& update) const;

  /// "open", "investigating", "fixed" …; of a private request others only learn "open" or "closed".
  [[nodiscard]] std::string status(const desk::RequestUpdate& update) const;
  /// What happened, in words of ours; empty where that is more than whoever asks may know.
  [[nodiscard]] std::string plain(const desk::RequestUpdate& update) const;
  /// What was told or written, where whoever asks may read it.
  [[nodiscard]] std::string text(const desk::RequestUpdate& update) const;

 private:
  [[nodiscard]] bool is_own(const desk::RequestUpdate& update) const;
  [[nodiscard]] bool is_shown_to_all(const desk::RequestUpdate& update) const;
  [[nodiscard]] bool tells_detail(const desk::RequestUpdate& update) const;
  [[nodiscard]] std::string asked(const desk::RequestUpdate& update) const;
  /// The addresses of its pictures, as far as whoever asks may see them.
  [[nodiscard]] Node media(const desk::RequestUpdate& update) const;

  const Exchange& exchange_;
  const ReadingRights& rights_;
  const base::TimeZone& zone_;
  std::set<domain::ServiceId> public_services_;
  std::shared_ptr<const desk::Catalogue> catalogue_;
  std::map<domain::DepartmentId, const desk::Localised*> departments_;
};

/// Unique for ever: the request's number and that of the event in it.
[[nodiscard]] std::string update_id(std::int64_t number, int seq);

}  // namespace kept::http
