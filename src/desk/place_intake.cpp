#include "desk/place_intake.h"

#include <algorithm>

namespace kept::desk {
namespace {

bool lies_in_layer(const std::vector<domain::CaseArea>& areas, const std::string& layer) {
  return std::any_of(areas.begin(), areas.end(),
                     [&](const domain::CaseArea& area) { return area.layer == layer; });
}

/// A boundary that nobody has loaded keeps nobody out.
bool is_drawn(Reader& reader, const std::string& layer, base::Date day) {
  const auto layers = reader.area_layers();
  return std::any_of(layers.begin(), layers.end(), [&](const AreaLayerRow& row) {
    return row.key == layer && row.is_in_force(day);
  });
}

bool applies(const RouteRow& route, const Answers& answers,
             const std::vector<domain::CaseArea>& areas) {
  if (route.when && !is_answered(answers, *route.when)) return false;
  if (route.layer.empty()) return true;
  return std::any_of(areas.begin(), areas.end(), [&](const domain::CaseArea& area) {
    return area.layer == route.layer &&
           std::find(route.areas.begin(), route.areas.end(), area.code) != route.areas.end();
  });
}

}  // namespace

base::Result<IntakePlace> place_of(Reader& reader, const std::optional<domain::Point>& point,
                                   const std::string& words) {
  IntakePlace place;
  if (!point) return place;
  const base::Date today = reader.zone().day_of(reader.now());
  place.point = point;
  place.areas = reader.areas_at(*point, today);
  const BoundaryRow& boundary = reader.jurisdiction().boundary;
  const bool is_inside = boundary.layer.empty() || lies_in_layer(place.areas, boundary.layer) ||
                         !is_drawn(reader, boundary.layer, today);
  if (is_inside) return place;
  if (boundary.free_text && !words.empty()) return IntakePlace{{}, {}, true};
  return base::invalid(
      "/point", "point.outside",
      "The point " + point->text() + " lies outside of " + reader.jurisdiction().name + ".");
}

domain::ServiceTerms terms_of(const ServiceRow& service, const Answers& answers,
                              const std::vector<domain::CaseArea>& areas) {
  domain::ServiceTerms terms{service.id, service.department, service.target, service.follow_up,
                             service.team};
  const auto route = std::ranges::find_if(
      service.routes, [&](const RouteRow& one) { return applies(one, answers, areas); });
  if (route == service.routes.end()) return terms;
  terms.department = route->department;
  terms.team = route->team;
  return terms;
}

}  // namespace kept::desk
