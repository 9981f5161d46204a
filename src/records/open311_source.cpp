#include "records/open311_source.h"

#include <fmt/format.h>

#include <array>
#include <boost/json.hpp>
#include <pugixml.hpp>
#include <utility>

#include "base/text.h"
#include "base/trimmed.h"

namespace kept::records {
namespace {

namespace json = boost::json;
using base::Result;

constexpr std::array<const char*, 13> kNames{"service_request_id",
                                             "status",
                                             "status_notes",
                                             "service_name",
                                             "service_code",
                                             "agency_responsible",
                                             "requested_datetime",
                                             "updated_datetime",
                                             "address",
                                             "lat",
                                             "long",
                                             "zipcode",
                                             "parent_service_request_id"};
constexpr std::size_t kLongestId = 200;

base::Error no_answer(const std::string& why) {
  return base::invalid("", "import.no_requests",
                       "This is no answer of an Open311 server to GET requests: " + why + ".");
}

std::string text_of(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(base::trimmed(*text));
  if (const auto* number = value.if_int64()) return std::to_string(*number);
  if (const auto* large = value.if_uint64()) return std::to_string(*large);
  if (const auto* real = value.if_double()) return domain::plain_decimal(*real);
  return {};
}

Open311Request request_of(const json::object& object) {
  Open311Request request;
  for (const char* name : kNames) {
    if (const auto* value = object.if_contains(name)) request[name] = text_of(*value);
  }
  return request;
}

Result<std::vector<Open311Request>> read_json(const std::string& answer) {
  json::error_code failed;
  const json::value document = json::parse(answer, failed);
  if (failed) return no_answer("it is no JSON");
  const json::array* list = document.if_array();
  if (const json::object* wrapped = document.if_object()) {
    const json::value* inner = wrapped->if_contains("service_requests");
    if (inner != nullptr) list = inner->if_array();
  }
  if (list == nullptr) return no_answer("there is no list in it");
  std::vector<Open311Request> requests;
  for (const json::value& entry : *list) {
    const json::object* object = entry.if_object();
    if (object == nullptr) return no_answer("the list holds something else than objects");
    if (object->contains("code") && object->contains("description") &&
        !object->contains("service_request_id")) {
      return no_answer("the server says " + text_of(object->at("description")));
    }
    requests.push_back(request_of(*object));
  }
  return requests;
}

Result<std::vector<Open311Request>> read_xml(const std::string& answer) {
  pugi::xml_document document;
  if (!document.load_buffer(answer.data(), answer.size())) return no_answer("it is no XML");
  const pugi::xml_node root = document.document_element();
  if (std::string_view(root.name()) == "errors") {
    const std::string says = root.first_child().child_value("description");
    return no_answer("the server says " + says);
  }
  if (std::string_view(root.name()) != "service_requests") {
    return no_answer(fmt::format("it begins with <{}>", root.name()));
  }
  std::vector<Open311Request> requests;
  for (const pugi::xml_node node : root.children()) {
    if (node.type() != pugi::node_element) continue;
    Open311Request request;
    for (const char* name : kNames) request[name] = base::trimmed(node.child_value(name));
    requests.push_back(std::move(request));
  }
  return requests;
}

std::string field(const Open311Request& request, const char* name) {
  const auto found = request.find(name);
  return found == request.end() ? std::string() : found->second;
}

}  // namespace

Result<std::vector<Open311Request>> read_open311(const std::string& answer) {
  if (!base::is_utf8(answer)) return no_answer("it is not UTF-8");
  std::string_view text = answer;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = base::trimmed(text);
  if (text.empty()) return no_answer("it is empty");
  return text.front() == '<' ? read_xml(std::string(text)) : read_json(std::string(text));
}

Open311Source::Open311Source(std::vector<Open311Request> requests, std::string source,
                             const base::TimeZone& city_zone)
    : requests_(std::move(requests)), source_(std::move(source)), zone_(city_zone) {
  // Servers leave the zone out, or write it without its colon, though the standard wants it.
  for (const char* format :
       {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S%z", "%Y-%m-%dT%H:%M:%E*S"}) {
    formats_.push_back(base::TimeFormat::make(format).value());
  }
}

std::vector<std::string> Open311Source::header() const { return {kNames.begin(), kNames.end()}; }

Result<bool> Open311Source::next(Row& row) {
  if (next_ == size()) return false;
  const Open311Request& request = requests_[static_cast<std::size_t>(next_++)];
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
  Refusal refusal{next_, wrong->field, wrong->value, wrong->reason, {}};
  for (const char* name : kNames) refusal.row.push_back(field(request, name));
  row = std::move(refusal);
  return true;
}

std::optional<Open311Source::Wrong> Open311Source::read(const Open311Request& request,
                                                        desk::HistoricRecord& record,
                                                        Remarks& remarks) const {
  record.source = source_;
  record.source_id = field(request, "service_request_id");
  if (record.source_id.empty()) {
    return Wrong{"service_request_id", "", "there is nothing here"};
  }
  if (record.source_id.size() > kLongestId) {
    return Wrong{"service_request_id", "", fmt::format("it is longer than {} bytes", kLongestId)};
  }
  record.status_word = field(request, "status");
  if (record.status_word != "open" && record.status_word != "closed") {
    return Wrong{"status", record.status_word, "this is neither open nor closed"};
  }
  record.open = record.status_word == "open";
  record.service_code = field(request, "service_code");
  record.service_name = field(request, "service_name");
  if (record.service_code.empty() && record.service_name.empty()) {
    return Wrong{"service_code", "", "there is nothing here"};
  }
  std::optional<base::Instant> requested;
  if (auto wrong = read_time(request, "requested_datetime", requested, remarks)) return wrong;
  if (!requested) return Wrong{"requested_datetime", "", "there is nothing here"};
  record.requested_at = *requested;
  if (auto wrong = read_time(request, "updated_datetime", record.updated_at, remarks)) return wrong;
  // The standard: 'when closed, the date it was closed'.
  if (!record.open) record.closed_at = record.updated_at;
  remarks.closed_earlier = record.closed_at && *record.closed_at < record.requested_at ? 1 : 0;
  record.address = field(request, "address");
  const std::string lat = field(request, "lat");
  const std::string lng = field(request, "long");
  if (!lat.empty() || !lng.empty()) {
    record.point = domain::Point::parse(lat + "," + lng);
    if (!record.point) {
      return Wrong{"lat", lat + ", " + lng, "these are no latitude and longitude"};
    }
  }
  record.department = field(request, "agency_responsible");
  record.resolution = field(request, "status_notes");
  record.parent_id = field(request, "parent_service_request_id");
  if (const std::string zip = field(request, "zipcode"); !zip.empty()) {
    record.areas["zip code"] = zip;
  }
  return std::nullopt;
}

std::optional<Open311Source::Wrong> Open311Source::read_time(const Open311Request& request,
                                                             const char* name,
                                                             std::optional<base::Instant>& into,
                                                             Remarks& remarks) const {
  const std::string written = field(request, name);
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
