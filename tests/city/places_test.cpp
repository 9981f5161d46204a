// The city's map at work: areas that change with time, cases that keep those of their day, requests
// beyond the boundary, departments by ward.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/time_text.h"
#include "desk/count_by_area.h"
#include "desk/import_areas.h"
#include "desk/ports/historic_records.h"
#include "desk/receive_request.h"
#include "places/area_file.h"
#include "store/verify.h"
#include "tests/city/city_in_memory.h"

namespace kept {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using namespace std::chrono;

const base::Instant kAnyDay = base::parse_instant("2026-11-24T16:00:00Z").value();
const base::Instant kInOldDays = base::parse_instant("2020-06-01T16:00:00Z").value();
constexpr base::Date kNewWards = year(2022) / November / 15;
constexpr base::Date kThisDay = year(2026) / November / 24;
constexpr base::Date kOldDay = year(2020) / June / 1;
constexpr domain::Point kHarbour{43.6532, -79.3832};  // in the old ward 3, in the new ward 02
constexpr domain::Point kAcrossTheLake{43.0, -79.4};
const desk::Principal kAdministrator{{}, domain::Role::administrator, domain::Origin::api};

std::vector<desk::AreaDraft> areas_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(kDemoFiles / "places" / file).rdbuf();
  auto read = places::read_area_file(text.str(), {"code", "name"});
  EXPECT_TRUE(read.ok() && read->faults.empty());
  return std::move(read).value().areas;
}

class PlacesTest : public ::testing::Test {
 protected:
  explicit PlacesTest(base::Instant at = kAnyDay) : city_(at) {
    EXPECT_TRUE(city_.take_over(kDemoFiles).ok());
  }

  base::Result<desk::AreasImported> import(const desk::AreaImport& import) {
    return desk::write<desk::AreasImported>(city_.store(), [&](desk::Transaction& tx) {
      return desk::import_areas(tx, kAdministrator, import);
    });
  }
  void import_map() {
    ASSERT_TRUE(import({"city", {}, {}, areas_of("city.geojson")}).ok());
    ASSERT_TRUE(import({"ward", {}, {}, areas_of("ward_before_2022.geojson")}).ok());
    ASSERT_TRUE(import({"ward", kNewWards, {}, areas_of("ward.geojson")}).ok());
  }

  base::Result<domain::Case> receive(const std::string& service, std::optional<domain::Point> point,
                                     const std::string& address = "") {
    const auto received = desk::write<desk::ReceivedRequest>(
        city_.store(), [&](desk::Transaction& tx) -> base::Result<desk::ReceivedRequest> {
          desk::ApiKeyRow key{901, "app", "digest", tx.now(), {}, {}};
          if (tx.api_keys().empty()) tx.save(key);
          desk::RequestForm form;
          for (const desk::ServiceRow& row : tx.services()) {
            if (row.code == service) form.service = row.id;
          }
          form.description = "Look at this.";
          form.address = address;
          form.point = point;
          form.answers = {{"what", "household"}, {"where_in_road", "lane"}};
          for (const desk::ServiceRow& row : tx.services()) {
            if (row.id != form.service) continue;
            std::erase_if(form.answers, [&](const auto& answer) {
              return !desk::has_question(row, answer.first);
            });
            for (const desk::QuestionRow& question : row.questions) {
              const bool is_answered = form.answers.contains(question.code);
              if ((is_answered || question.required) && !question.when &&
                  !question.values.empty()) {
                form.answers[question.code] = question.values.front().first;
              }
            }
          }
          std::vector<base::Error> mistakes;
          return desk::receive_request(tx, key, form, mistakes);
        });
    if (!received.ok()) return received.error();
    std::optional<domain::Case> state;
    city_.store().read([&](desk::Reader& reader) { state = reader.load_case(received->id); });
    return *state;
  }

  std::string department_of(const domain::Case& state) {
    std::string key;
    city_.store().read([&](desk::Reader& reader) {
      for (const desk::DepartmentRow& row : reader.departments()) {
        if (row.id == state.department) key = row.key;
      }
    });
    return key;
  }

  static std::vector<std::string> names(const std::vector<domain::CaseArea>& areas) {
    std::vector<std::string> all;
    for (const domain::CaseArea& area : areas) all.push_back(area.layer + " " + area.name);
    return all;
  }

  std::vector<std::pair<std::string, std::int64_t>> open_by_ward(base::Date day) {
    const auto counted = desk::count_by_area(city_.store(), "ward", day);
    EXPECT_TRUE(counted.ok());
    std::vector<std::pair<std::string, std::int64_t>> open;
    for (const desk::AreaFigures& area : counted->areas) {
      if (area.open > 0) open.emplace_back(area.code, area.open);
    }
    return open;
  }

  City city_;
};

class OldPlacesTest : public PlacesTest {
 protected:
  OldPlacesTest() : PlacesTest(kInOldDays) {}
};

TEST_F(PlacesTest, AnEarlierDrawingEndsWhereTheNextBegins) {
  import_map();
  city_.store().read([](desk::Reader& reader) {
    const auto layers = reader.area_layers();
    ASSERT_EQ(layers.size(), 3U);
    EXPECT_EQ(layers[1].until, kNewWards);
    EXPECT_EQ(layers[2].from, kNewWards);
    EXPECT_THAT(names(reader.areas_at(kHarbour, kOldDay)),
                ElementsAre("city Alder Bay", "ward Heights"));
    EXPECT_THAT(names(reader.areas_at(kHarbour, kThisDay)),
                ElementsAre("city Alder Bay", "ward Old Harbour"));
  });
}

TEST_F(PlacesTest, RecordsOfTheSystemBeforeCountInTheAreasOfADayOrOfTheirOwn) {
  import_map();
  const auto record = [](const std::string& id, base::Instant at,
                         std::optional<domain::Point> where) {
    desk::HistoricRecord one;
    one.source = "old";
    one.source_id = id;
    one.requested_at = at;
    one.point = where;
    return one;
  };
  const auto saved = city_.store().write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    (void)tx.historic_writer().save(
        {record("1", kInOldDays, kHarbour), record("2", kAnyDay, kHarbour),
         record("3", kAnyDay, kAcrossTheLake), record("4", kAnyDay, std::nullopt)});
    return base::Done{};
  });
  ASSERT_TRUE(saved.ok());
  const auto records = [](const desk::AreaCount& counted) {
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (const desk::AreaFigures& area : counted.areas) {
      if (area.records > 0) found.emplace_back(area.code, area.records);
    }
    return found;
  };
  const auto today = desk::count_by_area(city_.store(), "ward", kThisDay);
  ASSERT_TRUE(today.ok());
  EXPECT_THAT(records(*today), ElementsAre(Pair("02", 2), Pair("", 1)));
  const auto own = desk::count_by_area_of_its_day(city_.store(), "ward");
  ASSERT_TRUE(own.ok());
  EXPECT_THAT(records(own->at(0)), ElementsAre(Pair("3", 1)));
  EXPECT_THAT(records(own->at(1)), ElementsAre(Pair("02", 1)));
}

TEST_F(PlacesTest, TheSameFileAgainChangesNothing) {
  import_map();
  const auto again = import({"ward", kNewWards, {}, areas_of("ward.geojson")});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->unchanged, 6);
  EXPECT_EQ(again->created + again->updated, 0);
  auto renamed = areas_of("ward.geojson");
  renamed[1].name = "Harbour";
  const auto updated = import({"ward", kNewWards, {}, renamed});
  ASSERT_TRUE(updated.ok());
  EXPECT_EQ(updated->updated, 1);
  city_.store().read([](desk::Reader& reader) {
    EXPECT_THAT(names(reader.areas_at(kHarbour, kThisDay)),
                ElementsAre("city Alder Bay", "ward Harbour"));
  });
}

TEST_F(PlacesTest, WhatCasesMayReferToIsNotLeftOut) {
  import_map();
  auto fewer = areas_of("ward.geojson");
  fewer.pop_back();
  const auto refused = import({"ward", kNewWards, {}, fewer});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason, "areas.left_out");
  EXPECT_THAT(refused.error().message, HasSubstr("06"));
}

TEST_F(PlacesTest, TwoDrawingsForTheSameTimeAreRefused) {
  import_map();
  const auto refused =
      import({"ward", year(2021) / May / 1, year(2023) / May / 1, areas_of("ward.geojson")});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason, "areas.overlap");
  EXPECT_EQ(import({"Ward 2", {}, {}, areas_of("ward.geojson")}).error().reason, "areas.bad_layer");
  EXPECT_EQ(import({"ward", kThisDay, kThisDay, areas_of("ward.geojson")}).error().reason,
            "areas.ends_before");
}

TEST_F(OldPlacesTest, ACaseKeepsTheAreaOfItsDayAndCountsInEither) {
  import_map();
  const auto old = receive("pothole", kHarbour);
  ASSERT_TRUE(old.ok()) << old.error().message;
  ASSERT_TRUE(city_.clock().set(kAnyDay).ok());
  const auto young = receive("pothole", kHarbour);
  ASSERT_TRUE(young.ok());
  EXPECT_THAT(names(old->areas), ElementsAre("city Alder Bay", "ward Heights"));
  EXPECT_THAT(names(young->areas), ElementsAre("city Alder Bay", "ward Old Harbour"));
  EXPECT_THAT(open_by_ward(kThisDay), ElementsAre(Pair("02", 2)));
  EXPECT_THAT(open_by_ward(kOldDay), ElementsAre(Pair("3", 2)));
  const auto counts = desk::count_by_area_of_its_day(city_.store(), "ward");
  ASSERT_TRUE(counts.ok());
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ(counts->at(0).areas.at(2).open, 1);  // Heights
  EXPECT_EQ(counts->at(1).areas.at(1).open, 1);  // Old Harbour
  EXPECT_EQ(desk::count_by_area_of_its_day(city_.store(), "parish").error().reason,
            "areas.unknown_layer");
  const auto verified = store::verify(city_.directory(), city_.clock(), {});
  ASSERT_TRUE(verified.ok());
  EXPECT_THAT(verified->differences, IsEmpty());
}

TEST_F(PlacesTest, ADayWithoutSuchAreasCannotBeCountedBy) {
  EXPECT_EQ(desk::count_by_area(city_.store(), "ward", kThisDay).error().reason,
            "areas.unknown_layer");
}

TEST_F(PlacesTest, APointBeyondTheBoundaryIsRefusedUnlessThereAreWords) {
  EXPECT_TRUE(receive("pothole", kAcrossTheLake).ok());  // no map is loaded yet
  import_map();
  const auto refused = receive("pothole", kAcrossTheLake);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason, "point.outside");
  EXPECT_EQ(refused.error().pointer, "/point");
  EXPECT_THAT(refused.error().message, HasSubstr("43, -79.4 lies outside of Alder Bay"));
  const auto in_words = receive("pothole", kAcrossTheLake, "By the old lighthouse");
  ASSERT_TRUE(in_words.ok());
  EXPECT_FALSE(in_words->point);
  EXPECT_TRUE(in_words->place);
  EXPECT_THAT(in_words->areas, IsEmpty());
}

TEST_F(PlacesTest, ACityMayInsistOnAPointInside) {
  import_map();
  ASSERT_TRUE(city_.store()
                  .write([](desk::Transaction& tx) -> base::Result<base::Done> {
                    desk::JurisdictionRow row = tx.jurisdiction();
                    row.boundary.free_text = false;
                    tx.save(row);
                    return base::Done{};
                  })
                  .ok());
  EXPECT_EQ(receive("pothole", kAcrossTheLake, "By the old lighthouse").error().reason,
            "point.outside");
}

TEST_F(PlacesTest, AServiceIsRoutedByWard) {
  import_map();
  const domain::Point heights{43.72, -79.32};
  EXPECT_EQ(department_of(*receive("illegal_dumping", kHarbour)), "bylaw");
  EXPECT_EQ(department_of(*receive("illegal_dumping", heights)), "solid_waste");
  EXPECT_EQ(department_of(*receive("illegal_dumping", {}, "By the bridge")), "solid_waste");
  EXPECT_EQ(department_of(*receive("park_maintenance", domain::Point{43.64, -79.47})),
            "recreation");
  EXPECT_EQ(department_of(*receive("park_maintenance", heights)), "parks");
}

}  // namespace
}  // namespace kept
