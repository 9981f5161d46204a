#include <sodium.h>

#include <map>

#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

constexpr const char* kAreasVersion = "areas.version";

const Query kLayers{"area_layers.all",
                    "SELECT id, key, from_day, until_day FROM area_layers "
                    "WHERE jurisdiction_id = ?1 ORDER BY key, from_day"};
const Query kSaveLayer{
    "area_layers.save",
    "INSERT INTO area_layers (jurisdiction_id, id, key, from_day, until_day) "
    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (jurisdiction_id, id) DO UPDATE SET "
    "key = excluded.key, from_day = excluded.from_day, until_day = excluded.until_day"};
const Query kAllAreas{"areas.all",
                      "SELECT id, layer_id, code, name, geometry FROM areas "
                      "WHERE jurisdiction_id = ?1 ORDER BY layer_id, code"};
const Query kAreasOf{"areas.by_layer",
                     "SELECT id, layer_id, code, name, geometry FROM areas "
                     "WHERE jurisdiction_id = ?1 AND layer_id = ?2 ORDER BY code"};
const Query kSaveArea{"areas.save",
                      "INSERT INTO areas (jurisdiction_id, id, layer_id, code, name, geometry) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (jurisdiction_id, id) DO UPDATE "
                      "SET code = excluded.code, name = excluded.name, "
                      "geometry = excluded.geometry"};
const Query kDropAreas{"case_areas.drop",
                       "DELETE FROM case_areas WHERE jurisdiction_id = ?1 AND case_id = ?2"};
const Query kAddArea{"case_areas.add",
                     "INSERT OR IGNORE INTO case_areas (jurisdiction_id, area_id, case_id) "
                     "VALUES (?1, ?2, ?3)"};
const Query kFigures{
    "case_areas.figures",
    "SELECT a.code, a.name, c.state, count(c.id) FROM areas a "
    "LEFT JOIN case_areas ca ON ca.jurisdiction_id = ?1 AND ca.area_id = a.id "
    "LEFT JOIN cases c ON c.jurisdiction_id = ?1 AND c.id = ca.case_id "
    "WHERE a.jurisdiction_id = ?1 AND a.layer_id = ?2 GROUP BY a.code, a.name, c.state "
    "ORDER BY a.code"};
const Query kPoints{"case_points.after",
                    "SELECT p.case_id, c.state, p.lat, p.lng FROM case_points p "
                    "JOIN cases c ON c.jurisdiction_id = ?1 AND c.id = p.case_id "
                    "WHERE p.jurisdiction_id = ?1 AND p.case_id > ?2 ORDER BY p.case_id LIMIT ?3"};

std::optional<std::int64_t> day_number(const std::optional<base::Date>& date) {
  if (!date) return std::nullopt;
  return std::chrono::sys_days(*date).time_since_epoch().count();
}
std::optional<base::Date> date_of(const std::optional<std::int64_t>& day) {
  if (!day) return std::nullopt;
  return base::Date(std::chrono::sys_days(std::chrono::days(*day)));
}

std::vector<desk::AreaRow> area_rows(Statement rows) {
  std::vector<desk::AreaRow> areas;
  while (rows.step()) {
    areas.push_back({rows.get<domain::AreaId>(0), rows.get<domain::AreaLayerId>(1),
                     rows.get<std::string>(2), rows.get<std::string>(3), rows.get<std::string>(4)});
  }
  return areas;
}

std::int64_t& count_of(desk::AreaFigures& figures, domain::CaseState state) {
  if (state == domain::CaseState::open) return figures.open;
  return state == domain::CaseState::resolved ? figures.resolved : figures.closed;
}

}  // namespace

std::vector<desk::AreaLayerRow> Session::area_layers() {
  Statement rows = database_.prepare(kLayers);
  rows.bind_all(kJurisdiction);
  std::vector<desk::AreaLayerRow> layers;
  while (rows.step()) {
    layers.push_back({rows.get<domain::AreaLayerId>(0), rows.get<std::string>(1),
                      date_of(rows.get<std::optional<std::int64_t>>(2)),
                      date_of(rows.get<std::optional<std::int64_t>>(3))});
  }
  return layers;
}

std::vector<desk::AreaRow> Session::areas(domain::AreaLayerId layer) {
  Statement rows = database_.prepare(kAreasOf);
  rows.bind_all(kJurisdiction, layer);
  return area_rows(std::move(rows));
}

std::vector<domain::CaseArea> Session::areas_at(const domain::Point& point, base::Date day) {
  if (area_cache_ == nullptr || !area_cache_->make()) return {};
  if (!area_finder_) area_finder_ = load_areas();
  return area_finder_->at(point, day);
}

std::shared_ptr<const desk::AreaFinder> Session::load_areas() {
  const std::string version = setting(kAreasVersion).value_or("0");
  const AreaCache::Areas cached = area_cache_->get();
  if (cached.finder && cached.version == version) return cached.finder;
  Statement rows = database_.prepare(kAllAreas);
  rows.bind_all(kJurisdiction);
  auto finder = area_cache_->make()(area_layers(), area_rows(std::move(rows)));
  // What this unit itself has changed is not committed, so it is nobody else's business yet.
  if (!changed_areas_) area_cache_->set({version, finder});
  return finder;
}

void Session::areas_changed() {
  if (!changed_areas_) {
    // Random, as people's: after a lost commit a number could come again for something else.
    set_setting(kAreasVersion,
                std::to_string(randombytes_random()) + "-" + std::to_string(randombytes_random()));
  }
  changed_areas_ = true;
  area_finder_.reset();
}

void Session::save(const desk::AreaLayerRow& layer) {
  database_.run(kSaveLayer, kJurisdiction, layer.id, layer.key, day_number(layer.from),
                day_number(layer.until));
  areas_changed();
}

void Session::save(const desk::AreaRow& area) {
  database_.run(kSaveArea, kJurisdiction, area.id, area.layer, area.code, area.name, area.geometry);
  areas_changed();
}

void Session::derive_areas(const domain::Case& state, Standing standing) {
  if (standing == Standing::earlier) database_.run(kDropAreas, kJurisdiction, state.id);
  for (const domain::CaseArea& area : state.areas) {
    database_.run(kAddArea, kJurisdiction, area.id, state.id);
  }
}

std::vector<desk::AreaFigures> Session::figures_by_area(domain::AreaLayerId layer) {
  Statement rows = database_.prepare(kFigures);
  rows.bind_all(kJurisdiction, layer);
  std::vector<desk::AreaFigures> figures;
  while (rows.step()) {
    const auto code = rows.get<std::string>(0);
    if (figures.empty() || figures.back().code != code) {
      figures.push_back({code, rows.get<std::string>(1)});
    }
    if (const auto state = rows.get<std::optional<std::string>>(2)) {
      count_of(figures.back(), codec::enum_value<domain::CaseState>(*state)) +=
          rows.get<std::int64_t>(3);
    }
  }
  return figures;
}

std::vector<desk::CasePoint> Session::case_points(domain::CaseId after, int limit) {
  Statement rows = database_.prepare(kPoints);
  rows.bind_all(kJurisdiction, after, limit);
  std::vector<desk::CasePoint> points;
  while (rows.step()) {
    points.push_back({rows.get<domain::CaseId>(0),
                      codec::enum_value<domain::CaseState>(rows.get<std::string>(1)),
                      {rows.get<double>(2), rows.get<double>(3)}});
  }
  return points;
}

}  // namespace kept::store
