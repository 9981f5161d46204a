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
  std::vector<Node::Field> fields{
      {"service_request_id", Node::text(record.id)},
      {"status", Node::text(record.open ? "open" : "closed")},
      {"status_notes", Node::text(record.notes.empty() ? record.status_word : record.notes)},
      {"service_name", Node::text(record.service_name)},
      {"service_code", Node::text(record.service_code)},
      {"description", Node::text("")},
      {"agency_responsible", Node::text(record.department)},
      {"service_notice", Node::text("")},
      {"requested_datetime", moment(record.requested_at)},
      {"updated_datetime", moment(record.updated_at ? record.updated_at : record.closed_at)},
      {"expected_datetime", Node::absent()},
      {"address", Node::text(record.address)},
      {"address_id", Node::text("")},
      {"zipcode", Node::text("")},
      {"lat", degrees(&domain::Point::lat)},
      {"long", degrees(&domain::Point::lng)},
      {"media_url", Node::text("")}};
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
