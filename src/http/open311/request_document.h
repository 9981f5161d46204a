#pragma once

// Private to http/open311.

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "desk/ports/store.h"
#include "http/open311/document.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/update_document.h"

namespace kept::http {

using PhotosOfCases = std::map<domain::CaseId, std::vector<desk::PhotoRow>>;

/// What `extensions=true` adds, read for a whole list at once.
struct RequestExtras {
  std::map<domain::CaseId, std::vector<desk::RequestAnswer>> answers;
  std::map<domain::CaseId, std::vector<desk::RequestUpdate>> updates;
  std::map<domain::CaseId, std::vector<domain::CaseArea>> areas;

  [[nodiscard]] static RequestExtras of(desk::Reader& reader,
                                        const std::vector<desk::RequestLine>& lines);
};

/// Shows requests; one look at the catalogue serves them all.
class RequestDocument {
 public:
  /// `rights`: of who asks. `photos`: of those that are to be shown.
  RequestDocument(const Exchange& exchange, desk::Reader& reader, ReadingRights rights,
                  PhotosOfCases photos);

  /// Without a right to it one sees of a private service's request, and of one that was sent as not
  /// public, number, state, service and times only; of another also the place, the outcome in our
  /// words, and what was described where a check found nothing in it that is personal. With
  /// `extras` what the extension adds.
  void show(EntryWriter& out, const desk::RequestLine& line, const RequestExtras* extras) const;

 private:
  [[nodiscard]] const std::string& in_language(const desk::Localised& text) const;
  [[nodiscard]] Node attributes(const desk::RequestLine& line, const RequestExtras& extras,
                                bool in_full) const;
  [[nodiscard]] Node extended_attributes(const desk::RequestLine& line, const RequestExtras& extras,
                                         bool in_full) const;
  [[nodiscard]] static Node areas(const desk::RequestLine& line, const RequestExtras& extras);
  [[nodiscard]] const std::string& agency(const desk::RequestLine& line) const;
  void place(EntryWriter& out, const desk::RequestLine& line, bool in_full, bool detail,
             bool to_block) const;
  [[nodiscard]] bool shows_detail(const desk::RequestLine& line, bool in_full) const;
  /// Of the pictures that whoever asks may see, in the order in which they came.
  [[nodiscard]] std::vector<Node> photos(const desk::RequestLine& line, bool in_full) const;
  [[nodiscard]] std::string media_url(const desk::RequestLine& line, bool in_full) const;
  [[nodiscard]] bool shows(const desk::PhotoRow& photo, const desk::RequestLine& line,
                           bool in_full) const;
  [[nodiscard]] Node notes(const desk::RequestLine& line, const RequestExtras& extras) const;

  const Exchange& exchange_;
  PhotosOfCases photos_;
  const base::TimeZone& zone_;
  std::string language_;
  ReadingRights rights_;
  UpdateDocument updates_;
  std::shared_ptr<const desk::Catalogue> catalogue_;
  std::map<domain::ServiceId, const desk::ServiceRow*> services_;
  std::map<domain::DepartmentId, const desk::Localised*> departments_;
};

}  // namespace kept::http
