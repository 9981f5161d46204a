// What holds of every table and of every query, whoever adds one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/sqlite/database.h"
#include "store/sqlite/migrations.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

const Query kColumns{"test.columns",
                     "SELECT t.name, (SELECT c.name FROM pragma_table_info(t.name) c "
                     "WHERE c.cid = 0) FROM sqlite_schema t WHERE t.type = 'table' "
                     "AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND t.name NOT GLOB 'sqlite_*'"};
const Query kKeys{"test.keys",
                  "SELECT t.name || '.' || i.name, (SELECT c.name FROM pragma_index_info(i.name) c "
                  "WHERE c.seqno = 0) FROM sqlite_schema t JOIN pragma_index_list(t.name) i "
                  "WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*'"};

// Full-text indexes are asked by words and joined by ids, which are unique over jurisdictions; the
// version of the schema is the installation's.
bool stands_apart(const std::string& table) {
  return table == "schema_version" || table.starts_with("case_words") ||
         table.starts_with("contact_names") || table.starts_with("historic_words");
}

class SchemaTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(migrate(database_, base::Instant{}).ok()); }

  std::vector<std::string> not_led_by_jurisdiction(const Query& query) {
    std::vector<std::string> wrong;
    Statement rows = database_.prepare(query);
    int seen = 0;
    while (rows.step()) {
      const auto name = rows.get<std::string>(0);
      if (stands_apart(name)) continue;
      ++seen;
      if (rows.get<std::optional<std::string>>(1) != "jurisdiction_id") wrong.push_back(name);
    }
    EXPECT_GT(seen, 20);
    return wrong;
  }

  testing::TemporaryDirectory directory_;
  Database database_{directory_.path() / "kept311.db", {.create = true}};
};

TEST_F(SchemaTest, EveryTableLeadsWithItsJurisdiction) {
  EXPECT_THAT(not_led_by_jurisdiction(kColumns), ::testing::IsEmpty());
}

TEST_F(SchemaTest, EveryKeyLeadsWithTheJurisdiction) {
  EXPECT_THAT(not_led_by_jurisdiction(kKeys), ::testing::IsEmpty());
}

// Read whole by design; they hold what a city sets up, or what is in force today.
const std::set<std::string> kSmallTables{
    "staff",          "absences",       "configuration", "notices",    "sequences", "settings",
    "schema_version", "sqlite_schema",  "sqlite_master", "api_keys",   "areas",     "area_layers",
    "case_counts",    "promise_counts", "duty",          "team_counts"};

// Queries that may, each with its reason. A new one has to argue its way in here.
const std::set<std::string> kReadAll{
    "promises.late_by_owner",  // the late ones of all owners
    "calls.up",                // those that are not over, by an index of just these
    "calls.any_to_forget",     // what cannot be forgotten yet, by an index of just these
    "calls.blank_forgotten",   // the same
    "interactions.blank_forgotten", "call_parties.blank_forgotten",
    // Those walk an index in order, leave nothing out and stop at their limit.
    "gaps.newest", "historic.any", "map.newest_cases", "obligations.all", "open_data.last_changed",
    "outbox.next", "recordings.to_remove", "timers.next",
    "withheld_texts.waiting",  // what nobody has looked at, by an index of just these
    "article_proposals.open",  // what nobody has decided on, by an index of just these
};

bool is_of_the_tests(const Query& query) {
  const std::string name = query.name;
  return name.starts_with("test.") || name.starts_with("db_test.");
}

std::vector<std::string> plan_of(sqlite3* database, const Query& query) {
  const std::string sql = std::string("EXPLAIN QUERY PLAN ") + query.sql;
  sqlite3_stmt* plan = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &plan, nullptr), SQLITE_OK)
      << query.name << ": " << sqlite3_errmsg(database);
  std::vector<std::string> lines;
  while (sqlite3_step(plan) == SQLITE_ROW) {
    lines.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(plan, 3)));
  }
  sqlite3_finalize(plan);
  return lines;
}

/// The tables that a query reads from end to end, by its plan. To search by nothing but the
/// jurisdiction is to read everything too.
std::vector<std::string> reads_all_of(sqlite3* database, const Query& query) {
  const std::vector<std::string> lines = plan_of(database, query);
  std::vector<std::string> tables;
  for (const std::string& line : lines) {
    const std::string what = line.substr(std::min<std::size_t>(line.size(), 5));  // of "SCAN x"
    const bool is_subquery =  // read by lines of its own
        std::any_of(lines.begin(), lines.end(), [&](const std::string& other) {
          return other == "MATERIALIZE " + what || other == "CO-ROUTINE " + what;
        });
    const bool scans = line.starts_with("SCAN ") && !is_subquery &&
                       line.find("VIRTUAL TABLE") == std::string::npos &&
                       line != "SCAN CONSTANT ROW";
    const bool reads_jurisdiction =
        line.starts_with("SEARCH ") && line.ends_with("(jurisdiction_id=?)");
    if (!scans && !reads_jurisdiction) continue;
    const std::size_t name = line.find(' ') + 1;
    tables.push_back(line.substr(name, line.find(' ', name) - name));
  }
  return tables;
}

TEST_F(SchemaTest, NoQueryReadsALargeTableFromEndToEnd) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  int explained = 0;
  std::set<std::string> excused;
  for (const Query* query : all_queries()) {
    const std::string name = query->name;
    const bool whole_by_design = name.starts_with("verify.");
    if (is_of_the_tests(*query) || std::string(query->sql).starts_with("PRAGMA")) continue;
    ++explained;
    for (const std::string& table : reads_all_of(reader, *query)) {
      if (kSmallTables.contains(table) || whole_by_design) continue;
      if (kReadAll.contains(name)) {
        excused.insert(name);
      } else {
        ADD_FAILURE() << name << " reads all of " << table;
      }
    }
  }
  sqlite3_close(reader);
  EXPECT_GT(explained, 90);
  EXPECT_EQ(excused, kReadAll);  // no excuse outlives its reason
}

TEST_F(SchemaTest, WhatIsNearOrAboutOneCaseIsAllThatIsRead) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  const std::map<std::string, std::string> wanted{
      {"case_points.nearby",
       "SEARCH p USING COVERING INDEX case_points_open "
       "(jurisdiction_id=? AND open_service=? AND cell>? AND cell<?)"},
      {"historic.open_near",
       "SEARCH h USING COVERING INDEX historic_open_near "
       "(jurisdiction_id=? AND service_code=? AND cell>? AND cell<?)"},
      {"calls.by_queue",
       "SEARCH calls USING INDEX calls_by_queue "
       "(jurisdiction_id=? AND queue=? AND arrived_at>? AND (arrived_at,id)<(?,?))"},
      {"cases.newest_of_department_in_state",
       "SEARCH c USING INDEX cases_of_department_in_state "
       "(jurisdiction_id=? AND department_id=? AND state=? AND id<?)"},
      {"cases.newest_of_team_in_state",
       "SEARCH c USING INDEX cases_of_team_in_state "
       "(jurisdiction_id=? AND team_id=? AND state=? AND id<?)"},
      {"calls.by_queue_ending",
       "SEARCH calls USING INDEX calls_by_queue_ending "
       "(jurisdiction_id=? AND queue=? AND ending=? AND arrived_at>? AND (arrived_at,id)<(?,?))"},
      {"calls.about", "SEARCH calls USING PRIMARY KEY (jurisdiction_id=? AND id=?)"}};
  std::size_t looked_at = 0;
  for (const Query* query : all_queries()) {
    const auto plan = wanted.find(query->name);
    if (plan == wanted.end()) continue;
    ++looked_at;
    EXPECT_THAT(plan_of(reader, *query), ::testing::Contains(plan->second));
  }
  sqlite3_close(reader);
  EXPECT_EQ(looked_at, wanted.size());
}

TEST_F(SchemaTest, AMapReadsRangesOfIndexesAndSortsNothing) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  const std::string cases =
      "p USING COVERING INDEX case_points_by_cell (jurisdiction_id=? AND cell";
  const std::string records = "h USING COVERING INDEX historic_by_cell (jurisdiction_id=? AND cell";
  const std::map<std::string, std::vector<std::string>> wanted{
      {"map.crowd", {cases, records}},
      {"map.cases_around", {"p USING INDEX case_points_by_cell (jurisdiction_id=? AND cell"}},
      {"map.records_around", {"h USING INDEX historic_by_cell (jurisdiction_id=? AND cell"}},
      {"map.newest_cases", {"p USING PRIMARY KEY (jurisdiction_id=?)"}},
      {"map.newest_open_cases", {"c USING INDEX cases_by_state (jurisdiction_id=? AND state=?)"}},
      {"map.newest_records",
       {"h USING INDEX historic_by_time (jurisdiction_id=? AND requested_at"}},
  };
  std::size_t looked_at = 0;
  for (const Query* query : all_queries()) {
    const auto plan = wanted.find(query->name);
    if (plan == wanted.end()) continue;
    ++looked_at;
    const auto lines = plan_of(reader, *query);
    for (const std::string& line : plan->second) {
      EXPECT_THAT(lines, ::testing::Contains(::testing::HasSubstr("SEARCH " + line)))
          << query->name;
    }
    EXPECT_THAT(lines, ::testing::Each(::testing::Not(::testing::HasSubstr("TEMP B-TREE"))))
        << query->name;
  }
  sqlite3_close(reader);
  EXPECT_EQ(looked_at, wanted.size());
}

// Both ends of a period are found in the index: the last page of an early one does not read on to
// the end of the table.
TEST_F(SchemaTest, PagesOfOpenDataAreRangesOfAnIndex) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  std::vector<std::string> plans;
  for (const Query* query : all_queries()) {
    if (!std::string(query->name).ends_with("s_after")) continue;
    if (std::string(query->name).starts_with("open_data.")) {
      plans.push_back(plan_of(reader, *query).front());
      EXPECT_THAT(plan_of(reader, *query),
                  ::testing::Each(::testing::Not(::testing::HasSubstr("TEMP B-TREE"))));
    }
  }
  sqlite3_close(reader);
  EXPECT_THAT(plans, ::testing::UnorderedElementsAre(
                         "SEARCH h USING INDEX historic_by_time (jurisdiction_id=? "
                         "AND requested_at>? AND requested_at<?)",
                         "SEARCH h USING INDEX historic_by_service (jurisdiction_id=? AND "
                         "service_code=? AND requested_at>? AND requested_at<?)",
                         "SEARCH c USING INDEX requests_by_time (jurisdiction_id=? "
                         "AND (opened_at,id)>(?,?) AND opened_at<?)",
                         "SEARCH c USING INDEX requests_by_service (jurisdiction_id=? AND "
                         "service_id=? AND (opened_at,id)>(?,?) AND opened_at<?)"));
}

// Cases and records come out of their indexes in order, and are merged: nothing is sorted.
TEST_F(SchemaTest, AMixedListMergesTwoRanges) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  const std::map<std::string, std::vector<std::string>> wanted{
      {"requests.by_time",
       {"c USING INDEX requests_by_time (jurisdiction_id=? AND opened_at>? AND opened_at<?)",
        "h USING INDEX historic_by_time (jurisdiction_id=? AND requested_at>? AND "
        "requested_at<?)"}},
      {"requests.open",
       {"c USING INDEX requests_open (jurisdiction_id=? AND opened_at>? AND opened_at<?)",
        "h USING INDEX historic_open (jurisdiction_id=? AND requested_at>? AND requested_at<?)"}},
      {"requests.by_service",
       {"c USING INDEX requests_by_service (jurisdiction_id=? AND service_id=? AND opened_at>? AND "
        "opened_at<?)",
        "h USING INDEX historic_by_service (jurisdiction_id=? AND service_code=? AND "
        "requested_at>? AND requested_at<?)"}},
      {"requests.by_change",
       {"c USING INDEX requests_by_change (jurisdiction_id=? AND updated_at>? AND updated_at<?)",
        "h USING INDEX historic_by_change (jurisdiction_id=? AND <expr>>? AND <expr><?)",
        "a USING COVERING INDEX adopted_records_by_time (jurisdiction_id=? AND adopted_at>? AND "
        "adopted_at<?)",
        "b USING COVERING INDEX let_go_records_by_time (jurisdiction_id=? AND let_go_at>? AND "
        "let_go_at<?)"}},
  };
  std::size_t looked_at = 0;
  for (const Query* query : all_queries()) {
    const auto ranges = wanted.find(query->name);
    if (ranges == wanted.end()) continue;
    ++looked_at;
    const std::vector<std::string> plan = plan_of(reader, *query);
    EXPECT_THAT(plan, ::testing::Each(::testing::Not(::testing::HasSubstr("TEMP B-TREE"))))
        << query->name;
    for (const std::string& range : ranges->second) {
      EXPECT_THAT(plan, ::testing::Contains("SEARCH " + range)) << query->name;
    }
  }
  sqlite3_close(reader);
  EXPECT_EQ(looked_at, wanted.size());
}

// Of each cell what is of the time asked for, and no more; how large a crowd is, the indexes know.
TEST_F(SchemaTest, RequestsOfAPlaceAreReadByCellAndTime) {
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  std::size_t looked_at = 0;
  for (const Query* query : all_queries()) {
    const std::string name = query->name;
    if (name == "requests.open_by_cell" || name == "requests.crowd_of_open_cells") {
      ++looked_at;
      const std::string covering = name == "requests.open_by_cell" ? "" : "COVERING ";
      const std::vector<std::string> ranges{
          "SEARCH p USING COVERING INDEX case_points_open (jurisdiction_id=? AND open_service=? "
          "AND cell=? AND opened_at>? AND opened_at<?)",
          "SEARCH h USING " + covering +
              "INDEX historic_open_near (jurisdiction_id=? AND service_code=? AND cell=? AND "
              "requested_at>? AND requested_at<?)"};
      EXPECT_THAT(plan_of(reader, *query), ::testing::IsSupersetOf(ranges)) << name;
      continue;
    }
    const bool is_crowd = name.starts_with("requests.crowd_of");
    if (!is_crowd && name != "requests.by_cell" && name != "requests.by_wide_cell") continue;
    ++looked_at;
    const std::string cell = name.find("wide") == std::string::npos ? "cell" : "wide_cell";
    const std::string index = is_crowd ? " USING COVERING INDEX " : " USING INDEX ";
    EXPECT_THAT(plan_of(reader, *query),
                ::testing::IsSupersetOf(
                    {"SEARCH p USING COVERING INDEX case_points_by_" + cell +
                         " (jurisdiction_id=? AND " + cell + "=? AND opened_at>? AND opened_at<?)",
                     "SEARCH h" + index + "historic_by_" + cell + " (jurisdiction_id=? AND " +
                         cell + "=? AND requested_at>? AND requested_at<?)"}))
        << name;
  }
  sqlite3_close(reader);
  EXPECT_EQ(looked_at, 6U);
}

TEST_F(SchemaTest, AScanWouldBeSeen) {
  static const Query kScan{"test.scan", "SELECT count(*) FROM events WHERE who = ?1"};
  static const Query kDisguised{"test.disguised_scan",
                                "SELECT count(*) FROM cases WHERE jurisdiction_id = ?1"};
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open((directory_.path() / "kept311.db").c_str(), &reader), SQLITE_OK);
  EXPECT_THAT(reads_all_of(reader, kScan), ::testing::ElementsAre("events"));
  EXPECT_THAT(reads_all_of(reader, kDisguised), ::testing::ElementsAre("cases"));
  sqlite3_close(reader);
}

// A unit's error must not end the batch's transaction behind the writer's back, and every rule of
// the schema must speak at the statement, not at the commit.
TEST_F(SchemaTest, NothingRollsBackOrDefersByItself) {
  std::vector<std::string> texts;
  for (const Migration& migration : embedded_migrations()) texts.emplace_back(migration.sql);
  for (const Query* query : all_queries()) {
    if (!is_of_the_tests(*query)) texts.emplace_back(query->sql);
  }
  for (const std::string& sql : texts) {
    for (const char* word : {"OR ROLLBACK", "ON CONFLICT ROLLBACK", "DEFERRED", "RAISE(ROLLBACK"}) {
      EXPECT_EQ(sql.find(word), std::string::npos) << word << ": " << sql;
    }
  }
}

}  // namespace
}  // namespace kept::store
