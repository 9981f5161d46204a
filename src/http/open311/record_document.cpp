#include "http/open311/record_document.h"

#include <utility>
#include <vector>

#include "http/open311/moment.h"

namespace kept::http {

void RecordDocument::moment(EntryWriter& out, const char* name,
                            const std::optional<base::Instant>& instant) const {
  if (instant) {
    out.text(name, told_moment(*instant, zone_));
  } else {
    out.absent(name);
  }
}

void RecordDocument::show(EntryWriter& out, const desk::OpenDataRow& row) const {
  const desk::OpenRecord record = rules_.shown(row);
  out.begin();
  out.text("service_request_id", record.id);
  out.text("status", record.open ? "open" : "closed");
  out.text("status_notes", record.notes.empty() ? record.status_word : record.notes);
  out.text("service_name", record.service_name);
  out.text("service_code", record.service_code);
  out.text("description", "");
  out.text("agency_responsible", record.department);
  out.text("service_notice", "");
  moment(out, "requested_datetime", record.requested_at);
  moment(out, "updated_datetime", record.updated_at ? record.updated_at : record.closed_at);
  out.absent("expected_datetime");
  out.text("address", record.address);
  out.text("address_id", "");
  out.text("zipcode", "");
  if (record.point) {
    out.number("lat", domain::plain_decimal(record.point->lat));
    out.number("long", domain::plain_decimal(record.point->lng));
  } else {
    out.absent("lat");
    out.absent("long");
  }
  out.text("media_url", "");
  if (extended_) extend(out, record);
  out.end();
}

void RecordDocument::extend(EntryWriter& out, const desk::OpenRecord& record) {
  const bool has_parent = !record.parent_id.empty();
  std::vector<Node> areas;
  for (const auto& [layer, name] : record.areas) {
    areas.push_back(Node::fields(
        {{"layer", Node::text(layer)}, {"id", Node::text("")}, {"name", Node::text(name)}}));
  }
  out.node("attributes", Node::list("attribute", {}));
  out.node("extended_attributes",
           Node::fields({{"detailed_status", Node::text("")},
                         {"duplicate", Node::truth(has_parent)},
                         {"parent_service_request_id",
                          has_parent ? Node::text(record.parent_id) : Node::absent()},
                         {"areas", Node::list("area", std::move(areas))},
                         {"photos", Node::list("photo", {})}}));
  out.node("notes", Node::list("note", {}));
}

}  // namespace kept::http
