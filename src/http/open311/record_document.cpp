#include "http/open311/record_document.h"

#include <utility>
#include <vector>

#include "http/open311/moment.h"

namespace kept::http {

Node RecordDocument::moment(const std::optional<base::Instant>& instant) const {
  return instant ? Node::text(told_moment(*instant, zone_)) : Node::absent();
}

Node RecordDocument::show(const desk::OpenDataRow& row) const {
  const desk::OpenRecord record = rules_.shown(row);
  const auto degrees = [&](double domain::Point::*which) {
    return record.point ? Node::number(domain::plain_decimal((*record.point).*which))
                        : Node::absent();
  };
  std::vector<Node::Field> fields;
  fields.reserve(kRequestFields);
  fields.emplace_back("service_request_id", Node::text(record.id));
  fields.emplace_back("status", Node::text(record.open ? "open" : "closed"));
  fields.emplace_back("status_notes",
                      Node::text(record.notes.empty() ? record.status_word : record.notes));
  fields.emplace_back("service_name", Node::text(record.service_name));
  fields.emplace_back("service_code", Node::text(record.service_code));
  fields.emplace_back("description", Node::text(""));
  fields.emplace_back("agency_responsible", Node::text(record.department));
  fields.emplace_back("service_notice", Node::text(""));
  fields.emplace_back("requested_datetime", moment(record.requested_at));
  fields.emplace_back("updated_datetime",
                      moment(record.updated_at ? record.updated_at : record.closed_at));
  fields.emplace_back("expected_datetime", Node::absent());
  fields.emplace_back("address", Node::text(record.address));
  fields.emplace_back("address_id", Node::text(""));
  fields.emplace_back("zipcode", Node::text(""));
  fields.emplace_back("lat", degrees(&domain::Point::lat));
  fields.emplace_back("long", degrees(&domain::Point::lng));
  fields.emplace_back("media_url", Node::text(""));
  if (extended_) {
    const bool has_parent = !record.parent_id.empty();
    fields.emplace_back("attributes", Node::list("attribute", {}));
    fields.emplace_back("extended_attributes",
                        Node::fields({{"detailed_status", Node::text("")},
                                      {"duplicate", Node::truth(has_parent)},
                                      {"parent_service_request_id",
                                       has_parent ? Node::text(record.parent_id) : Node::absent()},
                                      {"photos", Node::list("photo", {})}}));
    fields.emplace_back("notes", Node::list("note", {}));
  }
  return Node::fields(std::move(fields));
}

}  // namespace kept::http
