// Importing a city's file against the bare insert of the same rows with the same indexes, in the
// same run; ends with 1 where it is less than half as fast. KEPT_BENCH_ROWS: how many rows;
// 200,000.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include "bench/measure.h"
#include "desk/ports/historic_records.h"
#include "records/history_import.h"
#include "store/session.h"
#include "tests/support/small_city.h"

namespace kept {
namespace {

using base::Done;
using base::Result;

constexpr const char* kMap = R"(
source = "bench"
zone = "America/Chicago"
times = ["%Y-%m-%dT%H:%M:%E*S"]
[columns]
id = "number"
service_name = "type"
status = "status"
requested = "created"
closed = "closed"
address = "address"
latitude = "lat"
longitude = "lng"
department = "owner"
channel = "origin"
resolution = "outcome"
[areas]
ward = "ward"
[status]
open = ["Open"]
closed = ["Completed"]
)";

/// Rows as long as those of cities, ids in order and places all over.
void write_file(const std::filesystem::path& file, int rows) {
  std::ofstream out(file);
  out << "number,type,status,created,closed,address,lat,lng,owner,origin,outcome,ward\n";
  std::mt19937 random(311);  // NOLINT(cert-msc51-cpp): the same each time
  std::uniform_real_distribution<double> somewhere(0, 0.4);
  for (int i = 0; i < rows; ++i) {
    const int day = i / 1000 % 28 + 1;
    out << "SR21-" << 10'000'000 + i << ",Snow - Uncleared Sidewalk Complaint " << random() % 75
        << ",Completed,2021-01-" << (day < 10 ? "0" : "") << day
        << "T12:13:14.000,2021-02-01T09:30:26.000," << random() % 9999 << " N KEDVALE AVE,"
        << 41.6 + somewhere(random) << ',' << -87.9 + somewhere(random)
        << ",CDOT - Department of Transportation,Phone Call,"
        << "\"The department responded to the complaint, and took action to fix the condition.\","
        << random() % 50 + 1 << '\n';
  }
}

/// What some work took, by the clock on the wall and of the processors.
struct Took {
  double seconds = 0;
  double cpu = 0;
};

Took time(const std::function<void()>& work) {
  const auto begun = bench::Clock::now();
  const std::clock_t cpu = std::clock();
  work();
  return {bench::seconds_since(begun), static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC};
}

void print(const char* what, const Took& took, int rows) {
  std::printf("%-48s %8.0f rows/s   %5.1f us of CPU a row\n", what, rows / took.seconds,
              1e6 * took.cpu / rows);
}

Took import_all(const std::filesystem::path& map, const std::filesystem::path& file, int rows) {
  const testing::TemporaryDirectory place;
  const base::ManualClock clock(testing::noon_of_the_call());
  const auto store = testing::open_city(place.path(), clock);
  records::ImportOptions options;
  options.alone = true;
  const auto import = [&](std::int64_t desk::HistoricCounts::*expected) {
    return time([&] {
      const auto report =
          records::import_csv(*store, testing::acting(testing::kAda), map, file, options);
      if (!report.ok() || report->counts.*expected != rows) std::abort();
    });
  };
  const Took first = import(&desk::HistoricCounts::created);
  print("the same file again, nothing changed", import(&desk::HistoricCounts::unchanged), rows);
  return first;
}

const store::Query kDropUnique{"bench.drop_unique", "DROP INDEX historic_by_source_id"};
const store::Query kDropTime{"bench.drop_time", "DROP INDEX historic_by_time"};
const store::Query kDropCell{"bench.drop_cell", "DROP INDEX historic_by_cell"};
const store::Query kDropWide{"bench.drop_wide", "DROP INDEX historic_by_wide_cell"};
const store::Query kDropService{"bench.drop_service", "DROP INDEX historic_by_service"};
const store::Query kDropChange{"bench.drop_change", "DROP INDEX historic_by_change"};
const store::Query kDropOpen{"bench.drop_open", "DROP INDEX historic_open"};
const store::Query kDropOpenNear{"bench.drop_open_near", "DROP INDEX historic_open_near"};
const store::Query kCopy{
    "bench.copy",
    "INSERT INTO historic_records (jurisdiction_id, source, source_id, digest, service_code, "
    "service_name, open, status_word, requested_at, closed_at, address, lat, lng, cell, wide_cell, "
    "department, areas, channel, parent_id, resolution) VALUES (1, ?1, ?2, ?3, '', ?4, 0, ?5, ?6, "
    "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, '', ?16)"};
const store::Query kUnique{"bench.unique",
                           "CREATE UNIQUE INDEX historic_by_source_id ON historic_records "
                           "(jurisdiction_id, source_id, source)"};
const store::Query kTime{
    "bench.time",
    "CREATE INDEX historic_by_time ON historic_records (jurisdiction_id, requested_at, id)"};
const store::Query kCell{"bench.cell",
                         "CREATE INDEX historic_by_cell ON historic_records (jurisdiction_id, "
                         "cell, requested_at, id) WHERE cell IS NOT NULL"};
const store::Query kWide{"bench.wide",
                         "CREATE INDEX historic_by_wide_cell ON historic_records "
                         "(jurisdiction_id, wide_cell, requested_at, id) "
                         "WHERE wide_cell IS NOT NULL"};
const store::Query kService{"bench.service",
                            "CREATE INDEX historic_by_service ON historic_records "
                            "(jurisdiction_id, service_code, requested_at, id)"};
const store::Query kChange{"bench.change",
                           "CREATE INDEX historic_by_change ON historic_records (jurisdiction_id, "
                           "coalesce(updated_at, closed_at, requested_at), id)"};
const store::Query kOpen{"bench.open",
                         "CREATE INDEX historic_open ON historic_records (jurisdiction_id, "
                         "requested_at, id) WHERE open = 1"};
const store::Query kOpenNear{"bench.open_near",
                             "CREATE INDEX historic_open_near ON historic_records "
                             "(jurisdiction_id, service_code, cell, requested_at, lat, lng, open) "
                             "WHERE open = 1 AND cell IS NOT NULL"};
const store::Query kWords{"bench.words",
                          "INSERT INTO historic_words (rowid, words) SELECT id, service_name || "
                          "' ' || address FROM historic_records ORDER BY id"};

/// The limit: rows that lie in memory as they go into the table, ten thousand a transaction; the
/// indexes, that of words too, afterwards.
Took insert_all(int rows) {
  const testing::TemporaryDirectory place;
  const base::ManualClock clock(testing::noon_of_the_call());
  testing::open_city(place.path(), clock).reset();
  store::Database database(place.path() / "kept311.db", {});
  return time([&] {
    for (const auto* query : {&kDropUnique, &kDropTime, &kDropCell, &kDropWide, &kDropService,
                              &kDropChange, &kDropOpen, &kDropOpenNear}) {
      database.run(*query);
    }
    const std::string digest(32, 'd');
    for (int i = 0; i < rows; ++i) {
      if (i % 10'000 == 0) database.execute("BEGIN IMMEDIATE");
      // Numbers of other lengths than in the file would not be the same rows.
      database.run(kCopy, "bench", "SR21-" + std::to_string(10'000'000 + i), digest,
                   "Snow - Uncleared Sidewalk Complaint " + std::to_string(i % 75), "Completed",
                   std::int64_t{1'609'524'794'000} + i, std::int64_t{1'612'193'426'000},
                   std::to_string(i % 9999) + " N KEDVALE AVE", 41.6 + i % 1000 / 2500.0,
                   -87.9 + i % 997 / 2500.0, std::int64_t{i} * 2'654'435'761 % 1'000'003,
                   std::int64_t{i} * 2'654'435'761 % 997, "CDOT - Department of Transportation",
                   R"({"ward":"45"})", "Phone Call",
                   "The department responded to the complaint, and took action to fix the "
                   "condition.");
      if (i % 10'000 == 9'999 || i == rows - 1) {
        database.execute("COMMIT");
        database.checkpoint();
      }
    }
    for (const auto* query :
         {&kUnique, &kTime, &kCell, &kWide, &kService, &kChange, &kOpen, &kOpenNear, &kWords}) {
      database.run(*query);
    }
  });
}

/// Of the bare insert.
constexpr double kLeastShare = 0.5;

void compare(bench::Goals& goals) {
  const char* wanted = std::getenv("KEPT_BENCH_ROWS");
  const int rows = wanted != nullptr ? std::atoi(wanted) : 200'000;
  const testing::TemporaryDirectory files;
  const auto map = files.path() / "map.toml";
  const auto file = files.path() / "rows.csv";
  std::ofstream(map) << kMap;
  write_file(file, rows);
  const Took bare = insert_all(rows);
  print("limit: bare insert of rows, then their indexes", bare, rows);
  const Took imported = import_all(map, file, rows);
  print("import from CSV", imported, rows);
  goals.at_least(kLeastShare, bare.seconds / imported.seconds, "of the bare insert",
                 "import of " + std::to_string(rows) + " rows");
}

}  // namespace
}  // namespace kept

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  kept::bench::Goals goals;
  kept::compare(goals);
  return goals.verdict();
}
