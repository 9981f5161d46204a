// The map: in which areas a point lies, against looking at every border in turn; open requests
// around a point with a million of them open, and as many open records of the system before. Prints
// medians and the slowest of a hundred (p99); ends with 1 where a point takes over 20 microseconds
// or a look around over 1 ms. How many are open: the first argument, or KEPT_BENCH_CASES.
#include <boost/geometry.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <random>
#include <set>
#include <string>

#include "bench/measure.h"
#include "desk/ports/historic_records.h"
#include "places/area_finder.h"
#include "tests/support/small_city.h"

namespace kept {
namespace {

namespace geometry = boost::geometry;
using Corner = geometry::model::d2::point_xy<double>;
using Polygon = geometry::model::polygon<Corner>;

constexpr int kAcross = 12;     // 144 areas, as many as Toronto has neighbourhoods
constexpr int kCorners = 170;   // to a side: as long as real borders are
constexpr double kSide = 0.02;  // degrees
constexpr double kWest = -79.6;
constexpr double kSouth = 43.5;
constexpr unsigned kSeed = 311;
constexpr int kQuestions = 20'000;
constexpr base::Date kToday = std::chrono::year(2026) / 11 / 24;
constexpr double kPointLimit = 0.02;  // milliseconds
constexpr double kNearbyLimit = 1;

/// A border that bends, the same from both sides of it.
double bend(double along, int border) {
  return kSide / 12 * std::sin(along * 40 * std::numbers::pi / kSide / kAcross + border);
}
Corner corner(double column, double row) {
  const double x = column * kSide;
  const double y = row * kSide;
  return {kWest + x + bend(y, static_cast<int>(column)),
          kSouth + y + bend(x, static_cast<int>(row) + 100)};
}

Polygon area(int column, int row) {
  Polygon polygon;
  const auto add = [&](double from_column, double from_row, double to_column, double to_row) {
    for (int i = 0; i < kCorners; ++i) {
      const double share = static_cast<double>(i) / kCorners;
      geometry::append(polygon, corner(from_column + share * (to_column - from_column),
                                       from_row + share * (to_row - from_row)));
    }
  };
  add(column, row, column, row + 1);
  add(column, row + 1, column + 1, row + 1);
  add(column + 1, row + 1, column + 1, row);
  add(column + 1, row, column, row);
  geometry::append(polygon, corner(column, row));
  return polygon;
}

std::string geojson(const Polygon& polygon) {
  std::string text = R"({"type":"Polygon","coordinates":[[)";
  for (const Corner& one : polygon.outer()) {
    text += (text.back() == '[' ? "[" : ",[") + domain::plain_decimal(one.x()) + "," +
            domain::plain_decimal(one.y()) + "]";
  }
  return text + "]]}";
}

void print(const char* what, bench::Durations& times) {
  std::printf("%-58s p50 %9.4f ms   p99 %9.4f ms\n", what, times.at(0.5), times.at(0.99));
}

void measure_areas(bench::Goals& goals) {
  std::vector<Polygon> borders;
  std::vector<desk::AreaRow> rows;
  for (int i = 0; i < kAcross * kAcross; ++i) {
    borders.push_back(area(i % kAcross, i / kAcross));
    rows.push_back({{i + 1}, {1}, std::to_string(i), "area", geojson(borders.back())});
  }
  const auto finder = places::make_area_finder({{{1}, "neighbourhood", {}, {}}}, rows);
  std::mt19937 random(kSeed);
  std::uniform_real_distribution<double> aside(0, kAcross * kSide);
  bench::Durations found;
  bench::Durations in_turn;
  int differ = 0;
  for (int i = 0; i < kQuestions; ++i) {
    const domain::Point point{kSouth + aside(random), kWest + aside(random)};
    std::string by_finder;
    std::set<std::string> by_scan;  // several where bends make neighbours overlap
    found.time([&] {
      const auto areas = finder->at(point, kToday);
      if (!areas.empty()) by_finder = areas.front().code;
    });
    in_turn.time([&] {
      for (std::size_t one = 0; one < borders.size(); ++one) {
        if (geometry::within(Corner(point.lng, point.lat), borders[one])) {
          by_scan.insert(std::to_string(one));
        }
      }
    });
    if (by_finder.empty() ? !by_scan.empty() : !by_scan.contains(by_finder)) ++differ;
  }
  print("area of a point, 144 areas with 680 corners each", found);
  print("the same by looking at every border", in_turn);
  std::printf("  %.0f times as fast\n", in_turn.at(0.5) / found.at(0.5));
  goals.at_most(kPointLimit, found.at(0.99), "ms", "area of a point: p99");
  goals.at_most(0, differ, "answers", "area of a point: other than by looking at every border");
}

/// Open requests of 40 services all over a large city, a third of them downtown. Written as they
/// would be derived; their events are not looked at here.
void fill(const std::filesystem::path& directory, long cases) {
  testing::run_sql(
      directory,
      "WITH RECURSIVE n(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM n LIMIT " +
          std::to_string(cases) +
          "), p AS (SELECT i, 43.6 + (i % 3 = 0) * 0.05 + (random() & 1048575) / 1048576.0 * "
          "(CASE WHEN i % 3 = 0 THEN 0.03 ELSE 0.25 END) AS lat, "
          "-79.6 + (i % 3 = 0) * 0.2 + (random() & 1048575) / 1048576.0 * "
          "(CASE WHEN i % 3 = 0 THEN 0.04 ELSE 0.45 END) AS lng FROM n) "
          "INSERT INTO case_points (jurisdiction_id, case_id, lat, lng, cell, wide_cell, "
          "open_service, opened_at) SELECT 1, i, lat, lng, "
          "CAST((lat + 90) * 740 AS INTEGER) * 4294967296 + CAST((lng + 180) * 740 AS INTEGER), 0, "
          "1 + (i * 7919) % 40, 1000 + i FROM p;"
          "INSERT INTO cases (jurisdiction_id, id, number, kind, state, version, service_id, "
          "summary_id, opened_at, reopened, not_heard) SELECT 1, case_id, case_id, "
          "'service_request', 'open', 2, open_service, 0, opened_at, 0, 0 FROM case_points;"
          "ANALYZE");
}

long usual_cases() {
  const char* wanted = std::getenv("KEPT_BENCH_CASES");
  return wanted == nullptr ? 1'000'000 : std::atol(wanted);
}

/// As many records of the system before, open as well and of the same services and places: cities
/// leave many open for good.
void fill_records(const std::filesystem::path& directory) {
  testing::run_sql(
      directory,
      "INSERT INTO historic_records (jurisdiction_id, source, source_id, digest, service_code, "
      "service_name, open, status_word, requested_at, address, lat, lng, cell, wide_cell, "
      "department, areas, channel, parent_id, resolution) SELECT 1, 'old', case_id, '', "
      "'s' || open_service, '', 1, '', opened_at, 'Elm Street', lat, lng, cell, wide_cell, '', "
      "'{}', '', '', '' FROM case_points;"
      "ANALYZE");
}

void measure_nearby(bench::Goals& goals, long cases) {
  const testing::TemporaryDirectory place;
  base::ManualClock clock(testing::noon_of_the_call());
  const auto city = testing::open_city(place.path(), clock);
  fill(place.path(), cases);
  fill_records(place.path());
  std::mt19937 random(kSeed);
  std::uniform_real_distribution<double> share(0, 1);
  bench::Durations times;
  bench::Durations of_records;
  std::size_t found = 0;
  std::size_t records = 0;
  city->read([&](desk::Reader& reader) {
    for (int i = 0; i < kQuestions; ++i) {
      desk::NearbyQuestion question;
      question.service = domain::ServiceId{1 + i % 40};
      const bool downtown = i % 2 == 0;
      question.centre =
          downtown ? domain::Point{43.65 + 0.03 * share(random), -79.4 + 0.04 * share(random)}
                   : domain::Point{43.6 + 0.25 * share(random), -79.6 + 0.45 * share(random)};
      question.radius = 150;
      times.time([&] { found += reader.nearby(question).size(); });
      const std::string code = "s" + std::to_string(question.service.value);
      of_records.time([&] { records += reader.historic().open_near(code, question).size(); });
    }
  });
  std::printf("%ld open requests of 40 services, and as many open records from before\n", cases);
  print("open requests of a service within 150 m", times);
  std::printf("  %.1f found each time\n", static_cast<double>(found) / kQuestions);
  print("open records from before, the same", of_records);
  std::printf("  %.1f found each time\n", static_cast<double>(records) / kQuestions);
  goals.at_most(kNearbyLimit, times.at(0.99), "ms", "open requests within 150 m: p99");
  goals.at_most(kNearbyLimit, of_records.at(0.99), "ms", "open records within 150 m: p99");
}

}  // namespace
}  // namespace kept

int main(int count, char** words) {
  kept::bench::Goals goals;
  kept::measure_areas(goals);
  kept::measure_nearby(goals, count > 1 ? std::atol(words[1]) : kept::usual_cases());
  return goals.verdict();
}
