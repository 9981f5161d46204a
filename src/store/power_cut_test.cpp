// Rule 8 on a disk that loses power: story 1 through the use cases of the desk, cut at every sync;
// and one batch of its steps with every read and write of it failing in turn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <thread>

#include "desk/contacts.h"
#include "store/session.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/writer.h"
#include "store/sqlite_store.h"
#include "store/verify.h"
#include "tests/support/founding_call.h"
#include "tests/support/power_cut_vfs.h"
#include "tests/support/small_city.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;
using testing::FoundingCall;
using ::testing::IsEmpty;
using testing::PowerCutVfs;
using Moment = PowerCutVfs::Moment;

constexpr const char* kFile = "/kept311.db";
/// So small that statements read and write the disk.
constexpr int kCacheKib = 64;

std::unique_ptr<SqliteStore> open_on(const PowerCutVfs& disk, const base::Clock& clock,
                                     bool synchronous = true, int checkpoint_pages = 40) {
  StoreOptions options;
  options.vfs = disk.name();
  options.checkpoint_pages = checkpoint_pages;  // few, so that checkpoints are cut as well
  options.synchronous = synchronous;
  auto opened = SqliteStore::open("/", clock, options);
  return opened.ok() ? std::move(opened).value() : nullptr;
}

std::vector<std::string> differences(const PowerCutVfs& disk, const base::Clock& clock) {
  Database database(kFile, {.vfs = disk.name()});
  return verify(database, clock, nullptr).differences;
}

/// A city on a fresh disk, and the story that is lived on it.
struct Installation {
  explicit Installation(const std::string& name, bool synchronous = true, int checkpoint_pages = 40)
      : disk(name) {
    store = open_on(disk, clock, synchronous, checkpoint_pages);
    EXPECT_TRUE(testing::found_city(*store).ok());
  }
  void cut_and_restart() {
    disk.cut();
    store.reset();
    disk.disarm();
    disk.power_on();
    store = open_on(disk, clock);
  }

  base::ManualClock clock{testing::noon_of_the_call()};
  PowerCutVfs disk;
  std::unique_ptr<SqliteStore> store;
  FoundingCall story{clock};
};

/// Cuts at the n-th sync of the story, restarts and lives it to its end. False when the story ended
/// before that sync came.
bool survives_a_cut_at(int n, Moment moment) {
  Installation city("story_" + std::to_string(n) + "_" + std::to_string(static_cast<int>(moment)));
  SCOPED_TRACE(city.disk.name());
  city.disk.cut_at_sync(n, moment);
  const auto interrupted = city.story.live(*city.store);
  const bool was_cut = !city.disk.is_on();
  // A cut at the last checkpoint's sync comes after the story's last answer: that is not a failure.
  EXPECT_TRUE(interrupted.ok() || was_cut);
  if (!interrupted.ok()) {
    EXPECT_EQ(interrupted.error().kind, base::ErrorKind::kUnavailable);
  }
  city.cut_and_restart();
  if (!city.store) {
    ADD_FAILURE() << "the store does not open after the cut";
    return false;
  }
  EXPECT_THAT(city.story.missing(*city.store), IsEmpty());
  EXPECT_THAT(differences(city.disk, city.clock), IsEmpty());
  const auto ended = city.story.live(*city.store);
  EXPECT_TRUE(ended.ok()) << ended.error().message;
  EXPECT_EQ(city.story.acknowledged(), FoundingCall::steps());
  EXPECT_THAT(differences(city.disk, city.clock), IsEmpty());
  return was_cut && !::testing::Test::HasFailure();
}

void cut_at_every_sync(Moment moment) {
  int cuts = 0;
  while (survives_a_cut_at(cuts + 1, moment)) ++cuts;
  std::printf("story 1 was cut at each of %d syncs\n", cuts);
  EXPECT_GT(cuts, static_cast<int>(FoundingCall::steps()));
}

TEST(PowerCut, StoryOneSurvivesACutBeforeEverySync) { cut_at_every_sync(Moment::kBeforeSync); }

TEST(PowerCut, StoryOneSurvivesACutAfterEverySync) { cut_at_every_sync(Moment::kAfterSync); }

TEST(PowerCut, WithSynchronousOffTheCutLosesWhatWasAcknowledged) {
  Installation city("story_unsynced", false);
  ASSERT_TRUE(city.story.live(*city.store).ok());
  city.cut_and_restart();
  // Not even the city is there any more: the disk does catch a store that does not sync.
  EXPECT_FALSE(city.story.missing(*city.store).empty());
}

TEST(PowerCut, AFailedCommitIsUnknownAndEndsWritingUntilTheRestart) {
  Installation city("failed_commit", true, 4000);
  city.disk.fail_sync(1, SQLITE_IOERR_FSYNC);
  const auto unknown = city.story.live(*city.store);
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().reason, "store.unknown");
  EXPECT_FALSE(city.store->can_write());
  const auto stopped = city.story.live(*city.store);
  ASSERT_FALSE(stopped.ok());
  EXPECT_EQ(stopped.error().reason, "store.stopped");
  city.cut_and_restart();
  EXPECT_TRUE(city.story.live(*city.store).ok());
  EXPECT_THAT(differences(city.disk, city.clock), IsEmpty());
}

// Two units of one batch over a cache so small that statements read and write the disk.
class FaultyDisk : public ::testing::Test {
 protected:
  static constexpr int kUnits = 2;

  void SetUp() override {
    DatabaseOptions options;
    options.create = true;
    options.vfs = disk_.name();
    {
      auto store = open_on(disk_, clock_);
      ASSERT_TRUE(testing::found_city(*store).ok());
    }
    options.cache_kib = kCacheKib;
    Database database(kFile, options);
    writer_ = std::make_unique<Writer>(std::move(database),
                                       WriterOptions{.batch_time = std::chrono::hours(1)});
  }

  Result<Done> open_case(int number) {
    return writer_->submit([&, number](WriteUnit& unit) -> Result<Done> {
      Session tx(unit.database(), clock_, people_);
      const std::string name = "Resident " + std::to_string(number);
      const std::string key = std::to_string(number);
      if (tx.remembered("test", key)) return Done{};
      const auto contact = desk::create_contact(tx, testing::acting(testing::kOren),
                                                {name, {"416 555 0142"}, {}, "en", {}, {}, {}});
      if (!contact.ok()) return contact.error();
      const auto opened = testing::open_promised_case(
          tx, contact.value(), name + std::string(6000, '?'), "2026-11-24T12:40");
      if (!opened.ok()) return opened.error();
      tx.remember("test", key, {"digest", 201, key});
      return Done{};
    });
  }

  /// Two cases in one batch, whose first unit waits until the others stand behind it.
  std::vector<Result<Done>> one_batch(int first, const std::function<void()>& arm) {
    std::vector<Result<Done>> answers(kUnits, Result<Done>(Done{}));
    std::atomic<bool> held{false};
    const std::int64_t wanted = writer_->counts().submitted + 1 + kUnits;
    std::thread holder([&] {
      (void)writer_->submit([&](WriteUnit&) -> Result<Done> {
        if (!held.exchange(true)) {
          while (writer_->counts().submitted < wanted) std::this_thread::yield();
          arm();
        }
        return Done{};
      });
    });
    while (!held) std::this_thread::yield();
    std::vector<std::thread> threads;
    for (int i = 0; i < kUnits; ++i) {
      threads.emplace_back([&, i] { answers[static_cast<std::size_t>(i)] = open_case(first + i); });
    }
    holder.join();
    for (std::thread& thread : threads) thread.join();
    return answers;
  }

  bool is_there(int number) {
    Database database(kFile, {.read_only = true, .vfs = disk_.name()});
    Session reader(database, clock_, people_);
    return reader.remembered("test", std::to_string(number)).has_value();
  }

  /// Lets the n-th access fail for each n, until none is left to fail. Whoever is told of success
  /// finds it there, whoever is told that nothing was stored does not, and a repeat is harmless.
  void fail_each_in_turn(const std::function<void(int)>& arm) {
    int met = 0;
    int told = 0;
    for (bool was_met = true; was_met && !::testing::Test::HasFailure(); ++met) {
      SCOPED_TRACE(met + 1);
      const int first = kUnits * met;
      const auto answers = one_batch(first, [&] { arm(met + 1); });
      was_met = !disk_.is_armed();
      disk_.disarm();
      for (int i = 0; i < kUnits; ++i) {
        const auto& answer = answers[static_cast<std::size_t>(i)];
        EXPECT_EQ(is_there(first + i), answer.ok());
        if (answer.ok()) continue;
        EXPECT_EQ(answer.error().kind, base::ErrorKind::kUnavailable);
        ++told;
      }
      if (writer_->stopped()) restart();
      for (int i = 0; i < kUnits; ++i) {
        const auto repeated = open_case(first + i);
        EXPECT_TRUE(repeated.ok()) << repeated.error().message;
      }
    }
    writer_.reset();
    EXPECT_THAT(differences(disk_, clock_), IsEmpty());
    EXPECT_GT(met, 10);
    std::printf("%d faults, %d units were told that nothing was stored\n", met - 1, told);
  }

  void restart() {
    writer_.reset();
    writer_ =
        std::make_unique<Writer>(Database(kFile, {.vfs = disk_.name(), .cache_kib = kCacheKib}),
                                 WriterOptions{.batch_time = std::chrono::hours(1)});
  }

  base::ManualClock clock_{testing::noon_of_the_call()};
  PowerCutVfs disk_{std::string("faulty_") +
                    ::testing::UnitTest::GetInstance()->current_test_info()->name()};
  PeopleCache people_;
  std::unique_ptr<Writer> writer_;
};

TEST_F(FaultyDisk, AReadThatFailsInAnyStatementOfABatch) {
  fail_each_in_turn([&](int n) { disk_.fail_read(n, SQLITE_IOERR_READ); });
}

TEST_F(FaultyDisk, AWriteThatFailsInAnyStatementOfABatchOrItsCommit) {
  fail_each_in_turn([&](int n) { disk_.fail_write(n, SQLITE_IOERR_WRITE); });
}

TEST_F(FaultyDisk, ADiskThatIsFullFromAnyWriteOn) {
  fail_each_in_turn([&](int n) { disk_.fill_disk(n); });
}

}  // namespace
}  // namespace kept::store
