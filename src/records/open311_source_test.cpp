// What an Open311 server answers, as records.
#include "records/open311_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"

namespace kept::records {
namespace {

using desk::HistoricRecord;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr const char* kRequest = R"({
  "service_request_id": 101005570514, "status": "closed", "status_notes": "Completed.",
  "service_name": "Road - Pot hole", "service_code": 30102, "agency_responsible": "311 Toronto",
  "requested_datetime": "2018-10-28T17:00:00-04:00", "updated_datetime": "2018-10-29T09:00:00-04:00",
  "address": "Quilter Rd / Burnett Ave", "lat": 43.763138218999998, "long": -79.419268001999995,
  "zipcode": null, "media_url": null})";

std::vector<Row> answered_rows(const std::string& answer) {
  auto requests = read_open311(answer);
  if (!requests.ok()) {
    ADD_FAILURE() << requests.error().message;
    return {};
  }
  Open311Source source(std::move(requests).value(), "toronto",
                       base::TimeZone::load("America/Toronto").value());
  std::vector<Row> rows;
  Row row;
  while (source.next(row).value()) rows.push_back(row);
  return rows;
}

std::string error_of(const std::string& answer) {
  const auto requests = read_open311(answer);
  return requests.ok() ? "none" : requests.error().message;
}

/// kRequest with one member replaced, as the only one of its list; the refusal.
std::string refusal_of(const std::string& from, const std::string& to) {
  std::string request = kRequest;
  request.replace(request.find(from), from.size(), to);
  const auto rows = answered_rows("[" + request + "]");
  const auto* refusal = std::get_if<Refusal>(&rows.at(0));
  if (refusal == nullptr) return "taken";
  return std::to_string(refusal->line) + " " + refusal->column + ": " + refusal->value;
}

void expect_the_pothole(const HistoricRecord& record) {
  EXPECT_EQ(record.source, "toronto");
  EXPECT_EQ(record.source_id, "101005570514");
  EXPECT_EQ(record.service_code, "30102");
  EXPECT_EQ(record.service_name, "Road - Pot hole");
  EXPECT_FALSE(record.open);
  EXPECT_EQ(base::format_utc(record.requested_at), "2018-10-28T21:00:00Z");
  EXPECT_EQ(base::format_utc(record.updated_at.value()), "2018-10-29T13:00:00Z");
  EXPECT_EQ(record.closed_at, record.updated_at);
  EXPECT_EQ(record.address, "Quilter Rd / Burnett Ave");
  EXPECT_EQ(record.point, (domain::Point{43.763138219, -79.419268002}));
  EXPECT_EQ(record.department, "311 Toronto");
  EXPECT_EQ(record.resolution, "Completed.");
}

TEST(Open311Source, ReadsBothFormsOfJson) {
  const std::string request = kRequest;
  for (const std::string& answer :
       {"[" + request + "]", "{\"service_requests\": [" + request + "]}"}) {
    const auto rows = answered_rows(answer);
    ASSERT_THAT(rows, SizeIs(1));
    expect_the_pothole(std::get<HistoricRecord>(rows[0]));
  }
  EXPECT_THAT(answered_rows("[]"), SizeIs(0));
}

TEST(Open311Source, ReadsXml) {
  const auto rows = answered_rows(R"(<?xml version="1.0" encoding="utf-8"?>
<service_requests><request>
<service_request_id>101005570514</service_request_id><status>closed</status>
<status_notes>Completed.</status_notes><service_name>Road - Pot hole</service_name>
<service_code>30102</service_code><agency_responsible>311 Toronto</agency_responsible>
<requested_datetime>2018-10-28T17:00:00-04:00</requested_datetime>
<updated_datetime>2018-10-29T09:00:00-04:00</updated_datetime>
<address>Quilter Rd / Burnett Ave</address><lat>43.763138219</lat><long>-79.419268002</long>
<zipcode/></request></service_requests>)");
  ASSERT_THAT(rows, SizeIs(1));
  expect_the_pothole(std::get<HistoricRecord>(rows[0]));
}

TEST(Open311Source, ReadsTimesAsServersBendThem) {
  const auto requested = [](const std::string& time) {
    std::string request = kRequest;
    const std::string from = "2018-10-28T17:00:00-04:00";
    request.replace(request.find(from), from.size(), time);
    const auto rows = answered_rows("[" + request + "]");
    return base::format_utc(std::get<HistoricRecord>(rows.at(0)).requested_at);
  };
  EXPECT_EQ(requested("2018-10-28T21:00:00Z"), "2018-10-28T21:00:00Z");
  EXPECT_EQ(requested("2018-10-28T17:00:00.5-0400"), "2018-10-28T21:00:00.500Z");
  EXPECT_EQ(requested("2018-10-28T17:00:00"), "2018-10-28T21:00:00Z");  // the city's clock
}

TEST(Open311Source, AnOpenRequestIsNotClosedByItsUpdate) {
  std::string request = kRequest;
  request.replace(request.find("closed"), 6, "open");
  const auto rows = answered_rows("[" + request + "]");
  const auto& record = std::get<HistoricRecord>(rows.at(0));
  EXPECT_TRUE(record.open);
  EXPECT_TRUE(record.updated_at);
  EXPECT_FALSE(record.closed_at);
}

TEST(Open311Source, RefusesWhatItWouldHaveToGuess) {
  EXPECT_EQ(refusal_of("101005570514", "null"), "1 service_request_id: ");
  EXPECT_EQ(refusal_of("\"closed\"", "\"done\""), "1 status: done");
  EXPECT_EQ(refusal_of("2018-10-28T17:00:00-04:00", "yesterday"),
            "1 requested_datetime: yesterday");
  EXPECT_EQ(refusal_of("\"2018-10-28T17:00:00-04:00\"", "null"), "1 requested_datetime: ");
  EXPECT_EQ(refusal_of("43.763138218999998", "null"), "1 lat: , -79.419268002");
  EXPECT_EQ(refusal_of("43.763138218999998", "143.7"), "1 lat: 143.7, -79.419268002");
}

TEST(Open311Source, SaysWhatIsNoAnswer) {
  EXPECT_THAT(error_of(""), HasSubstr("it is empty"));
  EXPECT_THAT(error_of("{\"a\": 1"), HasSubstr("no JSON"));
  EXPECT_THAT(error_of("{\"a\": 1}"), HasSubstr("no list"));
  EXPECT_THAT(error_of("<html><body>"), HasSubstr("no XML"));
  EXPECT_THAT(error_of("<html/>"), HasSubstr("<html>"));
  EXPECT_THAT(error_of(R"([{"code": 403, "description": "No key"}])"), HasSubstr("No key"));
  EXPECT_THAT(error_of("<errors><error><code>403</code><description>No key</description></error>"
                       "</errors>"),
              HasSubstr("No key"));
}

}  // namespace
}  // namespace kept::records
