#include "store/sqlite/database.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite/backup.h"
#include "store/sqlite/data_directory.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/read_pool.h"
#include "store/sqlite/writer.h"

namespace kept::store {
namespace {

namespace fs = std::filesystem;
using base::Done;
using base::Instant;
using base::Result;
using NoteId = base::Id<struct NoteTag>;

const Query kMakeAll{"db_test.make",
                     "CREATE TABLE everything (id INTEGER PRIMARY KEY, name TEXT, data BLOB, at "
                     "INTEGER, flag INTEGER) STRICT"};
const Query kPut{"db_test.put", "INSERT INTO everything VALUES (?, ?, ?, ?, ?)"};
const Query kGet{"db_test.get", "SELECT id, name, data, at, flag FROM everything WHERE id = ?"};
const Query kChildren{"db_test.ids", "SELECT id FROM everything ORDER BY id"};
const Query kCount{"db_test.count", "SELECT count(*) FROM everything"};
const Query kOrphan{"db_test.orphan", "INSERT INTO child (parent) VALUES (99)"};
const Query kSynchronous{"db_test.synchronous", "PRAGMA synchronous"};

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "kept_store_XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    directory_ = name;
  }
  void TearDown() override { fs::remove_all(directory_); }

  [[nodiscard]] Database open(const std::string& name = "kept311.db") const {
    DatabaseOptions options;
    options.create = true;
    return {directory_ / name, options};
  }

  fs::path directory_;
};

constexpr Migration kTwo[] = {
    {1, "0001_one",
     "CREATE TABLE everything (id INTEGER PRIMARY KEY, name TEXT, data BLOB, "
     "at INTEGER, flag INTEGER) STRICT;"},
    {2, "0002_two", "CREATE TABLE two (id INTEGER PRIMARY KEY);"}};

TEST_F(DatabaseTest, ValuesComeBackAsTheyWere) {
  Database database = open();
  database.run(kMakeAll);
  const Blob data{std::byte{0}, std::byte{255}};
  const Instant at{base::Duration(1'795'000'000'123)};
  const std::string name("nul\0inside", 10);
  EXPECT_EQ(database.run(kPut, NoteId{7}, name, data, at, true), 1);
  database.run(kPut, NoteId{8}, std::optional<std::string>(), Blob(), std::optional<Instant>(at),
               false);
  {
    Statement row = database.prepare(kGet);
    row.bind_all(NoteId{7});
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.get<NoteId>(0), NoteId{7});
    EXPECT_EQ(row.get<std::string>(1), name);
    EXPECT_EQ(row.get<Blob>(2), data);
    EXPECT_EQ(row.get<Instant>(3), at);
    EXPECT_TRUE(row.get<bool>(4));
    EXPECT_THROW((void)row.get<std::int64_t>(1), SqliteError);
    EXPECT_FALSE(row.step());
  }
  Statement row = database.prepare(kGet);
  row.bind_all(8);
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.get<std::optional<std::string>>(1), std::nullopt);
  EXPECT_EQ(row.get<Blob>(2), Blob());
  EXPECT_EQ(row.get<std::optional<Instant>>(3), at);
}

TEST_F(DatabaseTest, AQueryMayRunInsideItsOwnLoop) {
  Database database = open();
  database.run(kMakeAll);
  for (int id = 1; id <= 3; ++id) database.run(kPut, id, "n", Blob(), 0, false);
  int pairs = 0;
  Statement outer = database.prepare(kChildren);
  while (outer.step()) {
    Statement inner = database.prepare(kChildren);
    while (inner.step()) ++pairs;
  }
  EXPECT_EQ(pairs, 9);
}

TEST_F(DatabaseTest, StatementsAreCountedOnceEach) {
  Database database = open();
  database.run(kMakeAll);
  const std::int64_t before = database.statements_run();
  for (int id = 1; id <= 3; ++id) database.run(kPut, id, "n", Blob(), 0, false);
  Statement all = database.prepare(kChildren);
  while (all.step()) {
  }
  EXPECT_EQ(database.statements_run() - before, 4);
}

TEST_F(DatabaseTest, IsDurableAndChecksForeignKeys) {
  Database database = open();
  EXPECT_EQ(database.value<std::int64_t>(kSynchronous), 2);  // FULL
  database.execute(
      "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
      "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent)");
  EXPECT_THROW(database.run(kOrphan), SqliteError);
}

TEST_F(DatabaseTest, ReadOnlyConnectionsDoNotWrite) {
  Database writer = open();
  writer.run(kMakeAll);
  DatabaseOptions options;
  options.read_only = true;
  Database reader(directory_ / "kept311.db", options);
  EXPECT_EQ(reader.value<std::int64_t>(kCount), 0);
  EXPECT_THROW(reader.run(kPut, 1, "n", Blob(), 0, false), SqliteError);
}

TEST_F(DatabaseTest, AMissingFileIsNotMadeUnasked) {
  EXPECT_THROW(Database(directory_ / "none.db", DatabaseOptions{}), SqliteError);
  EXPECT_FALSE(fs::exists(directory_ / "none.db"));
}

TEST_F(DatabaseTest, EveryQueryIsRegistered) {
  bool found = false;
  for (const Query* query : all_queries()) found = found || query == &kOrphan;
  EXPECT_TRUE(found);
}

TEST_F(DatabaseTest, MigrationsGuardTheVersion) {
  Database database = open();
  const std::span<const Migration> one(kTwo, 1);
  EXPECT_EQ(check_schema(database, one).error().reason, "store.schema_too_old");
  ASSERT_TRUE(migrate(database, Instant{}, one).ok());
  EXPECT_TRUE(check_schema(database, one).ok());
  EXPECT_EQ(check_schema(database, kTwo).error().reason, "store.schema_too_old");
  ASSERT_TRUE(migrate(database, Instant{}, kTwo).ok());
  ASSERT_TRUE(migrate(database, Instant{}, kTwo).ok());
  EXPECT_EQ(schema_version(database).value(), 2);
  EXPECT_EQ(check_schema(database, one).error().reason, "store.schema_too_new");
  EXPECT_EQ(migrate(database, Instant{}, one).error().reason, "store.schema_too_new");
}

TEST_F(DatabaseTest, ABrokenMigrationLeavesTheVersionBefore) {
  Database database = open();
  const Migration broken[] = {kTwo[0], {2, "0002", "CREATE TABLE three (id); SELECT nonsense;"}};
  EXPECT_THROW((void)migrate(database, Instant{}, broken), SqliteError);
  EXPECT_EQ(schema_version(database).value(), 1);
  EXPECT_TRUE(migrate(database, Instant{}, kTwo).ok());
}

TEST_F(DatabaseTest, AForeignDatabaseIsRefused) {
  Database database = open();
  database.execute("CREATE TABLE theirs (id)");
  EXPECT_EQ(schema_version(database).error().reason, "store.foreign_file");
  EXPECT_EQ(migrate(database, Instant{}, kTwo).error().reason, "store.foreign_file");
}

TEST_F(DatabaseTest, TheProgramsOwnMigrationsRun) {
  Database database = open();
  ASSERT_TRUE(migrate(database, Instant{}).ok());
  EXPECT_TRUE(check_schema(database).ok());
}

TEST_F(DatabaseTest, ADirectoryServesOneServer) {
  {
    const auto first = DataDirectory::open(directory_ / "data");
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(DataDirectory::open(directory_ / "data").error().reason, "store.in_use");
  }
  EXPECT_TRUE(DataDirectory::open(directory_ / "data").ok());
  EXPECT_EQ(DataDirectory::open(directory_ / "no" / "where").error().reason, "store.no_directory");
}

TEST_F(DatabaseTest, LongReadsAreReported) {
  open().run(kMakeAll);
  std::chrono::steady_clock::time_point now{};
  std::vector<std::string> reports;
  ReadPoolOptions options;
  options.now = [&now] { return now; };
  options.report = [&reports](std::string_view text) { reports.emplace_back(text); };
  ReadPool pool(directory_ / "kept311.db", options);
  {
    const ReadLease lease = pool.lease("short");
    now += std::chrono::milliseconds(2000);
  }
  EXPECT_TRUE(reports.empty());
  {
    const ReadLease lease = pool.lease("long");
    now += std::chrono::milliseconds(2001);
  }
  EXPECT_EQ(reports, std::vector<std::string>{"store read 'long' took 2001 ms"});
}

TEST_F(DatabaseTest, LeasesWaitForAFreeConnection) {
  open().run(kMakeAll);
  ReadPoolOptions options;
  options.connections = 2;
  ReadPool pool(directory_ / "kept311.db", options);
  std::atomic<int> out{0};
  std::atomic<int> most{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 20; ++j) {
        const ReadLease lease = pool.lease("test");
        const int now_out = ++out;
        int seen = most.load();
        while (seen < now_out && !most.compare_exchange_weak(seen, now_out)) {
        }
        lease.database().value<std::int64_t>(kCount);
        --out;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most.load(), 2);
}

TEST_F(DatabaseTest, ABackupTakenWhileWritingIsWhole) {
  Database database = open();
  ASSERT_TRUE(migrate(database, Instant{}, kTwo).ok());
  Writer writer(std::move(database));
  std::atomic<bool> stop{false};
  std::atomic<int> pairs{0};
  std::thread writing([&] {
    for (int id = 1; !stop; id += 2) {  // always two rows together
      const auto done = writer.submit([id](WriteUnit& unit) -> Result<Done> {
        unit.database().run(kPut, id, std::string(500, 'a'), Blob(), 0, false);
        unit.database().run(kPut, id + 1, std::string(500, 'b'), Blob(), 0, false);
        return Done{};
      });
      EXPECT_TRUE(done.ok());
      ++pairs;
    }
  });
  while (pairs < 20) std::this_thread::yield();
  const int known = pairs;
  const auto backed_up = back_up(directory_ / "kept311.db", directory_ / "copy.db");
  stop = true;
  writing.join();
  ASSERT_TRUE(backed_up.ok()) << backed_up.error().message;
  EXPECT_EQ(back_up(directory_ / "kept311.db", directory_ / "copy.db").error().reason,
            "backup.exists");

  const auto restored = restore(directory_ / "copy.db", directory_ / "new");
  ASSERT_TRUE(restored.ok()) << restored.error().message;
  EXPECT_EQ(restore(directory_ / "copy.db", directory_ / "new").error().reason,
            "restore.not_empty");
  Database again = open("new/kept311.db");
  const std::int64_t rows = again.value<std::int64_t>(kCount).value();
  EXPECT_GE(rows, 2 * known);
  EXPECT_EQ(rows % 2, 0);
  EXPECT_TRUE(check_schema(again, kTwo).ok());
}

TEST_F(DatabaseTest, ADamagedBackupIsNotRestored) {
  std::ofstream(directory_ / "bad.db") << std::string(8192, 'x');
  EXPECT_EQ(restore(directory_ / "bad.db", directory_ / "new").error().reason, "restore.damaged");
  EXPECT_EQ(restore(directory_ / "none.db", directory_ / "new").error().reason, "restore.damaged");
  EXPECT_FALSE(fs::exists(directory_ / "new"));
}

TEST_F(DatabaseTest, ABackupThatFailsLeavesNothing) {
  open().run(kMakeAll);
  EXPECT_EQ(back_up(directory_ / "none.db", directory_ / "copy.db").error().reason,
            "backup.failed");
  EXPECT_FALSE(fs::exists(directory_ / "copy.db"));
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 1);
}

}  // namespace
}  // namespace kept::store
