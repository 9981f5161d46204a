#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/instant.h"
#include "base/time_zone.h"
#include "records/load_profile.h"

namespace kept::records {

struct LoadOptions {
  std::int64_t rows = 0;
  std::uint64_t seed = 0;
  base::TimeZone zone = base::TimeZone::utc();  ///< of the hours of the week
  base::Date from{};                            ///< the first day
  base::Date until{};                           ///< the last
  /// Where the places lie, in degrees.
  double south = 0;
  double west = 0;
  double north = 0;
  double east = 0;
};

/// Takes the next piece of the file.
using LoadSink = std::function<base::Result<base::Done>(std::string_view piece)>;
/// How many rows there are so far.
using LoadProgress = std::function<void(std::int64_t rows)>;

/// Requests that look like those of the city that the profile was taken of, in the order of their
/// times, as the CSV that `export csv` writes and `import csv` reads with config/maps/kept311.toml.
/// The same profile, options and seed give the same bytes; of each seed the requests are its own
/// ("generated-311"). What would be closed after the period is open. Memory does not grow with the
/// rows.
[[nodiscard]] base::Result<base::Done> generate_load(const LoadProfile& profile,
                                                     const LoadOptions& options,
                                                     const LoadSink& sink,
                                                     const LoadProgress& progress);

}  // namespace kept::records
