#include "desk/city_map.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "desk/sees_case.h"
#include "desk/sees_residents.h"

namespace kept::desk {
namespace {

/// Squares to a tile of 512 pixels: 2 to the power of this.
constexpr int kSquaresOfTile = 4;
/// At 43 degrees north a square of this zoom is 440 m wide; in no city that people live in is it
/// less than 200 m.
constexpr int kBlurredZoom = 12;

/// From the north pole of web Mercator to its south pole, and once around: each from 0 to 1.
struct Mercator {
  double across = 0;
  double down = 0;
};
Mercator projected(const domain::Point& point) {
  constexpr double kEdge = 85.051128;  // of web Mercator, in degrees
  const double lat = std::clamp(point.lat, -kEdge, kEdge) * std::numbers::pi / 180;
  return {(point.lng + 180) / 360, (1 - std::asinh(std::tan(lat)) / std::numbers::pi) / 2};
}
domain::Point unprojected(const Mercator& place) {
  const double lat = std::atan(std::sinh(std::numbers::pi * (1 - 2 * place.down)));
  return {lat * 180 / std::numbers::pi, place.across * 360 - 180};
}

/// The grid of one zoom.
class Grid {
 public:
  explicit Grid(int zoom) : squares_(std::ldexp(1.0, zoom + kSquaresOfTile)) {}

  using Square = std::pair<std::int64_t, std::int64_t>;  // row, column
  [[nodiscard]] Square of(const domain::Point& point) const {
    const Mercator place = projected(point);
    return {static_cast<std::int64_t>(std::floor(place.down * squares_)),
            static_cast<std::int64_t>(std::floor(place.across * squares_))};
  }
  /// From one square to another, both whole.
  [[nodiscard]] Area area(const Square& north_west, const Square& south_east) const {
    const domain::Point from = corner(north_west.first, north_west.second);
    const domain::Point to = corner(south_east.first + 1, south_east.second + 1);
    return {to.lat, from.lat, from.lng, to.lng, {}, 0};
  }

 private:
  [[nodiscard]] domain::Point corner(std::int64_t row, std::int64_t column) const {
    return unprojected(
        {static_cast<double>(column) / squares_, static_cast<double>(row) / squares_});
  }

  double squares_;
};

std::vector<MapCell> cells_at(const std::vector<MapPoint>& points, int zoom) {
  const Grid grid(zoom);
  std::map<Grid::Square, MapCell> cells;
  for (const MapPoint& one : points) {
    const Grid::Square square = grid.of(one.point);
    MapCell& cell = cells[square];
    if (cell.count == 0) cell.area = grid.area(square, square);
    ++cell.count;
    if (one.state == domain::CaseState::open) ++cell.open;
    cell.middle.lat += one.point.lat;
    cell.middle.lng += one.point.lng;
  }
  std::vector<MapCell> in_order;
  for (auto& [square, cell] : cells) {
    cell.middle.lat /= static_cast<double>(cell.count);
    cell.middle.lng /= static_cast<double>(cell.count);
    in_order.push_back(std::move(cell));
  }
  return in_order;
}

bool lies_in(const Area& area, const domain::Point& point) {
  return point.lat >= area.south && point.lat <= area.north && point.lng >= area.west &&
         point.lng <= area.east;
}

/// Whole squares, as coarse as those are counted that are not to be told apart.
Area blurred(const Area& area) {
  const Grid grid(kBlurredZoom);
  return grid.area(grid.of({area.north, area.west}), grid.of({area.south, area.east}));
}

/// Squares of which nobody can tell where in them the points lie.
std::vector<MapCell> blurred_cells(const std::vector<MapPoint>& points, int zoom) {
  std::vector<MapCell> cells = cells_of(points, std::min(zoom, kBlurredZoom));
  for (MapCell& cell : cells) {
    cell.middle = {(cell.area.south + cell.area.north) / 2, (cell.area.west + cell.area.east) / 2};
  }
  return cells;
}

}  // namespace

std::vector<MapCell> cells_of(const std::vector<MapPoint>& points, int zoom) {
  std::vector<MapCell> cells = cells_at(points, zoom);
  while (cells.size() > kMapCells && zoom > 0) cells = cells_at(points, --zoom);
  return cells;
}

MapPicture map_picture(Reader& reader, const Principal& who, const MapQuestion& question,
                       int zoom) {
  const auto people = reader.directory();
  const bool sees_all = sees_residents(who, *people, {});
  MapQuestion asked = question;
  if (!sees_all) asked.area = blurred(question.area);
  MapPoints found = reader.map_points(asked);
  MapPicture picture;
  picture.since = found.since;
  std::vector<MapPoint> hidden;
  for (MapPoint& one : found.points) {
    if (!sees_case(reader, who, one.complained_about)) continue;
    const bool is_told =
        sees_all || one.is_record() || sees_residents(who, *people, {one.department, {}});
    if (is_told && !lies_in(question.area, one.point)) continue;
    ++picture.count;
    if (one.state == domain::CaseState::open) ++picture.open;
    (is_told ? picture.points : hidden).push_back(std::move(one));
  }
  if (picture.points.size() > kMapPoints) {
    picture.cells = cells_of(picture.points, zoom);
    picture.points.clear();
  }
  for (MapCell& cell : blurred_cells(hidden, zoom)) picture.cells.push_back(std::move(cell));
  const base::Date today = reader.zone().day_of(reader.now());
  for (MapCell& cell : picture.cells) cell.areas = reader.areas_at(cell.middle, today);
  std::stable_sort(picture.points.begin(), picture.points.end(),
                   [](const MapPoint& a, const MapPoint& b) { return a.opened_at > b.opened_at; });
  return picture;
}

}  // namespace kept::desk
