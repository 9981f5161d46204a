#include "places/area_finder.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>

#include "places/geos.h"

namespace kept::places {
namespace {

class GeosAreaFinder final : public desk::AreaFinder {
 public:
  GeosAreaFinder(const std::vector<desk::AreaLayerRow>& layers,
                 const std::vector<desk::AreaRow>& areas) {
    std::map<domain::AreaLayerId, const desk::AreaLayerRow*> by_id;
    for (const desk::AreaLayerRow& layer : layers) by_id[layer.id] = &layer;
    for (const desk::AreaRow& row : areas) {
      const desk::AreaLayerRow& layer = *by_id.at(row.layer);
      areas_.push_back({{row.id, layer.key, row.code, row.name}, layer, shape_of(row), nullptr});
    }
    std::sort(areas_.begin(), areas_.end(), [](const Area& a, const Area& b) {
      return std::tie(a.what.layer, a.what.code) < std::tie(b.what.layer, b.what.code);
    });
    for (Area& area : areas_) {  // which stand where they stay, from here on
      area.prepared = geos_.own(GEOSPrepare_r(geos_.handle(), area.shape.get()));
      GEOSSTRtree_insert_r(geos_.handle(), tree_.get(), area.shape.get(), &area);
    }
  }

  [[nodiscard]] std::vector<domain::CaseArea> at(const domain::Point& point,
                                                 base::Date day) const override {
    // GEOS builds parts of its indexes when they are first asked for, and a context is one
    // thread's: microseconds are not worth more than a lock.
    const std::scoped_lock lock(asking_);
    const auto place =
        geos_.own(GEOSGeom_createPointFromXY_r(geos_.handle(), point.lng, point.lat));
    Asked asked{*this, place.get(), day, {}};
    GEOSSTRtree_query_r(geos_.handle(), tree_.get(), place.get(), &GeosAreaFinder::look, &asked);
    std::sort(asked.found.begin(), asked.found.end());  // by layer and code, as they stand
    std::vector<domain::CaseArea> areas;
    for (const Area* area : asked.found) {
      if (areas.empty() || areas.back().layer != area->what.layer) areas.push_back(area->what);
    }
    return areas;
  }

 private:
  struct Area {
    domain::CaseArea what;
    desk::AreaLayerRow layer;
    Geos::Owned<GEOSGeometry> shape;
    Geos::Owned<const GEOSPreparedGeometry> prepared;
  };
  struct Asked {
    const GeosAreaFinder& finder;
    const GEOSGeometry* point;
    base::Date day;
    std::vector<const Area*> found;
  };

  Geos::Owned<GEOSGeometry> shape_of(const desk::AreaRow& row) {
    auto shape = geos_.read(row.geometry);
    if (!shape) throw std::runtime_error("an area in the store has no shape: " + geos_.trouble());
    return shape;
  }

  static void look(void* item, void* asking) {
    auto& asked = *static_cast<Asked*>(asking);
    const auto* area = static_cast<const Area*>(item);
    if (!area->layer.is_in_force(asked.day)) return;
    const GEOSContextHandle_t handle = asked.finder.geos_.handle();
    if (GEOSPreparedIntersects_r(handle, area->prepared.get(), asked.point) == 1) {
      asked.found.push_back(area);
    }
  }

  static constexpr std::size_t kNodeCapacity = 10;  // as GEOS itself advises

  Geos geos_;
  std::vector<Area> areas_;
  Geos::Owned<GEOSSTRtree> tree_ = geos_.own(GEOSSTRtree_create_r(geos_.handle(), kNodeCapacity));
  mutable std::mutex asking_;  // guards everything of GEOS
};

}  // namespace

std::shared_ptr<const desk::AreaFinder> make_area_finder(
    const std::vector<desk::AreaLayerRow>& layers, const std::vector<desk::AreaRow>& areas) {
  return std::make_shared<const GeosAreaFinder>(layers, areas);
}

}  // namespace kept::places
