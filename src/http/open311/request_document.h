#pragma once

// Private to http/open311.

#include <map>
#include <optional>
#include <vector>

#include "desk/ports/store.h"
#include "http/open311/document.h"

namespace kept::http {

/// Shows requests; one look at the catalogue serves them all.
class RequestDocument {
 public:
  RequestDocument(desk::Reader& reader, std::string language);

  /// `in_full`: whoever asks is the application that it came from, or holds its token. Others see
  /// of a private service's request number, state, service and times only, and nobody else sees
  /// what was described.
  [[nodiscard]] Node show(const desk::RequestLine& line, bool in_full) const;

 private:
  const base::TimeZone& zone_;
  std::string language_;
  std::map<domain::ServiceId, desk::ServiceRow> services_;
  std::map<domain::DepartmentId, desk::Localised> departments_;
};

}  // namespace kept::http
