#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace kept::records {

/// The shape of a city's requests, without how many there are. Shares need not add up to 1.
struct LoadProfile {
  struct Service {
    std::string name;
    std::string department;
    double share = 0;
  };
  /// A share of the requests that were closed (0.5), and the hours within which they were.
  struct Quantile {
    double share = 0;
    double hours = 0;
  };
  using Quantiles = std::vector<Quantile>;  ///< both growing
  using Shares = std::vector<std::pair<std::string, double>>;

  std::vector<Service> services;
  std::array<double, 168> week{};  ///< by hour, from Monday 0:00; all alike if none is told
  std::map<std::string, Quantiles> closing;  ///< by service
  Quantiles closing_of_all;                  ///< of services that have none of their own
  std::string area_kind;                     ///< "community board", else "borough"; empty: no areas
  Shares areas;
  Shares channels;
  double without_place = 0;
  double without_address = 0;
  double at_midnight = 0;            ///< stamped with a day only
  double closed_before_created = 0;  ///< as cities publish it
  Quantiles resolution_length;       ///< characters instead of hours
};

/// Reads a file of shapes: CSV with the columns kind, key, sub, value. Other kinds than those that
/// are needed may stand there. Fails, with the line, where a value is no number or no service is
/// named.
[[nodiscard]] base::Result<LoadProfile> read_load_profile(const std::filesystem::path& file);

}  // namespace kept::records
