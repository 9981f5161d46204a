#pragma once

#include <filesystem>

#include "base/result.h"
#include "desk/ports/store.h"

namespace kept::records {

/// Writes the city's set-up into the files that import_city reads, so that a city can keep it under
/// version control; importing what was exported changes nothing. Files that are there already are
/// replaced, others stay.
///
/// Left out is what is no set-up: passwords, absences, everything about cases, and draft articles,
/// which may still say a resident's own words.
[[nodiscard]] base::Result<base::Done> export_city(desk::Reader& reader,
                                                   const std::filesystem::path& directory);

}  // namespace kept::records
