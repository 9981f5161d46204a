#include <cmath>

#include "store/cells.h"
#include "store/codec.h"
#include "store/session.h"

namespace kept::store {
namespace {

#define KEPT_PLACE "p.id, p.layer, p.key, p.kind, p.name, p.lat, p.lng, p.dropped, p.cursor"

// Only the nearest few are looked up further. CROSS JOIN: the ranges of cells lead.
const Query kNearby{
    "case_points.nearby",
    "WITH near AS (SELECT p.case_id, p.opened_at, p.lat, p.lng, " KEPT_SQUARE("p")
    " AS square FROM json_each(?2) range CROSS JOIN case_points p INDEXED BY case_points_open "
    "ON p.jurisdiction_id = ?1 AND p.open_service = ?7 "
    "AND p.cell BETWEEN json_extract(range.value, '$[0]') AND json_extract(range.value, '$[1]') "
    "WHERE square <= ?6 * ?6 AND p.opened_at >= ?8 ORDER BY square, p.case_id LIMIT ?9) "
    "SELECT near.case_id, c.number, near.opened_at, near.lat, near.lng, near.square, s.value, "
    "a.value FROM near "
    "CROSS JOIN cases c ON c.jurisdiction_id = ?1 AND c.id = near.case_id "
    "LEFT JOIN personal_values s ON s.jurisdiction_id = ?1 AND s.id = c.summary_id "
    "LEFT JOIN personal_values a ON a.jurisdiction_id = ?1 AND a.id = c.place_id "
    "ORDER BY near.square, near.case_id"};
const Query kPlacesNear{
    "places.near",
    "SELECT " KEPT_PLACE ", " KEPT_SQUARE("p")
    " AS square FROM json_each(?2) range CROSS JOIN places p INDEXED BY places_by_cell "
    "ON p.jurisdiction_id = ?1 AND p.dropped = 0 "
    "AND p.cell BETWEEN json_extract(range.value, '$[0]') AND json_extract(range.value, '$[1]') "
    "WHERE square <= ?6 * ?6 ORDER BY square, p.id LIMIT ?7"};
const Query kPlacesSince{"places.since",
                         "SELECT " KEPT_PLACE
                         " FROM places p WHERE p.jurisdiction_id = ?1 AND p.cursor > ?2 "
                         "ORDER BY p.cursor LIMIT ?3"};
const Query kPlacesById{"places.by_id",
                        "SELECT " KEPT_PLACE
                        " FROM json_each(?2) wanted CROSS JOIN places p ON p.jurisdiction_id = ?1 "
                        "AND p.id = wanted.value"};
const Query kPlaceByKey{"places.by_key",
                        "SELECT " KEPT_PLACE
                        " FROM places p WHERE p.jurisdiction_id = ?1 AND p.layer = ?2 "
                        "AND p.key = ?3"};
const Query kSavePlace{
    "places.save",
    "INSERT INTO places (jurisdiction_id, id, layer, key, kind, name, lat, lng, cell, dropped, "
    "cursor) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) "
    "ON CONFLICT (jurisdiction_id, id) DO UPDATE SET kind = excluded.kind, name = excluded.name, "
    "lat = excluded.lat, lng = excluded.lng, cell = excluded.cell, dropped = excluded.dropped, "
    "cursor = excluded.cursor"};

desk::PlaceRow place_row(const Statement& row) {
  desk::PlaceRow place;
  place.id = row.get<domain::PlaceId>(0);
  place.layer = row.get<std::string>(1);
  place.key = row.get<std::string>(2);
  place.kind = codec::enum_value<desk::PlaceKind>(row.get<std::string>(3));
  place.name = row.get<std::string>(4);
  place.point = {row.get<double>(5), row.get<double>(6)};
  place.dropped = row.get<bool>(7);
  place.cursor = row.get<std::int64_t>(8);
  return place;
}
constexpr int kAfterPlace = 9;

std::vector<desk::PlaceRow> place_rows(Statement rows) {
  std::vector<desk::PlaceRow> places;
  while (rows.step()) places.push_back(place_row(rows));
  return places;
}

}  // namespace

std::vector<desk::NearbyCase> Session::nearby(const desk::NearbyQuestion& question) {
  const domain::Point& centre = question.centre;
  Statement rows = database_.prepare(kNearby);
  rows.bind_all(kJurisdiction, cells_around(centre, question.radius), centre.lat, centre.lng,
                metres_of_longitude(centre), question.radius, question.service, question.since,
                question.limit);
  std::vector<desk::NearbyCase> cases;
  while (rows.step()) {
    cases.push_back({rows.get<domain::CaseId>(0),
                     rows.get<std::int64_t>(1),
                     rows.get<base::Instant>(2),
                     {rows.get<double>(3), rows.get<double>(4)},
                     std::sqrt(rows.get<double>(5)),
                     rows.get<std::optional<std::string>>(6),
                     rows.get<std::optional<std::string>>(7)});
  }
  return cases;
}

std::vector<desk::PlaceDistance> Session::places_near(const domain::Point& point, double metres,
                                                      int limit) {
  Statement rows = database_.prepare(kPlacesNear);
  rows.bind_all(kJurisdiction, cells_around(point, metres), point.lat, point.lng,
                metres_of_longitude(point), metres, limit);
  std::vector<desk::PlaceDistance> places;
  while (rows.step()) {
    places.push_back({place_row(rows), std::sqrt(rows.get<double>(kAfterPlace))});
  }
  return places;
}

std::vector<desk::PlaceRow> Session::places_since(std::int64_t cursor, int limit) {
  Statement rows = database_.prepare(kPlacesSince);
  rows.bind_all(kJurisdiction, cursor, limit);
  return place_rows(std::move(rows));
}

std::vector<desk::PlaceRow> Session::places(const std::vector<domain::PlaceId>& ids) {
  Statement rows = database_.prepare(kPlacesById);
  rows.bind_all(kJurisdiction, codec::to_text(ids));
  return place_rows(std::move(rows));
}

std::optional<desk::PlaceRow> Session::place_by_key(const std::string& layer,
                                                    const std::string& key) {
  Statement row = database_.prepare(kPlaceByKey);
  row.bind_all(kJurisdiction, layer, key);
  if (!row.step()) return std::nullopt;
  return place_row(row);
}

void Session::save(const desk::PlaceRow& place) {
  database_.run(kSavePlace, kJurisdiction, place.id, place.layer, place.key,
                codec::enum_name(place.kind), place.name, place.point.lat, place.point.lng,
                cell_of(place.point, kCellsPerDegree), place.dropped, advance("place_cursor", 1));
}

}  // namespace kept::store
