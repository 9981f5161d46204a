#include "records/open311_source.h"

#include <fmt/format.h>

#include <utility>

#include "records/reject_file.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::size_t kLongestId = 200;

/// Whether a request is told as the bulk extension has it, where nothing stands for nothing: it
/// says itself when it was closed.
bool is_bulk(const Open311Request& request) {
  return request.fields.contains("closed_date") || request.fields.contains("status_description") ||
         request.fields.contains("system");
}

}  // namespace

Open311Source::Open311Source(std::unique_ptr<RequestStream> requests, std::string source,
                             const base::TimeZone& city_zone)
    : requests_(std::move(requests)), source_(std::move(source)), zone_(city_zone) {
  // Servers leave the zone out, or write it without its colon, though the standard wants it.
  for (const char* format :
       {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S%z", "%Y-%m-%dT%H:%M:%E*S"}) {
    formats_.push_back(base::TimeFormat::make(format).value());
  }
}

std::vector<std::string> Open311Source::header() const {
  return {kOpen311Fields.begin(), kOpen311Fields.end()};
}

Result<bool> Open311Source::next(Row& row) {
  Open311Request request;
  const auto more = requests_->next(request);
  if (!more.ok() || !*more) return more;
  ++read_;
  desk::HistoricRecord record;
  Remarks remarks;
  const auto wrong = read(request, record, remarks);
  if (!wrong) {
    remarks_.hour_twice += remarks.hour_twice;
    remarks_.hour_never += remarks.hour_never;
    remarks_.closed_earlier += remarks.closed_earlier;
    row = std::move(record);
    return true;
  }
  Refusal refusal{read_, wrong->field, shown(wrong->value), wrong->reason, {}};
  for (const char* name : kOpen311Fields) refusal.row.push_back(request.field(name));
  row = std::move(refusal);
  return true;
}

std::optional<Open311Source::Wrong> Open311Source::read(const Open311Request& request,
                                                        desk::HistoricRecord& record,
                                                        Remarks& remarks) const {
  if (auto wrong = read_number(request, record)) return wrong;
  record.status_word = request.field("status");
  if (record.status_word != "open" && record.status_word != "closed") {
    return Wrong{"status", record.status_word, "this is neither open nor closed"};
  }
  record.open = record.status_word == "open";
  if (is_bulk(request)) record.status_word = request.field("status_description");
  record.service_code = request.field("service_code");
  record.service_name = request.field("service_name");
  if (record.service_code.empty() && record.service_name.empty()) {
    return Wrong{"service_code", "", "there is nothing here"};
  }
  if (auto wrong = read_times(request, record, remarks)) return wrong;
  record.address = request.field("address");
  const std::string lat = request.field("lat");
  const std::string lng = request.field("long");
  if (!lat.empty() || !lng.empty()) {
    record.point = domain::Point::parse(lat + "," + lng);
    if (!record.point) {
      return Wrong{"lat", lat + ", " + lng, "these are no latitude and longitude"};
    }
  }
  record.department = request.field("agency_responsible");
  record.resolution = request.field("status_notes");
  record.parent_id = request.field("parent_service_request_id");
  record.channel = request.field("source");
  record.areas = request.areas;
  if (const std::string zip = request.field("zipcode"); !zip.empty()) {
    record.areas["zip code"] = zip;
  }
  return std::nullopt;
}

std::optional<Open311Source::Wrong> Open311Source::read_number(const Open311Request& request,
                                                               desk::HistoricRecord& record) const {
  const std::string system = request.field("system");
  record.source = system.empty() ? source_ : system;
  record.source_id = request.field("service_request_id");
  if (record.source_id.empty()) return Wrong{"service_request_id", "", "there is nothing here"};
  for (const char* name : {"service_request_id", "system"}) {
    if (request.field(name).size() <= kLongestId) continue;
    return Wrong{name, request.field(name), fmt::format("it is longer than {} bytes", kLongestId)};
  }
  return std::nullopt;
}

std::optional<Open311Source::Wrong> Open311Source::read_times(const Open311Request& request,
                                                              desk::HistoricRecord& record,
                                                              Remarks& remarks) const {
  std::optional<base::Instant> requested;
  if (auto wrong = read_time(request, "requested_datetime", requested, remarks)) return wrong;
  if (!requested) return Wrong{"requested_datetime", "", "there is nothing here"};
  record.requested_at = *requested;
  if (auto wrong = read_time(request, "updated_datetime", record.updated_at, remarks)) return wrong;
  if (auto wrong = read_time(request, "closed_date", record.closed_at, remarks)) return wrong;
  // The standard: 'when closed, the date it was closed'.
  if (!record.open && !is_bulk(request)) record.closed_at = record.updated_at;
  remarks.closed_earlier = record.closed_at && *record.closed_at < record.requested_at ? 1 : 0;
  return std::nullopt;
}

std::optional<Open311Source::Wrong> Open311Source::read_time(const Open311Request& request,
                                                             const char* name,
                                                             std::optional<base::Instant>& into,
                                                             Remarks& remarks) const {
  const std::string written = request.field(name);
  if (written.empty()) return std::nullopt;
  for (const base::TimeFormat& format : formats_) {
    const auto found = format.parse(written, zone_);
    if (!found) continue;
    into = found->instant;
    remarks.hour_twice += found->kind == base::WallTimeKind::kRepeated ? 1 : 0;
    remarks.hour_never += found->kind == base::WallTimeKind::kSkipped ? 1 : 0;
    return std::nullopt;
  }
  return Wrong{name, written, "this is no time as ISO 8601 has it"};
}

}  // namespace kept::records
