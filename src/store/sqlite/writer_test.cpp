#include "store/sqlite/writer.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite/read_pool.h"
#include "tests/support/power_cut_vfs.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using testing::PowerCutVfs;

const Query kMake{"test.make",
                  "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"};
const Query kAdd{"test.add", "INSERT INTO note (id, text) VALUES (?, ?)"};
const Query kAddOrRollBack{"test.add_or_roll_back",
                           "INSERT OR ROLLBACK INTO note (id, text) VALUES (?, ?)"};
const Query kHas{"test.has", "SELECT count(*) FROM note WHERE id = ?"};
const Query kIds{"test.ids", "SELECT id FROM note ORDER BY id"};

// A store on a disk that can lose power. Texts are long, so that a batch needs several pages.
class WriterTest : public ::testing::Test {
 protected:
  static constexpr const char* kFile = "/kept311.db";

  Database open(bool synchronous = true) {
    DatabaseOptions options;
    options.create = true;
    options.vfs = vfs_.name();
    Database database(kFile, options);
    database.run(kMake);
    if (!synchronous) database.execute("PRAGMA synchronous=OFF");
    return database;
  }

  // Batches end at their size only, whatever the machine's load.
  static WriterOptions patient() {
    WriterOptions options;
    options.batch_time = std::chrono::hours(1);
    return options;
  }

  void start(const WriterOptions& options = patient(), bool synchronous = true) {
    writer_ = std::make_unique<Writer>(open(synchronous), options);
  }

  static Writer::Unit add(std::int64_t id) {
    return [id](WriteUnit& unit) -> Result<Done> {
      unit.database().run(kAdd, id, std::string(3000, 'x'));
      return Done{};
    };
  }

  Result<Done> submit(std::int64_t id) { return writer_->submit(add(id)); }

  // Holds the writer inside a unit until `count` further units wait behind it; they then share its
  // batch, which has no time limit here.
  std::thread hold_until_waiting(std::int64_t count) {
    const std::int64_t wanted = writer_->counts().submitted + 1 + count;
    auto held = std::make_shared<std::atomic<bool>>(false);
    std::thread holder([this, wanted, held] {
      (void)writer_->submit([this, wanted, held](WriteUnit&) -> Result<Done> {
        held->store(true);
        while (writer_->counts().submitted < wanted) std::this_thread::yield();
        return Done{};
      });
    });
    while (!held->load()) std::this_thread::yield();
    return holder;
  }

  // Runs the units as one batch, in order, and gives their answers.
  std::vector<Result<Done>> one_batch(std::vector<Writer::Unit> units) {
    std::vector<Result<Done>> answers(units.size(), Result<Done>(Done{}));
    std::thread holder = hold_until_waiting(static_cast<std::int64_t>(units.size()));
    const std::int64_t before = writer_->counts().submitted;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < units.size(); ++i) {
      threads.emplace_back([&, i] { answers[i] = writer_->submit(units[i]); });
      while (writer_->counts().submitted <= before + static_cast<std::int64_t>(i)) {
        std::this_thread::yield();
      }
    }
    holder.join();
    for (std::thread& thread : threads) thread.join();
    return answers;
  }

  std::set<std::int64_t> stored() {
    DatabaseOptions options;
    options.create = true;
    options.vfs = vfs_.name();
    Database database(kFile, options);
    std::set<std::int64_t> ids;
    Statement rows = database.prepare(kIds);
    while (rows.step()) ids.insert(rows.get<std::int64_t>(0));
    return ids;
  }

  // What is there after the plug was pulled and the server started again.
  std::set<std::int64_t> stored_after_cut() {
    vfs_.cut();
    writer_.reset();
    vfs_.disarm();
    vfs_.power_on();
    return stored();
  }

  struct Answers {
    std::set<std::int64_t> acknowledged;
    std::set<std::int64_t> refused;  // told that nothing was stored
    std::set<std::int64_t> unknown;
  };

  Answers run_threads(int threads, int units_each) {
    Answers answers;
    std::mutex mutex;
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        for (int i = 0; i < units_each; ++i) {
          const std::int64_t id = thread * 1000 + i;
          const Result<Done> done = submit(id);
          const std::scoped_lock lock(mutex);
          if (done) {
            answers.acknowledged.insert(id);
          } else {
            EXPECT_EQ(done.error().kind, base::ErrorKind::kUnavailable);
            const bool open = done.error().reason == "store.unknown";
            (open ? answers.unknown : answers.refused).insert(id);
          }
        }
      });
    }
    for (std::thread& thread : running) thread.join();
    return answers;
  }

  static void expect_no_lie(const Answers& told, const std::set<std::int64_t>& there) {
    for (const std::int64_t id : told.acknowledged) EXPECT_EQ(there.count(id), 1U) << id;
    for (const std::int64_t id : told.refused) EXPECT_EQ(there.count(id), 0U) << id;
  }

  PowerCutVfs vfs_{std::string("power_cut_") +
                   ::testing::UnitTest::GetInstance()->current_test_info()->name()};
  std::unique_ptr<Writer> writer_;
};

TEST_F(WriterTest, ConcurrentUnitsShareCommits) {
  start();
  std::thread holder = hold_until_waiting(8);
  const Answers told = run_threads(8, 50);
  holder.join();
  EXPECT_EQ(told.acknowledged.size(), 400U);
  EXPECT_LE(writer_->counts().commits, 401 - 7);
  EXPECT_EQ(stored().size(), 400U);
}

TEST_F(WriterTest, ABatchEndsAtItsLargestSize) {
  WriterOptions options = patient();
  options.batch_units = 3;
  start(options);
  const std::int64_t before = writer_->counts().commits;
  one_batch({add(1), add(2), add(3), add(4), add(5)});
  EXPECT_EQ(writer_->counts().commits - before, 2);  // the holder and two, then three
}

TEST_F(WriterTest, ABatchEndsWhenItsTimeIsUp) {
  WriterOptions options;
  options.batch_time = std::chrono::milliseconds(0);
  start(options);
  one_batch({add(1), add(2), add(3)});
  EXPECT_EQ(writer_->counts().commits, 4);  // each alone, the holder too
}

TEST_F(WriterTest, AFailingUnitLosesOnlyItsOwnWrites) {
  start();
  const auto answers = one_batch({add(1),
                                  [](WriteUnit& unit) -> Result<Done> {
                                    unit.database().run(kAdd, 2, "two");
                                    return base::conflict("test.no", "No.");
                                  },
                                  add(3)});
  EXPECT_TRUE(answers[0].ok());
  ASSERT_FALSE(answers[1].ok());
  EXPECT_EQ(answers[1].error().reason, "test.no");
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(writer_->counts().commits, 1);
  EXPECT_EQ(stored(), (std::set<std::int64_t>{1, 3}));
}

TEST_F(WriterTest, AnExceptionReachesItsCallerOnly) {
  start();
  std::string caught;
  ASSERT_TRUE(submit(1).ok());
  try {
    (void)writer_->submit([](WriteUnit& unit) -> Result<Done> {
      unit.database().run(kAdd, 3, "three");
      throw std::runtime_error("broken");
    });
  } catch (const std::runtime_error& error) {
    caught = error.what();
  }
  EXPECT_EQ(caught, "broken");
  EXPECT_THROW((void)submit(1), SqliteError);  // the key is taken
  EXPECT_TRUE(submit(4).ok());
  EXPECT_EQ(stored(), (std::set<std::int64_t>{1, 4}));
}

TEST_F(WriterTest, AUnitThatLosesTheTransactionLosesNobodyElse) {
  start();
  ASSERT_TRUE(submit(1).ok());
  const auto answers = one_batch({add(2),
                                  [](WriteUnit& unit) -> Result<Done> {
                                    try {
                                      unit.database().run(kAddOrRollBack, 1, "again");
                                    } catch (const SqliteError&) {
                                      return Done{};  // believes that all is well
                                    }
                                    return Done{};
                                  },
                                  add(3)});
  EXPECT_TRUE(answers[0].ok());
  EXPECT_FALSE(answers[1].ok());
  EXPECT_TRUE(answers[2].ok());
  EXPECT_EQ(writer_->counts().run_alone, 3);  // the holder and two; the last was not yet taken
  EXPECT_EQ(stored(), (std::set<std::int64_t>{1, 2, 3}));
}

TEST_F(WriterTest, HooksRunInOrderForWhatWasCommitted) {
  start();
  std::vector<int> seen;  // the notifier's thread only, until wait_for_notifier()
  const auto unit = [&seen](int number, bool fails) -> Writer::Unit {
    return [&seen, number, fails](WriteUnit& scope) -> Result<Done> {
      scope.database().run(kAdd, number, "text");
      scope.after_commit([&seen, number] { seen.push_back(number); });
      if (fails) return base::conflict("test.no", "No.");
      return Done{};
    };
  };
  one_batch({unit(1, false), unit(2, true), unit(3, false)});
  writer_->wait_for_notifier();
  EXPECT_EQ(seen, (std::vector<int>{1, 3}));
}

TEST_F(WriterTest, WorkBeforeTheCommitRunsInOrderOnceAllUnitsOfTheBatchHaveRun) {
  start();
  std::atomic<int> run{0};
  std::vector<int> seen;  // the writer's thread only, until the answers are there
  const auto unit = [&](int number, bool fails) -> Writer::Unit {
    return [&run, &seen, number, fails](WriteUnit& scope) -> Result<Done> {
      ++run;
      scope.before_commit([&run, &seen, number](Database& database) {
        EXPECT_EQ(run, 3);
        database.run(kAdd, number, "text");
        seen.push_back(number);
      });
      if (fails) return base::conflict("test.no", "No.");
      return Done{};
    };
  };
  one_batch({unit(1, false), unit(2, true), unit(3, false)});
  EXPECT_EQ(seen, (std::vector<int>{1, 3}));
  EXPECT_EQ(stored_after_cut(), (std::set<std::int64_t>{1, 3}));
}

TEST_F(WriterTest, WorkBeforeTheCommitThatFailsLosesNobodyElse) {
  start();
  ASSERT_TRUE(submit(1).ok());
  const auto answers = one_batch(
      {add(2),
       [](WriteUnit& unit) -> Result<Done> {
         unit.database().run(kAdd, 4, "four");
         unit.before_commit([](Database& database) { database.run(kAdd, 1, "the key is taken"); });
         return Done{};
       },
       add(3)});
  EXPECT_TRUE(answers[0].ok());
  ASSERT_FALSE(answers[1].ok());
  EXPECT_EQ(answers[1].error().reason, "store.failed");
  EXPECT_TRUE(answers[2].ok());
  EXPECT_TRUE(submit(5).ok());
  EXPECT_EQ(stored(), (std::set<std::int64_t>{1, 2, 3, 5}));
}

TEST_F(WriterTest, ReadersSeeOnlyWhatIsCommitted) {
  start();
  ReadPoolOptions options;
  options.vfs = vfs_.name();
  ReadPool pool(kFile, options);
  const auto sees = [&pool](std::int64_t id) {
    const ReadLease lease = pool.lease("test");
    return lease.database().value<std::int64_t>(kHas, id) == 1;
  };
  const ReadLease early = pool.lease("test");
  const auto value = writer_->write<bool>([&](WriteUnit& unit) -> Result<bool> {
    unit.database().run(kAdd, 1, "one");
    return sees(1);
  });
  EXPECT_FALSE(value.value());
  EXPECT_TRUE(sees(1));
  EXPECT_EQ(early.database().value<std::int64_t>(kHas, 1), 0);  // its snapshot stays
}

TEST_F(WriterTest, AcknowledgedUnitsSurviveACutAtEverySync) {
  bool cut_happened = true;
  for (const auto moment : {PowerCutVfs::Moment::kBeforeSync, PowerCutVfs::Moment::kAfterSync}) {
    cut_happened = true;
    for (int n = 1; cut_happened; ++n) {
      PowerCutVfs disk("cut_" + std::to_string(n) + "_" + std::to_string(static_cast<int>(moment)));
      SCOPED_TRACE(disk.name());
      DatabaseOptions database_options;
      database_options.create = true;
      database_options.vfs = disk.name();
      Database database(kFile, database_options);
      database.run(kMake);
      WriterOptions options;
      options.checkpoint_pages = 10;  // so that checkpoints are cut as well
      writer_ = std::make_unique<Writer>(std::move(database), options);
      disk.cut_at_sync(n, moment);
      const Answers told = run_threads(4, 10);
      cut_happened = !disk.is_on();
      disk.cut();
      writer_.reset();
      disk.disarm();
      disk.power_on();
      Database after(kFile, database_options);
      std::set<std::int64_t> there;
      {
        Statement rows = after.prepare(kIds);
        while (rows.step()) there.insert(rows.get<std::int64_t>(0));
      }
      expect_no_lie(told, there);
      if (!cut_happened) {
        EXPECT_EQ(there.size(), 40U);
      }
      EXPECT_TRUE(cut_happened || n > 5);
    }
  }
}

TEST_F(WriterTest, WithoutSyncsTheCutLosesAcknowledgedUnits) {
  start(patient(), false);
  const Answers told = run_threads(4, 10);
  ASSERT_EQ(told.acknowledged.size(), 40U);
  EXPECT_LT(stored_after_cut().size(), 40U);  // the disk does catch a store that does not sync
}

TEST_F(WriterTest, AFullDiskAtEveryWriteOfABatchTellsNoLie) {
  start();
  std::int64_t id = 1;
  bool failed = true;
  for (int n = 1; failed; ++n) {
    SCOPED_TRACE(n);
    vfs_.fill_disk(n);
    const std::int64_t first = id;
    id += 4;
    std::vector<Writer::Unit> units{add(first), add(first + 1), add(first + 2), add(first + 3)};
    const auto answers = one_batch(units);
    failed = false;
    Answers told;
    for (std::int64_t i = 0; i < 4; ++i) {
      const auto& answer = answers[static_cast<std::size_t>(i)];
      if (answer) {
        told.acknowledged.insert(first + i);
      } else {
        failed = true;
        EXPECT_EQ(answer.error().kind, base::ErrorKind::kUnavailable);
        told.refused.insert(first + i);  // also the unknown ones: the server goes on without them
      }
    }
    vfs_.disarm();
    expect_no_lie(told, stored());
    EXPECT_FALSE(writer_->stopped());
    EXPECT_TRUE(submit(id++).ok());  // room again: work goes on
    EXPECT_TRUE(failed || n > 4);
  }
}

TEST_F(WriterTest, ABigUnitThatFillsTheDiskDoesNotTakeItsBatchAlong) {
  DatabaseOptions database_options;
  database_options.create = true;
  database_options.vfs = vfs_.name();
  database_options.cache_kib = 64;  // pages spill into the log before the commit
  Database database(kFile, database_options);
  database.run(kMake);
  writer_ = std::make_unique<Writer>(std::move(database), patient());
  const auto answers = one_batch({add(1),
                                  [&](WriteUnit& unit) -> Result<Done> {
                                    vfs_.fill_disk(1);
                                    try {
                                      for (int id = 100; id < 400; ++id) {
                                        unit.database().run(kAdd, id, std::string(3000, 'y'));
                                      }
                                    } catch (const SqliteError&) {
                                      vfs_.free_disk();
                                      throw;
                                    }
                                    return Done{};
                                  },
                                  add(2)});
  EXPECT_TRUE(answers[0].ok());
  ASSERT_FALSE(answers[1].ok());
  EXPECT_EQ(answers[1].error().reason, "store.full");
  EXPECT_TRUE(answers[2].ok());
  EXPECT_GE(writer_->counts().run_alone, 2);
  EXPECT_EQ(stored_after_cut(), (std::set<std::int64_t>{1, 2}));
}

TEST_F(WriterTest, AfterAFailedSyncNothingIsWritten) {
  start();
  ASSERT_TRUE(submit(1).ok());
  vfs_.fail_sync(1, SQLITE_IOERR_FSYNC);
  const Result<Done> unknown = submit(2);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().reason, "store.unknown");
  EXPECT_TRUE(writer_->stopped());
  const int writes = vfs_.writes();
  const Result<Done> stopped = submit(3);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().reason, "store.stopped");
  writer_.reset();
  EXPECT_EQ(vfs_.writes(), writes);  // closing moves nothing out of the log either
  EXPECT_EQ(stored().count(1), 1U);
  EXPECT_EQ(stored().count(3), 0U);
}

TEST_F(WriterTest, AFailedSyncInACheckpointStopsWritingToo) {
  WriterOptions options = patient();
  options.checkpoint_pages = 1;
  start(options);
  vfs_.fail_sync(2, SQLITE_IOERR_FSYNC);  // the first belongs to the commit
  EXPECT_TRUE(submit(1).ok());
  const Result<Done> next = submit(2);
  ASSERT_FALSE(next.ok());
  EXPECT_EQ(next.error().reason, "store.stopped");
  EXPECT_EQ(stored_after_cut(), (std::set<std::int64_t>{1}));
}

TEST_F(WriterTest, ARefusalThatRestsOnALostBatchIsNotTold) {
  start();
  ASSERT_TRUE(submit(1).ok());
  const auto refuse_second = [](WriteUnit& unit) -> Result<Done> {
    if (unit.database().value<std::int64_t>(kHas, 2) == 1) {
      return base::conflict("test.there_already", "Two is there.");
    }
    return Done{};
  };
  const auto arm = [this](WriteUnit& unit) -> Result<Done> {
    unit.database().run(kAdd, 2, "two");
    vfs_.fail_sync(1, SQLITE_IOERR_FSYNC);
    return Done{};
  };
  const auto answers = one_batch({arm, refuse_second});
  for (const auto& answer : answers) {
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().reason, "store.unknown");
  }
}

}  // namespace
}  // namespace kept::store
