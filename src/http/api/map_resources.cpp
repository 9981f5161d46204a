#include <algorithm>
#include <filesystem>
#include <mutex>

#include "base/secret.h"
#include "desk/city_map.h"
#include "desk/open_data.h"
#include "http/api/problem.h"
#include "http/api/resources.h"
#include "http/server/file_answer.h"

namespace kept::http {
namespace {

using base::Result;

/// "west,south,east,north", as GeoJSON has it.
Result<desk::Area> rectangle(const Look& look) {
  const std::string text = look.request.query_value("bbox").value_or("");
  std::vector<double> sides;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    const auto side = domain::decimal_number(text.substr(from, end - from));
    if (!side) break;
    sides.push_back(*side);
    from = end + 1;
  }
  const bool is_whole = sides.size() == 4 && std::count(text.begin(), text.end(), ',') == 3 &&
                        domain::Point::make(sides[1], sides[0]) &&
                        domain::Point::make(sides[3], sides[2]) && sides[0] <= sides[2] &&
                        sides[1] <= sides[3];
  if (is_whole) return desk::Area{sides[1], sides[3], sides[0], sides[2], {}, 0};
  return base::invalid("/bbox", text.empty() ? "field.missing" : "area.unreadable",
                       "Say west,south,east,north in degrees, as in -79.6,43.6,-79.1,43.9.");
}

Result<desk::MapQuestion> question_of(Look& look) {
  desk::MapQuestion question;
  const auto area = rectangle(look);
  if (!area.ok()) return area.error();
  question.area = area.value();
  const std::string status = look.request.query_value("status").value_or("all");
  if (status == "open" || status == "closed") {
    question.open = status == "open";
  } else if (status != "all") {
    return base::invalid("/status", "field.unknown_word", "Say open, closed or all.");
  }
  const auto service = look.number("service");
  if (!service.ok()) return service.error();
  if (service.value()) {
    question.service = domain::ServiceId{*service.value()};
    for (const desk::ServiceRow& row : look.reader.services()) {
      if (row.id == *question.service) question.code = row.code;
    }
    if (question.code.empty()) {
      return base::invalid("/service", "service.unknown", "There is no such service.");
    }
  }
  const auto period = desk::open_data_period(look.reader, look.request.query_value("from"),
                                             look.request.query_value("until"));
  if (!period.ok()) return period.error();
  if (period->from) question.opened.from = *period->from;
  if (period->until) question.opened.until = *period->until - std::chrono::milliseconds(1);
  return question;
}

json::object position(const domain::Point& point) {
  return {{"lat", point.lat}, {"lng", point.lng}};
}

json::object point_view(const desk::MapPoint& one) {
  const bool is_record = one.is_record();
  return {{"number", is_record ? one.source_id : std::to_string(one.number)},
          {"spoken_number", is_record ? one.source_id : spoken(one.number)},
          {"source", is_record ? json::value(one.source) : json::value(nullptr)},
          {"service", or_null(one.service)},
          {"service_name", is_record ? json::value(one.service_name) : json::value(nullptr)},
          {"state", desk::name_of(one.state)},
          {"opened_at", instant(one.opened_at)},
          {"point", position(one.point)}};
}

json::object cell_view(const desk::MapCell& cell) {
  json::array areas;
  for (const domain::CaseArea& area : cell.areas) areas.push_back(case_area(area));
  return {{"count", cell.count},
          {"open", cell.open},
          {"point", position(cell.middle)},
          {"bbox", json::array{cell.area.west, cell.area.south, cell.area.east, cell.area.north}},
          {"areas", std::move(areas)}};
}

Result<json::object> map_cases(Look& look) {
  const auto question = question_of(look);
  if (!question.ok()) return question.error();
  const auto zoom = look.number("zoom", 0, desk::kClosestZoom);
  if (!zoom.ok()) return zoom.error();
  if (!zoom.value()) return base::invalid("/zoom", "field.missing", "Say how close the map is.");
  const desk::MapPicture picture =
      desk::map_picture(look.reader, look.who, question.value(), static_cast<int>(*zoom.value()));
  json::array points;
  for (const desk::MapPoint& one : picture.points) points.push_back(point_view(one));
  json::array cells;
  for (const desk::MapCell& cell : picture.cells) cells.push_back(cell_view(cell));
  return json::object{{"count", picture.count},
                      {"open", picture.open},
                      {"since", instant(picture.since)},
                      {"points", std::move(points)},
                      {"cells", std::move(cells)}};
}

/// The areas of today as they were last drawn, for everybody who asks until they change.
class DrawnAreas {
 public:
  DrawnAreas(desk::DrawArea draw, std::filesystem::path basemap)
      : draw_(std::move(draw)), basemap_(std::move(basemap)) {}

  Response answer(Look& look) {
    const std::scoped_lock lock(drawing_);
    const auto layers = layers_of_today(look.reader);
    std::error_code ignored;
    const bool has_basemap = std::filesystem::is_regular_file(basemap_, ignored);
    std::string version =
        look.reader.setting("areas.version").value_or("") + (has_basemap ? " basemap" : "");
    for (const desk::AreaLayerRow& layer : layers) {
      version += " " + std::to_string(layer.id.value);
    }
    if (version != version_ || body_.empty()) draw(look.reader, layers, version, has_basemap);
    Response response;
    response.content_type = "application/geo+json";
    response.headers = {{"ETag", tag_}, {"Cache-Control", "private, no-cache"}};
    if (has_already(look.request, tag_)) {
      response.status = 304;
    } else {
      response.body = body_;
    }
    return response;
  }

 private:
  static std::vector<desk::AreaLayerRow> layers_of_today(desk::Reader& reader) {
    const base::Date today = reader.zone().day_of(reader.now());
    auto layers = reader.area_layers();
    std::erase_if(layers, [&](const auto& layer) { return !layer.is_in_force(today); });
    return layers;
  }

  void draw(desk::Reader& reader, const std::vector<desk::AreaLayerRow>& layers,
            const std::string& version, bool has_basemap) {
    json::array features;
    for (const desk::AreaLayerRow& layer : layers) {
      for (const desk::AreaRow& area : reader.areas(layer.id)) {
        const desk::DrawnArea drawn = draw_(area.geometry);
        features.push_back(json::object{
            {"type", "Feature"},
            {"properties",
             json::object{{"layer", layer.key}, {"code", area.code}, {"name", area.name}}},
            {"name_at", position(drawn.name_at)},
            {"geometry", json::parse(drawn.geometry)}});
      }
    }
    body_ = json::serialize(json::object{{"type", "FeatureCollection"},
                                         {"basemap", has_basemap},
                                         {"features", std::move(features)}});
    tag_ = '"' + base::digest_of(body_).substr(0, 32) + '"';
    version_ = version;
  }

  desk::DrawArea draw_;
  const std::filesystem::path basemap_;
  std::mutex drawing_;  // guards what follows
  std::string version_;
  std::string body_;
  std::string tag_;
};

/// The file of tiles below the city's own map; whoever sends another in its place changes its tag.
Response basemap(const Look& look, const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  const auto changed =
      failed ? std::filesystem::file_time_type{} : std::filesystem::last_write_time(path, failed);
  if (failed) {  // as when there is no path
    return problem(base::not_found("map.no_basemap", "There is no map of streets here."));
  }
  const std::string state =
      std::to_string(size) + " " + std::to_string(changed.time_since_epoch().count());
  return answer_with_file(look.request, {path.string(), base::digest_of(state).substr(0, 32),
                                         static_cast<std::int64_t>(size), "application/vnd.pmtiles",
                                         "basemap.pmtiles"});
}

}  // namespace

void add_map(Router& router, Door& door) {
  router.on("GET", "/api/v1/map/cases", door.read(desk::Action::read_cases, map_cases));
  const auto areas = std::make_shared<DrawnAreas>(door.options().draw_area, door.options().basemap);
  router.on("GET", "/api/v1/map/areas", door.answer(desk::Action::read_cases, [areas](Look& look) {
    return areas->answer(look);
  }));
  router.on("GET", "/api/v1/map/basemap",
            door.answer(desk::Action::read_cases,
                        [&door](Look& look) { return basemap(look, door.options().basemap); }));
}

}  // namespace kept::http
