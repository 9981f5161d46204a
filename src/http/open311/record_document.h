#pragma once

// Private to http/open311.

#include "base/time_zone.h"
#include "desk/open_data.h"
#include "http/open311/document.h"

namespace kept::http {

/// Shows records of the system that the city had before as requests, as far as everybody may read
/// them (desk/open_data.h).
class RecordDocument {
 public:
  RecordDocument(desk::Reader& reader, bool extended)
      : rules_(reader), zone_(reader.zone()), extended_(extended) {}

  void show(EntryWriter& out, const desk::OpenDataRow& row) const;

 private:
  void moment(EntryWriter& out, const char* name,
              const std::optional<base::Instant>& instant) const;
  static void extend(EntryWriter& out, const desk::OpenRecord& record);

  desk::OpenDataRules rules_;
  base::TimeZone zone_;
  bool extended_;
};

}  // namespace kept::http
