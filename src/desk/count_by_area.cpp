#include "desk/count_by_area.h"

#include <algorithm>
#include <map>

#include "base/time_text.h"

namespace kept::desk {
namespace {

using base::Result;

constexpr int kPage = 5000;

base::Error no_such_layer(const std::string& layer, const std::string& when) {
  return base::not_found("areas.unknown_layer",
                         "There are no areas of a layer '" + layer + "'" + when + ".");
}

void count(AreaFigures& figures, domain::CaseState state) {
  ++(state == domain::CaseState::open       ? figures.open
     : state == domain::CaseState::resolved ? figures.resolved
                                            : figures.closed);
}

}  // namespace

Result<AreaCount> count_by_area(Store& store, const std::string& layer, base::Date day) {
  AreaCount counted;
  std::map<std::string, std::size_t> places;  // of each code in counted.areas
  store.read([&](Reader& reader) {
    for (const AreaLayerRow& row : reader.area_layers()) {
      if (row.key == layer && row.is_in_force(day)) counted.layer = row;
    }
    for (const AreaRow& area : reader.areas(counted.layer.id)) {
      places[area.code] = counted.areas.size();
      counted.areas.push_back({area.code, area.name});
    }
  });
  if (!counted.layer.id) return no_such_layer(layer, " on " + base::format_date(day));
  AreaFigures nowhere;
  domain::CaseId last;
  for (bool more = true; more;) {
    store.read([&](Reader& reader) {
      const auto page = reader.case_points(last, kPage);
      more = static_cast<int>(page.size()) == kPage;
      for (const CasePoint& one : page) {
        last = one.id;
        AreaFigures* figures = &nowhere;
        for (const domain::CaseArea& area : reader.areas_at(one.point, day)) {
          const auto found = area.layer == layer ? places.find(area.code) : places.end();
          if (found != places.end()) figures = &counted.areas[found->second];
        }
        count(*figures, one.state);
      }
    });
  }
  counted.areas.push_back(nowhere);
  return counted;
}

Result<std::vector<AreaCount>> count_by_area_of_its_day(Reader& reader, const std::string& layer) {
  std::vector<AreaCount> counts;
  for (const AreaLayerRow& row : reader.area_layers()) {
    if (row.key == layer) counts.push_back({row, reader.figures_by_area(row.id)});
  }
  if (counts.empty()) return no_such_layer(layer, "");
  return counts;
}

}  // namespace kept::desk
