// What a map makes of rows, and what it refuses.
#include "records/row_mapper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/time_text.h"

namespace kept::records {
namespace {

using desk::HistoricRecord;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kMap = R"(
source = "oldtown"
zone = "America/Chicago"
times = ["%m/%d/%Y %I:%M %p", "%Y-%m-%d"]
nothing = ["N/A"]
[columns]
id = "Number"
service_name = ["Type", "Kind of request"]
service_code = "Code"
status = "Status"
requested = "Opened"
updated = "Changed"
closed = "Closed"
address = "Address"
street_1 = "Street"
street_2 = "Cross street"
latitude = "Lat"
longitude = "Lon"
point = "Location"
parent = "Parent"
[areas]
ward = "Ward"
[status]
open = ["Open", "Open - Dup"]
closed = ["Completed"]
)";
constexpr const char* kHeader =
    "Number,KIND_OF_REQUEST,Code,Status,Opened,Changed,Closed,Address,Street,Cross street,Lat,Lon,"
    "Location,Parent,Ward";

/// A file that goes away with this.
class MapFile {
 public:
  explicit MapFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("kept311-map-" + std::to_string(getpid()) + ".toml")) {
    std::ofstream(path_) << text;
  }
  ~MapFile() { std::filesystem::remove(path_); }
  MapFile(const MapFile&) = delete;
  MapFile& operator=(const MapFile&) = delete;
  [[nodiscard]] base::Result<RecordMap> read() const { return RecordMap::read(path_); }

 private:
  std::filesystem::path path_;
};

std::vector<CsvRow> csv_rows_of(const std::string& text) {
  std::size_t from = 0;
  CsvRows rows([&](char* into, std::size_t size) -> base::Result<std::size_t> {
    const std::size_t count = text.copy(into, size, from);
    from += count;
    return count;
  });
  std::vector<CsvRow> found;
  CsvRow row;
  while (rows.next(row).value()) found.push_back(row);
  return found;
}

/// A map with what it needs around it.
class Mapped {
 public:
  Mapped(const std::string& map, const std::string& header) : map_(MapFile(map).read().value()) {
    std::vector<std::string> names;
    for (const CsvRow& row : csv_rows_of(header)) {
      for (std::size_t i = 0; i < row.size(); ++i) names.emplace_back(row[i]);
    }
    mapper_.emplace(RowMapper::make(map_, base::TimeZone::utc(), names).value());
  }

  Row row(const std::string& text) { return mapper_->map(csv_rows_of(text).at(0)); }
  HistoricRecord record(const std::string& text) {
    Row mapped = row(text);
    if (const auto* refusal = std::get_if<Refusal>(&mapped)) {
      ADD_FAILURE() << refusal->column << ": " << refusal->reason;
      return {};
    }
    return std::get<HistoricRecord>(mapped);
  }
  /// "column: value: reason"
  std::string refusal(const std::string& text) {
    const Row mapped = row(text);
    const auto* refusal = std::get_if<Refusal>(&mapped);
    if (refusal == nullptr) return "taken";
    return refusal->column + ": " + refusal->value + ": " + refusal->reason;
  }
  [[nodiscard]] Remarks remarks() const { return mapper_->remarks(); }

 private:
  RecordMap map_;
  std::optional<RowMapper> mapper_;
};

/// kMap with `from` replaced.
std::string map_with(const std::string& from, const std::string& to) {
  std::string map = kMap;
  const std::size_t at = map.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return map.replace(at, from.size(), to);
}

std::string fault_of(const std::string& map) {
  const auto read = MapFile(map).read();
  return read.ok() ? "none" : read.error().message;
}

TEST(RowMapper, MakesARecordOfWhatTheMapNames) {
  Mapped mapped(kMap, kHeader);
  const HistoricRecord record = mapped.record(
      "18-1,Pothole in Street,PHF,Completed,12/18/2018 01:30 PM,,2018-12-19,1127 W SCHUBERT AVE,"
      "N/A,,41.93,-87.65,,18-0,43");
  EXPECT_EQ(record.source, "oldtown");
  EXPECT_EQ(record.source_id, "18-1");
  EXPECT_EQ(record.service_name, "Pothole in Street");
  EXPECT_EQ(record.service_code, "PHF");
  EXPECT_FALSE(record.open);
  EXPECT_EQ(record.status_word, "Completed");
  EXPECT_EQ(base::format_utc(record.requested_at), "2018-12-18T19:30:00Z");  // UTC-6
  EXPECT_FALSE(record.updated_at);
  EXPECT_EQ(base::format_utc(record.closed_at.value()), "2018-12-19T06:00:00Z");
  EXPECT_EQ(record.address, "1127 W SCHUBERT AVE");
  EXPECT_EQ(record.point, (domain::Point{41.93, -87.65}));
  EXPECT_EQ(record.parent_id, "18-0");
  EXPECT_EQ(record.areas, (std::map<std::string, std::string>{{"ward", "43"}}));
}

TEST(RowMapper, WhereThereIsNoAddressTheStreetsAre) {
  Mapped mapped(kMap, kHeader);
  const auto address = [&](const std::string& whole, const std::string& first,
                           const std::string& second) {
    return mapped
        .record("1,Pothole,,Open,2018-12-19,,," + whole + "," + first + "," + second + ",,,,,")
        .address;
  };
  EXPECT_EQ(address("", "King St", "Bay St"), "King St / Bay St");
  EXPECT_EQ(address("N/A", "King St", ""), "King St");
  EXPECT_EQ(address("1 King St", "King St", "Bay St"), "1 King St");
  EXPECT_EQ(address("", "", ""), "");
}

TEST(RowMapper, ReadsPointsAsCitiesWriteThem) {
  Mapped mapped(kMap, kHeader);
  const auto point = [&](const std::string& lat, const std::string& lng, const std::string& both) {
    return mapped.record("1,Pothole,,Open,2018-12-19,,,,,," + lat + "," + lng + "," + both + ",,")
        .point;
  };
  const domain::Point there{43.65, -79.38};
  EXPECT_EQ(point("43.65", "-79.38", ""), there);
  EXPECT_EQ(point("", "", "\"(43.65, -79.38)\""), there);
  EXPECT_EQ(point("", "", "POINT (-79.38 43.65)"), there);
  EXPECT_EQ(point("", "", ""), std::nullopt);
  EXPECT_EQ(point("0", "0.0", ""), std::nullopt);
}

TEST(RowMapper, ReadsCommasInNumbersWhereTheMapSaysSo) {
  Mapped decimal(map_with("[status]", "[coordinates]\ndecimal_comma = true\n[status]"), kHeader);
  EXPECT_EQ(decimal.record("1,Pothole,,Open,2018-12-19,,,,,,\"43,65\",\"-79,38\",,,").point,
            (domain::Point{43.65, -79.38}));
  Mapped thousands(map_with("[status]", "[coordinates]\nthousands = true\n[status]"), kHeader);
  EXPECT_EQ(thousands.record("1,Pothole,,Open,2018-12-19,,,,,,\"0,043.65\",-79.38,,,").point,
            (domain::Point{43.65, -79.38}));
}

TEST(RowMapper, RefusesWhatItWouldHaveToGuess) {
  Mapped mapped(map_with("[status]", "[coordinates]\nnorth = 44\n[status]"), kHeader);
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open"), ": 4: that many columns stand here, and not 15");
  EXPECT_EQ(mapped.refusal("N/A,Pothole,,Open,2018-12-19,,,,,,,,,,"),
            "Number: : there is nothing here");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Done,2018-12-19,,,,,,,,,,"),
            "Status: Done: this word stands neither among open nor among closed");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,yesterday,,,,,,,,,,"),
            "Opened: yesterday: this is no time as the map writes them");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,2018-12-19,,19.12.2018,,,,,,,,"),
            "Closed: 19.12.2018: this is no time as the map writes them");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,2018-12-19,,,,,,43.65,,,,"),
            "Lat: 43.65, : these are no latitude and longitude");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,2018-12-19,,,,,,\"43,65\",-79.38,,,"),
            "Lat: 43,65, -79.38: these are no latitude and longitude");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,2018-12-19,,,,,,45.5,-79.38,,,"),
            "Lat: 45.5, -79.38: the point lies outside of what the map allows");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Open,2018-12-19,,,,,,,,by the lake,,"),
            "Location: by the lake: this is no point");
  EXPECT_EQ(mapped.refusal("1,,,Open,2018-12-19,,,,,,,,,,"), ": : the row names no service");
  EXPECT_THAT(mapped.refusal("1,\xC9gout,,Open,2018-12-19,,,,,,,,,,"),
              HasSubstr("no text in UTF-8"));
  EXPECT_THAT(mapped.refusal("1,\"Pothole,,Open"), HasSubstr("not closed"));
}

TEST(RowMapper, ARefusalHasTheRowAsItStands) {
  Mapped mapped(kMap, kHeader);
  const Row row = mapped.row(" 1 ,\"Pothole, deep\",x");
  const auto& refusal = std::get<Refusal>(row);
  EXPECT_EQ(refusal.line, 1);
  EXPECT_THAT(refusal.row, ElementsAre("1", "Pothole, deep", "x"));
}

TEST(RowMapper, CountsTheHoursThatCameTwiceOrNeverOfRowsThatWereTaken) {
  Mapped mapped(kMap, kHeader);
  const auto at = [&](const std::string& time, const std::string& status) {
    return mapped.row("1,Pothole,," + status + "," + time + ",,,,,,,,,,");
  };
  const Row twice = at("11/04/2018 01:30 AM", "Open");
  EXPECT_EQ(base::format_utc(std::get<HistoricRecord>(twice).requested_at), "2018-11-04T06:30:00Z");
  const Row never = at("03/11/2018 02:30 AM", "Open");
  EXPECT_EQ(base::format_utc(std::get<HistoricRecord>(never).requested_at), "2018-03-11T08:00:00Z");
  EXPECT_EQ(mapped.refusal("1,Pothole,,Done,11/04/2018 01:30 AM,,,,,,,,,,").empty(), false);
  EXPECT_EQ(mapped.remarks().hour_twice, 1);
  EXPECT_EQ(mapped.remarks().hour_never, 1);
}

TEST(RowMapper, WhatWasClosedBeforeItWasMadeIsKeptAndCounted) {
  Mapped mapped(kMap, kHeader);
  const auto record = mapped.record("1,Pothole,,Completed,2018-12-19,,2018-12-18,,,,,,,,");
  EXPECT_LT(*record.closed_at, record.requested_at);
  EXPECT_EQ(mapped.remarks().closed_earlier, 1);
}

TEST(RowMapper, WithoutAHeaderColumnsAreCounted) {
  Mapped mapped(R"(
source = "old"
times = ["%Y-%m-%d"]
[file]
header = false
columns = 4
[columns]
id = 1
requested = 2
service_name = 3
[areas]
borough = 4
[status]
always = "closed"
[[check]]
column = 4
one_of = ["BRONX", "QUEENS"]
)",
                "");
  const auto record = mapped.record("7,2020-07-20,Damaged Tree,QUEENS");
  EXPECT_FALSE(record.open);
  EXPECT_EQ(record.areas.at("borough"), "QUEENS");
  EXPECT_EQ(mapped.refusal("7,2020-07-20,Damaged Tree,05 QUEENS"),
            "4: 05 QUEENS: this is none of the words that may stand here");
}

TEST(RowMapper, RowsWithoutANumberAreToldApartByWhatDoesNotChange) {
  const std::string map = R"(
source = "toronto"
times = ["%Y-%m-%d %H:%M:%E*S"]
id_of = [["Creation Date", "Created"], "Type"]
id_of_if_there = ["Street"]
[columns]
requested = ["Creation Date", "Created"]
status = "Status"
service_name = "Type"
[status]
open = ["New"]
closed = ["Closed"]
)";
  const std::string header = "Created,Status,Type,Street";
  const auto ids = [&](const std::vector<std::string>& rows) {
    Mapped mapped(map, header);
    std::vector<std::string> found;
    for (const std::string& row : rows) found.push_back(mapped.record(row).source_id);
    return found;
  };
  const auto first = ids({"2025-01-01 00:01:05.0000000,New,Noise,King",
                          "2025-01-01 00:01:05.0000000,New,Noise,Bay",
                          "2025-01-01 00:01:05.0000000,New,Noise,King"});
  const auto later = ids({"2025-01-01 00:01:05.0000000,Closed,Noise,King",
                          "2025-01-01 00:01:05.0000000,New,Noise,King"});
  EXPECT_NE(first[0], first[1]);
  EXPECT_EQ(first[2], first[0] + "-2");
  EXPECT_THAT(later, ElementsAre(first[0], first[2]));  // the status does not count
}

TEST(RowMapper, ReadsOtherEncodings) {
  Mapped mapped(map_with("[columns]", "[file]\nencoding = \"ISO-8859-1\"\n[columns]"), kHeader);
  EXPECT_EQ(mapped.record("1,\xC9gout,,Open,2018-12-19,,,,,,,,,,").service_name, "Égout");
}

TEST(RowMapper, AFileWithoutWhatARowMustHaveIsRefused) {
  const auto map = MapFile(kMap).read().value();
  const auto made = RowMapper::make(map, base::TimeZone::utc(), {"Number", "Type", "Opened"});
  ASSERT_FALSE(made.ok());
  EXPECT_THAT(made.error().message, HasSubstr("no column 'Status'"));
  const auto twice = RowMapper::make(map, base::TimeZone::utc(), {"Number", "number", "Opened"});
  ASSERT_FALSE(twice.ok());
  EXPECT_THAT(twice.error().message, HasSubstr("two columns 'number'"));
  const auto enough =
      RowMapper::make(map, base::TimeZone::utc(), {"Number", "Type", "Opened", "Status", "Ward"});
  ASSERT_TRUE(enough.ok());
  EXPECT_THAT(enough->remarks().lacking, ::testing::Contains("closed (Closed)"));
}

TEST(RecordMap, WhatIsWrongInItIsToldWithItsLine) {
  EXPECT_EQ(fault_of(kMap), "none");
  EXPECT_THAT(fault_of(map_with("requested = \"Opened\"", "")),
              HasSubstr("columns lacks requested"));
  EXPECT_THAT(fault_of(map_with("requested", "requestd")), HasSubstr(":11:"));
  EXPECT_THAT(fault_of(map_with("\"%Y-%m-%d\"", "\"%H:%M\"")), HasSubstr("does not tell year"));
  EXPECT_THAT(fault_of(map_with("Chicago", "Chikago")), HasSubstr("IANA"));
  EXPECT_THAT(fault_of(map_with("id = \"Number\"", "")), HasSubstr("id_of"));
  EXPECT_THAT(fault_of(map_with("id = \"Number\"", "id = 3")),
              HasSubstr("named where the file has a header"));
  EXPECT_THAT(fault_of(map_with("closed = [\"Completed\"]", "closed = [\"Open\"]")),
              HasSubstr("stands twice"));
  EXPECT_THAT(fault_of(map_with("longitude = \"Lon\"", "")), HasSubstr("belong together"));
  EXPECT_THAT(fault_of(map_with("[columns]", "[file]\nencoding = \"KLINGON\"\n[columns]")),
              HasSubstr("no encoding"));
}

TEST(RowMapper, SourceOwnWordAndAreasMayStandInTheRow) {
  constexpr const char* kOwn = R"(
source = "oldtown"
times = ["%Y-%m-%d"]
[columns]
id = "id"
service_name = "service"
status = "state"
status_word = "word"
requested = "opened"
source = "system"
areas = "areas"
[status]
open = ["open"]
closed = ["closed"]
)";
  Mapped map(kOwn, "id,service,state,word,opened,system,areas");
  const HistoricRecord whole =
      map.record(R"(1,Pothole,closed,Fixed,2021-03-04,newtown,"{""ward"":""12"",""beat"":""3""}")");
  EXPECT_EQ(whole.source, "newtown");
  EXPECT_FALSE(whole.open);
  EXPECT_EQ(whole.status_word, "Fixed");
  EXPECT_EQ(whole.areas, (std::map<std::string, std::string>{{"beat", "3"}, {"ward", "12"}}));
  const HistoricRecord bare = map.record("2,Pothole,open,,2021-03-04,,");
  EXPECT_EQ(bare.source, "oldtown");
  EXPECT_TRUE(bare.open);
  EXPECT_EQ(bare.status_word, "");
  EXPECT_TRUE(bare.areas.empty());
  for (const char* areas : {"ward 12", R"([""12""])", R"({""ward"":12})", R"({""ward"")"}) {
    EXPECT_THAT(map.refusal(R"(3,Pothole,open,,2021-03-04,,")" + std::string(areas) + "\""),
                HasSubstr("these are no areas"))
        << areas;
  }
  EXPECT_THAT(map.refusal("4,Pothole,open,,2021-03-04," + std::string(201, 'x') + ","),
              HasSubstr("longer than 200 bytes"));
}

}  // namespace
}  // namespace kept::records
