// What an Open311 server answers, as records.
#include "records/open311_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

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

/// An answer that comes in pieces of so many bytes.
class Pieces final : public RequestStream {
 public:
  Pieces(std::string text, std::size_t size)
      : text_(std::move(text)),
        size_(size),
        entries_([this](char* into, std::size_t room) -> base::Result<std::size_t> {
          const std::size_t count = text_.copy(into, std::min(size_, room), read_);
          read_ += count;
          return count;
        }) {}
  base::Result<bool> next(Open311Request& request) override { return entries_.next(request); }
  [[nodiscard]] std::string page() const override { return {}; }
  [[nodiscard]] std::int64_t position() const override { return 0; }
  [[nodiscard]] std::int64_t size() const override { return 0; }

 private:
  std::string text_;
  std::size_t size_;
  std::size_t read_ = 0;
  Open311Entries entries_;
};

Open311Source source_of(const std::string& answer, std::size_t piece = 7) {
  return {std::make_unique<Pieces>(answer, piece), "toronto",
          base::TimeZone::load("America/Toronto").value()};
}

std::vector<Row> answered_rows(const std::string& answer, std::size_t piece = 7) {
  auto source = source_of(answer, piece);
  std::vector<Row> rows;
  Row row;
  for (;;) {
    const auto more = source.next(row);
    if (!more.ok()) ADD_FAILURE() << more.error().message;
    if (!more.ok() || !*more) return rows;
    rows.push_back(row);
  }
}

std::string error_of(const std::string& answer, std::size_t piece = 7) {
  auto source = source_of(answer, piece);
  Row row;
  for (;;) {
    const auto more = source.next(row);
    if (!more.ok()) return more.error().message;
    if (!*more) return "none";
  }
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

TEST(Open311Source, ReadsAnAnswerTheSameInWhicheverPiecesItComes) {
  const std::string list = "\xEF\xBB\xBF\r\n{\"count\": 2, \"service_requests\": [" +
                           std::string(kRequest) + ", " + kRequest + "], \"more\": [1, {}]}\n";
  for (std::size_t size = 3; size < 90; ++size) {
    const auto rows = answered_rows(list, size);
    ASSERT_THAT(rows, SizeIs(2)) << size;
    for (const Row& row : rows) expect_the_pothole(std::get<HistoricRecord>(row));
  }
}

TEST(Open311Source, ReadsNothingOutOfWhatStandsWithinARequest) {
  const std::string request = kRequest;
  const std::string inner =
      R"("extended_attributes": {"address": "elsewhere", "photos": [{"status": "open"}, "x"]},
         "notes": [["address"]], "attributes": {"areas": {"ward": "1"}}, )";
  const auto rows = answered_rows("[{" + inner + request.substr(1) + "]");
  ASSERT_THAT(rows, SizeIs(1));
  expect_the_pothole(std::get<HistoricRecord>(rows[0]));
  EXPECT_TRUE(std::get<HistoricRecord>(rows[0]).areas.empty());
}

/// As `kept311 export open311` writes one, and what becomes of it.
void expect_the_exported(const HistoricRecord& record) {
  EXPECT_EQ(record.source, "Alder Bay");
  EXPECT_EQ(record.status_word, "completed");
  EXPECT_EQ(record.channel, "call");
  EXPECT_FALSE(record.closed_at);  // it says nothing of when it was closed
  EXPECT_TRUE(record.updated_at);
  EXPECT_EQ(record.areas,
            (std::map<std::string, std::string>{{"district", "2"}, {"ward", "Éast"}}));
  EXPECT_EQ(record.point, (domain::Point{43.6532, -79.383200001}));
}

TEST(Open311Source, ReadsTheBulkExtensionAsItIsExported) {
  const auto json = answered_rows(R"([
{"service_request_id":"100000018","requested_datetime":"2018-10-28T17:00:00-04:00",
"updated_datetime":"2018-10-29T17:00:00-04:00","closed_date":null,"status":"closed",
"status_description":"completed","status_notes":null,"source":"call","service_code":"pothole",
"service_name":"Pothole","description":null,"system":"Alder Bay",
"areas":{"district":"2","ward":"\u00c9ast"},"lat":43.6532,"long":-79.383200001}
])");
  const auto xml = answered_rows(R"(<?xml version="1.0" encoding="utf-8"?>
<service_requests>
<request><service_request_id>100000018</service_request_id>
<requested_datetime>2018-10-28T17:00:00-04:00</requested_datetime>
<updated_datetime>2018-10-29T17:00:00-04:00</updated_datetime><status>closed</status>
<status_description>completed</status_description><source>call</source>
<service_code>pothole</service_code><service_name>Pothole</service_name>
<system>Alder Bay</system><lat>43.6532</lat><long>-79.383200001</long>
<area kind="district">2</area><area kind="ward">&#201;ast</area></request>
</service_requests>)");
  ASSERT_THAT(json, SizeIs(1));
  ASSERT_THAT(xml, SizeIs(1));
  expect_the_exported(std::get<HistoricRecord>(json[0]));
  expect_the_exported(std::get<HistoricRecord>(xml[0]));
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
  EXPECT_EQ(refusal_of("43.763138218999998", "null"), "1 lat: , -79.419268001999995");
  EXPECT_EQ(refusal_of("43.763138218999998", "143.7"), "1 lat: 143.7, -79.419268001999995");
}

TEST(Open311Source, SaysWhatIsNoAnswer) {
  EXPECT_THAT(error_of(""), HasSubstr("it is empty"));
  EXPECT_THAT(error_of("{\"a\": 1"), HasSubstr("no JSON"));
  EXPECT_THAT(error_of("{\"a\": 1}"), HasSubstr("no list"));
  EXPECT_THAT(error_of("[] {}"), HasSubstr("no JSON"));
  EXPECT_THAT(error_of("[[]]"), HasSubstr("something else than objects"));
  EXPECT_THAT(error_of("[1]"), HasSubstr("something else than objects"));
  EXPECT_THAT(error_of("[{}"), HasSubstr("no JSON"));
  EXPECT_THAT(error_of("<service_requests><request>"), HasSubstr("no XML"));
  EXPECT_THAT(error_of("<html/>"), HasSubstr("<html>"));
  EXPECT_THAT(error_of(R"([{"code": 403, "description": "No key"}])"), HasSubstr("No key"));
  EXPECT_THAT(error_of("<errors><error><code>403</code><description>No key</description></error>"
                       "</errors>"),
              HasSubstr("No key"));
}

TEST(Open311Source, EndsWhereOneRequestIsLongerThanAnyIs) {
  const std::string words(std::size_t{2} << 20U, 'x');
  constexpr std::size_t kPiece = 65'536;
  EXPECT_THAT(error_of(R"([{"address": ")" + words + "\"}]", kPiece),
              HasSubstr("longer than 1 MiB"));
  EXPECT_THAT(error_of("<service_requests><request><address>" + words, kPiece),
              HasSubstr("longer than 1 MiB"));
  EXPECT_EQ(error_of(R"([{"description": "", "photo": ")" + words + "\"}]", kPiece), "none");
}

}  // namespace
}  // namespace kept::records
