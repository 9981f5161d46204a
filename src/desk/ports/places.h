#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/figures.h"
#include "desk/ports/map_rows.h"
#include "desk/ports/place_rows.h"
#include "domain/places/area.h"

namespace kept::desk {

/// Which areas a point lies in. Made once from rows; any thread may ask.
class AreaFinder {
 public:
  virtual ~AreaFinder() = default;

  /// Of each layer as it is in force on `day` the area with the point in it, in the order of the
  /// layers' keys. Where areas meet, the first by code.
  [[nodiscard]] virtual std::vector<domain::CaseArea> at(const domain::Point& point,
                                                         base::Date day) const = 0;
};

/// Geometry that was stored is in order: it was checked before.
using MakeAreaFinder = std::function<std::shared_ptr<const AreaFinder>(
    const std::vector<AreaLayerRow>& layers, const std::vector<AreaRow>& areas)>;

/// The city's map, as part of what a Reader reads.
class PlaceReader {
 public:
  virtual ~PlaceReader() = default;

  /// By key and time.
  [[nodiscard]] virtual std::vector<AreaLayerRow> area_layers() = 0;
  /// By code.
  [[nodiscard]] virtual std::vector<AreaRow> areas(domain::AreaLayerId layer) = 0;
  [[nodiscard]] virtual std::vector<domain::CaseArea> areas_at(const domain::Point& point,
                                                               base::Date day) = 0;
  /// The cases that were told on their day that they lie in areas of this layer.
  [[nodiscard]] virtual std::vector<AreaFigures> figures_by_area(domain::AreaLayerId layer) = 0;
  /// Cases with a point, by id; for counting them in other areas.
  [[nodiscard]] virtual std::vector<CasePoint> case_points(domain::CaseId after, int limit) = 0;

  /// All of a small crowd; of a large one the newest.
  [[nodiscard]] virtual MapPoints map_points(const MapQuestion& question) = 0;

  /// Nearest first.
  [[nodiscard]] virtual std::vector<NearbyCase> nearby(const NearbyQuestion& question) = 0;

  [[nodiscard]] virtual std::vector<PlaceRow> places_since(std::int64_t cursor, int limit) = 0;
  [[nodiscard]] virtual std::vector<PlaceRow> places(const std::vector<domain::PlaceId>& ids) = 0;
  [[nodiscard]] virtual std::optional<PlaceRow> place_by_key(const std::string& layer,
                                                             const std::string& key) = 0;
  /// Nearest first, none further than that.
  [[nodiscard]] virtual std::vector<PlaceDistance> places_near(const domain::Point& point,
                                                               double metres, int limit) = 0;
};

/// As part of what a Transaction writes.
class PlaceWriter {
 public:
  virtual ~PlaceWriter() = default;

  virtual void save(const AreaLayerRow& layer) = 0;
  virtual void save(const AreaRow& area) = 0;
  /// Gives it a new cursor.
  virtual void save(const PlaceRow& place) = 0;
};

}  // namespace kept::desk
