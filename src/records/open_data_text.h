#pragma once

// Private to records/: requests as text, one after the other.

#include <string>

#include "base/time_zone.h"
#include "desk/ports/open_data.h"

namespace kept::records {

/// Writes a file of requests in pieces: head(), entry() of each, foot(). The same requests give the
/// same bytes. Names are those of Open311's bulk extension, with our own after them.
class OpenDataText {
 public:
  OpenDataText(desk::OpenDataFormat format, base::TimeZone zone)
      : format_(format), zone_(std::move(zone)) {}

  [[nodiscard]] std::string head() const;
  [[nodiscard]] std::string entry(const desk::OpenRecord& record);
  [[nodiscard]] std::string foot() const;

 private:
  [[nodiscard]] std::string moment(const std::optional<base::Instant>& instant) const;
  [[nodiscard]] std::string csv(const desk::OpenRecord& record) const;
  [[nodiscard]] std::string json(const desk::OpenRecord& record) const;
  [[nodiscard]] std::string feature(const desk::OpenRecord& record) const;
  [[nodiscard]] std::string xml(const desk::OpenRecord& record) const;

  desk::OpenDataFormat format_;
  base::TimeZone zone_;
  bool is_first_ = true;
};

}  // namespace kept::records
