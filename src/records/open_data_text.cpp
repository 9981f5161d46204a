#include "records/open_data_text.h"

#include <boost/json.hpp>
#include <chrono>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time_text.h"
#include "base/xml_text.h"
#include "records/csv_rows.h"

namespace kept::records {
namespace {

using desk::OpenDataFormat;
using desk::OpenRecord;

const std::vector<std::string> kColumns{"service_request_id",
                                        "requested_datetime",
                                        "updated_datetime",
                                        "closed_date",
                                        "status",
                                        "status_description",
                                        "status_notes",
                                        "source",
                                        "service_code",
                                        "service_name",
                                        "description",
                                        "agency_responsible",
                                        "address",
                                        "lat",
                                        "long",
                                        "areas",
                                        "parent_service_request_id",
                                        "system"};

std::string areas_text(const OpenRecord& record) {
  if (record.areas.empty()) return {};
  boost::json::object areas;
  for (const auto& [kind, area] : record.areas) areas[kind] = area;
  return boost::json::serialize(areas);
}

/// Spreadsheets take a text that begins so for a formula; a blank before it makes it a text again,
/// and whoever reads the file back trims it.
std::string no_formula(const std::string& text) {
  const bool begins_formula =
      !text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos;
  return begins_formula ? " " + text : text;
}

/// The texts of an entry by name, in the order of kColumns; what is a number or a list is not here.
using Texts = std::vector<std::pair<const char*, std::string>>;

}  // namespace

std::string OpenDataText::moment(const std::optional<base::Instant>& instant) const {
  if (!instant) return {};
  return base::format_local(std::chrono::floor<std::chrono::seconds>(*instant), zone_);
}

std::string OpenDataText::head() const {
  switch (format_) {
    case OpenDataFormat::csv:
      return csv_line(kColumns);
    case OpenDataFormat::geojson:
      return R"({"type":"FeatureCollection","features":[)";
    case OpenDataFormat::open311_json:
      return "[";
    case OpenDataFormat::open311_xml:
      break;
  }
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests>";
}

std::string OpenDataText::foot() const {
  switch (format_) {
    case OpenDataFormat::csv:
      return {};
    case OpenDataFormat::geojson:
      return "\n]}\n";
    case OpenDataFormat::open311_json:
      return "\n]\n";
    case OpenDataFormat::open311_xml:
      break;
  }
  return "\n</service_requests>\n";
}

std::string OpenDataText::entry(const OpenRecord& record) {
  if (format_ == OpenDataFormat::csv) return csv(record);
  if (format_ == OpenDataFormat::open311_xml) return "\n" + xml(record);
  std::string text = std::exchange(is_first_, false) ? "\n" : ",\n";
  text += format_ == OpenDataFormat::geojson ? feature(record) : json(record);
  return text;
}

std::string OpenDataText::csv(const OpenRecord& record) const {
  const auto degrees = [&](double domain::Point::*which) {
    return record.point ? domain::plain_decimal((*record.point).*which) : std::string();
  };
  return csv_line({record.id, moment(record.requested_at), moment(record.updated_at),
                   moment(record.closed_at), record.open ? "open" : "closed",
                   no_formula(record.status_word), no_formula(record.notes), record.channel,
                   record.service_code, no_formula(record.service_name),
                   no_formula(record.description), record.department, no_formula(record.address),
                   degrees(&domain::Point::lat), degrees(&domain::Point::lng), areas_text(record),
                   record.parent_id, record.system});
}

namespace {

Texts texts_of(const OpenRecord& record, const std::string& requested, const std::string& updated,
               const std::string& closed) {
  return {{"service_request_id", record.id},
          {"requested_datetime", requested},
          {"updated_datetime", updated},
          {"closed_date", closed},
          {"status", record.open ? "open" : "closed"},
          {"status_description", record.status_word},
          {"status_notes", record.notes},
          {"source", record.channel},
          {"service_code", record.service_code},
          {"service_name", record.service_name},
          {"description", record.description},
          {"agency_responsible", record.department},
          {"address", record.address},
          {"parent_service_request_id", record.parent_id},
          {"system", record.system}};
}

/// Boost.JSON would write 4.36532E1 for a number, so only its texts are used.
std::string members(const Texts& texts, const OpenRecord& record) {
  std::string all;
  for (const auto& [name, text] : texts) {
    all += "\"" + std::string(name) + "\":";
    all += text.empty() ? "null" : boost::json::serialize(text);
    all += ",";
  }
  const std::string areas = areas_text(record);
  return all + "\"areas\":" + (areas.empty() ? "{}" : areas);
}

}  // namespace

std::string OpenDataText::json(const OpenRecord& record) const {
  const Texts texts = texts_of(record, moment(record.requested_at), moment(record.updated_at),
                               moment(record.closed_at));
  std::string place = R"("lat":null,"long":null)";
  if (record.point) {
    place = "\"lat\":" + domain::plain_decimal(record.point->lat) +
            ",\"long\":" + domain::plain_decimal(record.point->lng);
  }
  return "{" + members(texts, record) + "," + place + "}";
}

std::string OpenDataText::feature(const OpenRecord& record) const {
  const Texts texts = texts_of(record, moment(record.requested_at), moment(record.updated_at),
                               moment(record.closed_at));
  std::string place = "null";
  if (record.point) {  // east before north: RFC 7946
    place = R"({"type":"Point","coordinates":[)" + domain::plain_decimal(record.point->lng) + "," +
            domain::plain_decimal(record.point->lat) + "]}";
  }
  return R"({"type":"Feature","geometry":)" + place + R"(,"properties":{)" +
         members(texts, record) + "}}";
}

std::string OpenDataText::xml(const OpenRecord& record) const {
  pugi::xml_document document;
  pugi::xml_node request = document.append_child("request");
  const auto add = [&](const char* name, const std::string& text) {
    if (!text.empty()) request.append_child(name).text().set(base::xml_text(text).c_str());
  };
  for (const auto& [name, text] : texts_of(record, moment(record.requested_at),
                                           moment(record.updated_at), moment(record.closed_at))) {
    add(name, text);
  }
  if (record.point) {
    add("lat", domain::plain_decimal(record.point->lat));
    add("long", domain::plain_decimal(record.point->lng));
  }
  for (const auto& [kind, area] : record.areas) {
    pugi::xml_node node = request.append_child("area");
    node.append_attribute("kind") = base::xml_text(kind).c_str();
    node.text().set(base::xml_text(area).c_str());
  }
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

}  // namespace kept::records
