#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "base/time_zone.h"
#include "domain/cases/words.h"
#include "domain/ids.h"
#include "domain/places/point.h"

/// What the store keeps of the city's map, as plain values.
namespace kept::desk {

/// The areas of one kind as they were drawn for a time. A city that draws its wards anew has two
/// rows with the key "ward".
struct AreaLayerRow {
  domain::AreaLayerId id;
  std::string key;                  ///< "ward"
  std::optional<base::Date> from;   ///< the first day; none: ever
  std::optional<base::Date> until;  ///< the first day on which it is not in force any more

  [[nodiscard]] bool is_in_force(base::Date day) const {
    return (!from || *from <= day) && (!until || day < *until);
  }
  bool operator==(const AreaLayerRow&) const = default;
};

struct AreaRow {
  domain::AreaId id;
  domain::AreaLayerId layer;
  std::string code;
  std::string name;
  std::string geometry;  ///< a GeoJSON Polygon or MultiPolygon
  bool operator==(const AreaRow&) const = default;
};

/// Sends the requests of a service to a department by where they are and what was answered.
struct RouteRow {
  std::string layer;                                        ///< empty: wherever it is
  std::vector<std::string> areas;                           ///< codes
  std::optional<std::pair<std::string, std::string>> when;  ///< if that question has that answer
  domain::DepartmentId department;
  std::optional<domain::TeamId> team = {};  ///< of that department

  bool operator==(const RouteRow&) const = default;
};

/// Where the city ends.
struct BoundaryRow {
  std::string layer;      ///< whose areas together are the city; empty: anywhere
  bool free_text = true;  ///< a place in words does where the point lies outside
};

enum class PlaceKind { address, intersection };

/// An address, or a crossing of streets.
struct PlaceRow {
  domain::PlaceId id;
  std::string layer;  ///< the file it came with: what the next one leaves out is dropped
  std::string key;    ///< unique in its layer, stable over imports
  PlaceKind kind = PlaceKind::address;
  std::string name;
  domain::Point point;
  bool dropped = false;     ///< not found any more
  std::int64_t cursor = 0;  ///< grows with every change; the search index follows it
};

struct PlaceDistance {
  PlaceRow place;
  double metres = 0;
};

/// Open requests of a service around a point.
struct NearbyQuestion {
  domain::ServiceId service;
  domain::Point centre;
  double radius = 0;  ///< metres
  base::Instant since{};
  int limit = 5;
};

struct NearbyCase {
  domain::CaseId id;
  std::int64_t number = 0;
  base::Instant opened_at{};
  domain::Point point;
  double metres = 0;
  std::optional<std::string> summary;
  std::optional<std::string> place;
};

/// Where a case is, for counting.
struct CasePoint {
  domain::CaseId id;
  domain::CaseState state = domain::CaseState::open;
  domain::Point point;
};

}  // namespace kept::desk
