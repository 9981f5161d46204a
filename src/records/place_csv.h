#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/import_places.h"

namespace kept::records {

/// Which columns of a CSV file say what a place is.
struct PlaceColumns {
  std::string code;  ///< empty: the name is the code
  std::string name;
  std::string lat = "lat";
  std::string lng = "lng";
};

struct PlaceCsv {
  std::vector<desk::PlaceDraft> places;
  std::vector<std::string> faults;  ///< one sentence for each line that is not in order
};

/// Addresses or crossings from CSV (plain or packed) with a header. Fails where the file is no
/// such, or lacks a column.
[[nodiscard]] base::Result<PlaceCsv> read_place_csv(const std::filesystem::path& file,
                                                    const PlaceColumns& columns,
                                                    desk::PlaceKind kind);

}  // namespace kept::records
