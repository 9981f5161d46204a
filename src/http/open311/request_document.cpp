#include "http/open311/request_document.h"

#include "http/open311/moment.h"

namespace kept::http {
namespace {

Node text_if(bool shown, const std::optional<std::string>& text) {
  return Node::text(shown ? text.value_or("") : "");
}

}  // namespace

RequestDocument::RequestDocument(desk::Reader& reader, std::string language)
    : zone_(reader.zone()), language_(std::move(language)) {
  for (desk::ServiceRow& row : reader.services()) services_.emplace(row.id, row);
  for (const desk::DepartmentRow& row : reader.departments()) departments_[row.id] = row.name;
}

Node RequestDocument::show(const desk::RequestLine& line, bool in_full) const {
  const auto service = services_.find(line.service);
  const bool known = service != services_.end();
  const bool shows_place = in_full || (known && service->second.is_public);
  const auto in_language = [&](const desk::Localised& text) {
    return language_ == "fr" && !text.fr.empty() ? text.fr : text.en;
  };
  std::string agency;
  if (line.department) {
    const auto found = departments_.find(*line.department);
    if (found != departments_.end()) agency = in_language(found->second);
  }
  const bool open = line.state == domain::CaseState::open;
  const bool has_point = shows_place && line.point;
  const auto degrees = [&](double value) {
    return has_point ? Node::number(domain::plain_decimal(value)) : Node::absent();
  };
  const domain::Point point = line.point.value_or(domain::Point{});
  return Node::fields(
      {{"service_request_id", Node::text(std::to_string(line.number))},
       {"status", Node::text(open ? "open" : "closed")},
       {"status_notes", Node::text("")},
       {"service_name", Node::text(known ? in_language(service->second.name) : "")},
       {"service_code", Node::text(known ? service->second.code : "")},
       {"description", text_if(in_full, line.description)},
       {"agency_responsible", Node::text(shows_place ? agency : "")},
       {"service_notice", Node::text("")},
       {"requested_datetime", Node::text(told_moment(line.opened_at, zone_))},
       {"updated_datetime", Node::text(told_moment(line.updated_at, zone_))},
       {"expected_datetime",
        line.target ? Node::text(told_moment(*line.target, zone_)) : Node::absent()},
       {"address", text_if(shows_place, line.place)},
       {"address_id", Node::text("")},
       {"zipcode", Node::text("")},
       {"lat", degrees(point.lat)},
       {"long", degrees(point.lng)},
       {"media_url", Node::text("")}});
}

}  // namespace kept::http
