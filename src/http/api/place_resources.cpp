#include <array>
#include <cmath>

#include "base/text.h"
#include "base/time_text.h"
#include "desk/follow_case.h"
#include "domain/places/point.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

Result<domain::Point> point_of(const Look& look) {
  std::optional<base::Error> wrong;
  std::array<double, 2> degrees{};
  std::size_t place = 0;
  // What was said wrongly is told before what was not said.
  for (const char* name : {"lat", "lng"}) {
    const auto text = look.request.query_value(name);
    const auto number = text ? domain::decimal_number(*text) : std::nullopt;
    const bool is_lat = place == 0;
    degrees[place++] = number.value_or(0);
    if (number && (is_lat ? domain::Point::make(*number, 0) : domain::Point::make(0, *number))) {
      continue;
    }
    if (text || !wrong) {
      wrong = base::invalid(std::string("/") + name, "field.missing",
                            "Say a number of degrees, as in 43.6532.");
    }
    if (text) return *wrong;
  }
  if (wrong) return *wrong;
  return *domain::Point::make(degrees[0], degrees[1]);
}

constexpr int kPlacesShown = 8;
constexpr double kNearestMetres = 250;
constexpr std::size_t kLongestQuery = 200;  // characters

json::object place_view(const desk::PlaceRow& row) {
  return {{"id", row.id.value},
          {"kind", desk::name_of(row.kind)},
          {"name", row.name},
          {"point", json::object{{"lat", row.point.lat}, {"lng", row.point.lng}}}};
}

json::array by_words(Look& look, const desk::PlaceHits& hits) {
  json::array found;
  for (const desk::PlaceRow& row : look.reader.places(hits.places)) {
    if (!row.dropped) found.push_back(place_view(row));
  }
  return found;
}

/// Addresses and crossings by what is typed, or those nearest to a point.
Result<json::object> find_places(Look& look, desk::PlaceIndex& index) {
  const auto query = look.request.query_value("q");
  if (query) {
    if (base::utf8_length(*query).value_or(kLongestQuery + 1) > kLongestQuery) {
      return base::invalid("/q", "field.too_long", "Search for up to 200 characters.");
    }
    const desk::PlaceHits hits = index.search(*query, kPlacesShown);
    return json::object{
        {"places", by_words(look, hits)},
        {"corrected", hits.corrected ? json::value(*hits.corrected) : json::value(nullptr)}};
  }
  if (!look.request.query_value("lat") && !look.request.query_value("lng")) {
    return json::object{{"places", json::array{}}, {"corrected", nullptr}};
  }
  const auto point = point_of(look);
  if (!point.ok()) return point.error();
  json::array found;
  for (const desk::PlaceDistance& near :
       look.reader.places_near(point.value(), kNearestMetres, kPlacesShown)) {
    json::object& shown = found.emplace_back(place_view(near.place)).as_object();
    shown["metres"] = static_cast<std::int64_t>(std::lround(near.metres));
  }
  return json::object{{"places", std::move(found)}, {"corrected", nullptr}};
}

/// Open requests of a service around a point: perhaps somebody has asked for the same.
Result<json::object> nearby(Look& look) {
  const auto point = point_of(look);
  if (!point.ok()) return point.error();
  const auto service = look.number("service");
  if (!service.ok()) return service.error();
  if (!service.value()) return base::invalid("/service", "field.missing", "Say which service.");
  const auto metres = look.number("metres", 1, desk::kNearbyMetresAtMost);
  if (!metres.ok()) return metres.error();
  std::optional<double> radius;  // else as the service says
  if (metres.value()) radius = static_cast<double>(*metres.value());
  // Where others live is for those who talk to residents.
  const bool sees_places = look.view.sees_residents({});
  json::array cases;
  for (const desk::NearbyCase& one : desk::open_nearby(
           look.reader, look.who, domain::ServiceId{*service.value()}, point.value(), radius)) {
    cases.push_back(json::object{
        {"number", std::to_string(one.number)},
        {"spoken_number", spoken(one.number)},
        {"summary", one.summary.value_or("")},
        {"place", sees_places && one.place ? json::value(*one.place) : json::value(nullptr)},
        {"opened_at", instant(one.opened_at)},
        {"metres", static_cast<std::int64_t>(std::lround(one.metres))}});
  }
  json::array records;
  for (const desk::NearbyRecord& one : desk::open_records_nearby(
           look.reader, look.who, domain::ServiceId{*service.value()}, point.value(), radius)) {
    records.push_back(
        json::object{{"source", one.source},
                     {"number", one.number},
                     {"place", sees_places ? json::value(one.address) : json::value(nullptr)},
                     {"opened_at", instant(one.requested_at)},
                     {"metres", static_cast<std::int64_t>(std::lround(one.metres))}});
  }
  return json::object{{"cases", std::move(cases)}, {"records", std::move(records)}};
}

json::value day(const std::optional<base::Date>& date) {
  return date ? json::value(base::format_date(*date)) : json::value(nullptr);
}

json::object figures(const desk::AreaFigures& area) {
  return {{"code", area.code},
          {"name", area.name},
          {"open", area.open},
          {"resolved", area.resolved},
          {"closed", area.closed}};
}

/// Cases by the areas that they were told on their day, drawing by drawing.
Result<json::object> measures_by_area(Look& look) {
  json::array layers;
  for (const desk::AreaLayerRow& row : look.reader.area_layers()) {
    json::array areas;
    for (const desk::AreaFigures& area : look.reader.figures_by_area(row.id)) {
      areas.push_back(figures(area));
    }
    layers.push_back(json::object{{"layer", row.key},
                                  {"from", day(row.from)},
                                  {"until", day(row.until)},
                                  {"areas", std::move(areas)}});
  }
  return json::object{{"layers", std::move(layers)}};
}

Result<json::object> follow(Change& change) {
  Form form = change.form();
  const auto interaction = form.id<domain::InteractionId>("interaction");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(desk::follow_case(change.tx, change.who, ref.value(), interaction));
}

Result<json::object> reporter(Change& change) {
  Form form = change.form();
  const auto contact = form.id<domain::ContactId>("contact");
  const auto interaction = form.maybe_id<domain::InteractionId>("interaction");
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  return change.shown(
      desk::name_reporter(change.tx, change.who, ref.value(), contact, interaction));
}

}  // namespace

void add_places(Router& router, Door& door) {
  router.on("GET", "/api/v1/places", door.read(desk::Action::read_cases, [&door](Look& look) {
    return find_places(look, door.options().places);
  }));
  router.on("GET", "/api/v1/measures/areas",
            door.read(desk::Action::read_all_owed, measures_by_area));
  router.on("GET", "/api/v1/nearby", door.read(desk::Action::talk, nearby));
  router.on("POST", "/api/v1/cases/{number}/followers", door.change("follow_case", 200, follow));
  router.on("POST", "/api/v1/cases/{number}/reporter", door.change("name_reporter", 200, reporter));
}

}  // namespace kept::http
