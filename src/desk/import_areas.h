#pragma once

#include <optional>
#include <string>
#include <vector>

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// An area as a file has it; the geometry has been checked.
struct AreaDraft {
  std::string code;
  std::string name;
  std::string geometry;  ///< GeoJSON
};

struct AreaImport {
  std::string layer;                ///< "ward": small letters, digits and _
  std::optional<base::Date> from;   ///< since when these are the areas; none: ever
  std::optional<base::Date> until;  ///< the first day on which they are not any more
  std::vector<AreaDraft> areas;
};

struct AreasImported {
  AreaLayerRow layer;
  int created = 0;
  int updated = 0;
  int unchanged = 0;
  std::optional<AreaLayerRow> ended;  ///< an earlier drawing, which ends where this one begins
};

/// Takes over the areas of a layer as they were drawn for a time. The same layer and first day
/// again brings the areas up to date by their codes; none can be left out then, for cases refer to
/// them. An earlier drawing without an end ends where this one begins, and this one where a later
/// one begins.
[[nodiscard]] base::Result<AreasImported> import_areas(Transaction& tx, const Principal& who,
                                                       const AreaImport& import);

}  // namespace kept::desk
