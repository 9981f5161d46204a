#include "places/area_drawing.h"

#include <boost/json.hpp>
#include <cmath>
#include <stdexcept>

#include "places/geos.h"

namespace kept::places {
namespace {

/// In coordinates however deep.
void round_all(boost::json::value& coordinates) {
  constexpr double kParts = 1'000'000;
  if (auto* const number = coordinates.if_double()) *number = std::round(*number * kParts) / kParts;
  if (auto* const list = coordinates.if_array()) {
    for (boost::json::value& inner : *list) round_all(inner);
  }
}

/// The centre of the largest circle that fits in.
domain::Point widest_place(const Geos& geos, const GEOSGeometry* shape) {
  constexpr double kNearEnough = 0.001;  // degrees
  const auto radius = geos.own(GEOSMaximumInscribedCircle_r(geos.handle(), shape, kNearEnough));
  const auto centre =
      radius ? geos.own(GEOSGeomGetStartPoint_r(geos.handle(), radius.get())) : nullptr;
  domain::Point place;
  if (!centre || GEOSGeomGetX_r(geos.handle(), centre.get(), &place.lng) != 1 ||
      GEOSGeomGetY_r(geos.handle(), centre.get(), &place.lat) != 1) {
    throw std::runtime_error("an area has no middle: " + geos.trouble());
  }
  return place;
}

}  // namespace

desk::DrawnArea drawn_area(const std::string& geometry) {
  constexpr double kTolerance = 0.00005;  // degrees
  constexpr int kOneLine = -1;
  Geos geos;
  const auto whole = geos.read(geometry);
  if (!whole) throw std::runtime_error("an area in the store has no shape: " + geos.trouble());
  const auto drawn =
      geos.own(GEOSTopologyPreserveSimplify_r(geos.handle(), whole.get(), kTolerance));
  const auto writer = geos.own(GEOSGeoJSONWriter_create_r(geos.handle()));
  const auto text = drawn ? geos.own(GEOSGeoJSONWriter_writeGeometry_r(geos.handle(), writer.get(),
                                                                       drawn.get(), kOneLine))
                          : nullptr;
  if (!text) throw std::runtime_error("an area cannot be drawn: " + geos.trouble());
  boost::json::value shape = boost::json::parse(text.get());
  round_all(shape.as_object()["coordinates"]);
  return {boost::json::serialize(shape), widest_place(geos, drawn.get())};
}

}  // namespace kept::places
