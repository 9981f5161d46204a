#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/request_rows.h"

/// What a map shows of cases, and of the records of the time before.
namespace kept::desk {

/// Nothing means: whatever it is.
struct MapQuestion {
  Area area;  ///< its rectangle
  TimeWindow opened{{}, base::Instant::max()};
  std::optional<bool> open;  ///< else resolved or closed
  std::optional<domain::ServiceId> service;
  std::string code;  ///< of that service, by which records are known
};

/// A case, or a record when it has a source.
struct MapPoint {
  domain::Point point;
  domain::CaseState state = domain::CaseState::open;
  base::Instant opened_at{};
  std::int64_t number = 0;  ///< of a case
  std::optional<domain::ServiceId> service;
  std::optional<domain::DepartmentId> department;
  std::optional<domain::StaffId> complained_about;
  std::string source;  ///< of a record, and its number there
  std::string source_id;
  std::string service_name;  ///< of a record, as its source calls it

  [[nodiscard]] bool is_record() const { return !source.empty(); }
};

struct MapPoints {
  std::vector<MapPoint> points;
  /// What was opened before that was not looked at: there is too much of it.
  std::optional<base::Instant> since;
};

/// An area as a map draws it: with fewer points than the law needs, and where its name may stand.
struct DrawnArea {
  std::string geometry;  ///< GeoJSON
  domain::Point name_at;
};
using DrawArea = std::function<DrawnArea(const std::string& geometry)>;

}  // namespace kept::desk
