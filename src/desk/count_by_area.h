#pragma once

#include <string>
#include <vector>

#include "desk/ports/store.h"

namespace kept::desk {

/// A drawing of a layer, and the cases and records of the system before in each of its areas; last,
/// with an empty code, those that have a place and lie in none.
struct AreaCount {
  AreaLayerRow layer;
  std::vector<AreaFigures> areas;
};

/// Counts every case and record that has a place in the areas as they are drawn on `day`, whatever
/// it was told on its own day. Reads in short steps, so that a long history holds nobody up; what
/// changes meanwhile may be counted either way.
[[nodiscard]] base::Result<AreaCount> count_by_area(Store& store, const std::string& layer,
                                                    base::Date day);

/// Counts the cases by the areas that they were told on their own day, and the records by those of
/// the day on which they were asked for, one drawing after another. Cases whose place was redacted
/// are among them.
[[nodiscard]] base::Result<std::vector<AreaCount>> count_by_area_of_its_day(
    Store& store, const std::string& layer);

}  // namespace kept::desk
