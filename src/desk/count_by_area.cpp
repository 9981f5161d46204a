#include "desk/count_by_area.h"

#include <algorithm>
#include <map>

#include "base/time_text.h"
#include "desk/ports/historic_records.h"

namespace kept::desk {
namespace {

using base::Result;

constexpr int kPointsAtOnce = 5000;

base::Error no_such_layer(const std::string& layer, const std::string& when) {
  return base::not_found("areas.unknown_layer",
                         "There are no areas of a layer '" + layer + "'" + when + ".");
}

void count(AreaFigures& figures, domain::CaseState state) {
  ++(state == domain::CaseState::open       ? figures.open
     : state == domain::CaseState::resolved ? figures.resolved
                                            : figures.closed);
}

/// Every record of the system before that has a place, in short steps; `visit` gets a reader, too.
template <typename Visit>
void each_record(Store& store, const Visit& visit) {
  std::int64_t last = 0;
  bool more = true;
  while (more) {
    store.read([&](Reader& reader) {
      const auto page = reader.historic().points_after(last, kPointsAtOnce);
      more = static_cast<int>(page.size()) == kPointsAtOnce;
      for (const HistoricPoint& one : page) visit(reader, one);
      if (!page.empty()) last = page.back().id;
    });
  }
}

void count_record(std::vector<AreaCount>& counts, base::Date day, const std::string& code) {
  for (AreaCount& drawing : counts) {
    if (!drawing.layer.is_in_force(day)) continue;
    const auto area = std::ranges::find(drawing.areas, code, &AreaFigures::code);
    if (area != drawing.areas.end()) ++area->records;
  }
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
  const auto figures_at = [&](Reader& reader, const domain::Point& point) -> AreaFigures& {
    AreaFigures* figures = &nowhere;
    for (const domain::CaseArea& area : reader.areas_at(point, day)) {
      const auto found = area.layer == layer ? places.find(area.code) : places.end();
      if (found != places.end()) figures = &counted.areas[found->second];
    }
    return *figures;
  };
  for (bool more = true; more;) {
    store.read([&](Reader& reader) {
      const auto page = reader.case_points(last, kPointsAtOnce);
      more = static_cast<int>(page.size()) == kPointsAtOnce;
      for (const CasePoint& one : page) {
        last = one.id;
        count(figures_at(reader, one.point), one.state);
      }
    });
  }
  each_record(store, [&](Reader& reader, const HistoricPoint& one) {
    ++figures_at(reader, one.point).records;
  });
  counted.areas.push_back(nowhere);
  return counted;
}

Result<std::vector<AreaCount>> count_by_area_of_its_day(Store& store, const std::string& layer) {
  std::vector<AreaCount> counts;
  store.read([&](Reader& reader) {
    for (const AreaLayerRow& row : reader.area_layers()) {
      if (row.key == layer) counts.push_back({row, reader.figures_by_area(row.id)});
    }
  });
  if (counts.empty()) return no_such_layer(layer, "");
  each_record(store, [&](Reader& reader, const HistoricPoint& one) {
    const base::Date day = reader.zone().day_of(one.requested_at);
    for (const domain::CaseArea& area : reader.areas_at(one.point, day)) {
      if (area.layer == layer) count_record(counts, day, area.code);
    }
  });
  return counts;
}

}  // namespace kept::desk
