#include <array>
#include <limits>

#include "desk/case_work.h"
#include "desk/find_cases.h"
#include "desk/open_case.h"
#include "desk/place_intake.h"
#include "desk/resident_page.h"
#include "http/api/case_forms.h"
#include "http/api/resources.h"

namespace kept::http {
namespace {

using base::Result;

constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();

/// Numbers of the query, each with its limit and its place in the filter.
struct Number {
  const char* name;
  std::int64_t most;
  void (*take)(desk::CaseFilter&, std::int64_t);
};
constexpr std::array kNumbers{
    Number{"department", kAny,
           [](desk::CaseFilter& filter, std::int64_t id) {
             filter.department = domain::DepartmentId{id};
           }},
    Number{"team", kAny,
           [](desk::CaseFilter& filter, std::int64_t id) { filter.team = domain::TeamId{id}; }},
    Number{
        "contact", kAny,
        [](desk::CaseFilter& filter, std::int64_t id) { filter.contact = domain::ContactId{id}; }},
    Number{"before", kAny, [](desk::CaseFilter& filter, std::int64_t id) { filter.before = id; }},
    Number{"limit", 200, [](desk::CaseFilter& filter, std::int64_t limit) {
             filter.limit = static_cast<int>(limit);
           }}};

/// {"lat": 43.6532, "lng": -79.3832}
std::optional<domain::Point> maybe_point(Form& form) {
  if (!form.has("point")) return std::nullopt;
  Form point = form.object("point");
  const double lat = point.degrees("lat", 90);
  const double lng = point.degrees("lng", 180);
  point.done();
  return domain::Point::make(lat, lng);
}

Result<json::object> open(Change& change) {
  Form form = change.form();
  desk::CaseForm wanted;
  wanted.interaction = form.id<domain::InteractionId>("interaction");
  wanted.kind = form.word<domain::CaseKind>("kind");
  wanted.summary = form.text("summary", kText);
  const auto contact = form.maybe_id<domain::ContactId>("contact");
  wanted.service = form.maybe_id<domain::ServiceId>("service");
  wanted.place = form.maybe_text("place", {0, 500}).value_or("");
  wanted.point = maybe_point(form);
  wanted.attributes = form.maybe_map("attributes");
  wanted.about_staff = form.maybe_id<domain::StaffId>("about_staff");
  wanted.notice = form.maybe_id<domain::NoticeId>("notice");
  if (form.has("adopts")) {
    Form adopts = form.object("adopts");
    wanted.adopts = desk::RecordRef{adopts.text("source", kLine), adopts.text("number", kLine)};
    adopts.done();
  }
  if (form.has("ask")) {
    Form ask = form.object("ask");
    wanted.ask = ask_form(ask);
    ask.done();
  }
  if (form.has("promise")) {
    Form promise = form.object("promise");
    wanted.promise = promise_form(promise);
    promise.done();
  }
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (contact) {
    const auto call = change.tx.interaction(wanted.interaction);
    if (call && call->contact != contact) {
      return base::invalid("/contact", "contact.not_in_call",
                           "That is not who the conversation is with.");
    }
  }
  auto opened = change.shown(desk::open_case(change.tx, change.who, wanted));
  if (!opened.ok()) return opened.error();
  json::object shown = std::move(opened).value();
  // Where a place in words is enough, a point outside of the city is left out; who typed it hears.
  if (wanted.point) {
    const auto place = desk::place_of(change.tx, wanted.point, wanted.place);
    shown["point_left_out"] = place.ok() && place->left_city;
  }
  return shown;
}

Result<json::object> read(Look& look) {
  const auto id = desk::case_for(look.reader, look.who, look.request.parameters.at("number"));
  if (!id.ok()) return base::not_found("case.unknown", "There is no case with that number.");
  return look.view.case_by_id(id.value());
}

Result<json::object> deliveries(Look& look) {
  const auto id = desk::case_for(look.reader, look.who, look.request.parameters.at("number"));
  if (!id.ok()) return base::not_found("case.unknown", "There is no case with that number.");
  return look.view.deliveries(id.value());
}

Result<desk::CaseFilter> filter_of(Look& look) {
  desk::CaseFilter filter;
  for (const auto& [name, most, take] : kNumbers) {
    const auto given = look.number(name, 1, most);
    if (!given.ok()) return given.error();
    if (given.value()) take(filter, *given.value());
  }
  if (const auto state = look.request.query_value("state")) {
    filter.state = desk::word_of<domain::CaseState>(*state);
    if (!filter.state) {
      return base::invalid("/state", "field.unknown_word", "There is no such state.");
    }
  }
  return filter;
}

Result<json::object> list(Look& look) {
  const auto filter = filter_of(look);
  if (!filter.ok()) return filter.error();
  auto lines = look.reader.cases(filter.value());
  json::value next = nullptr;
  if (static_cast<int>(lines.size()) == filter.value().limit) next = lines.back().id.value;
  if (filter.value().contact) desk::leave_out_hidden(look.reader, look.who, lines);
  json::array cases;
  look.view.add(lines, cases);
  return json::object{{"cases", std::move(cases)}, {"next", next}};
}

Result<json::object> link(Change& change) {
  Form form = change.form();
  const auto ref = change.case_ref(form);
  form.done();
  if (!change.is_fine()) return Change::refused_form();
  if (!ref.ok()) return ref.error();
  const auto page =
      desk::resident_page_for(change.tx, change.who, change.view.signer(), ref.value().id);
  if (!page.ok()) return page.error();
  return json::object{{"url", page.value()}};
}

}  // namespace

void add_cases(Router& router, Door& door) {
  router.on("POST", "/api/v1/cases", door.change("open_case", 201, open));
  router.on("GET", "/api/v1/cases", door.read(desk::Action::read_cases, list));
  router.on("GET", "/api/v1/cases/{number}", door.read(desk::Action::read_cases, read));
  router.on("GET", "/api/v1/cases/{number}/deliveries",
            door.read(desk::Action::read_cases, deliveries));
  router.on("POST", "/api/v1/cases/{number}/link", door.change("case_link", 200, link));
}

}  // namespace kept::http
