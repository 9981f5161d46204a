#include "store/sqlite/writer.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "base/check.h"
#include "store/sqlite/sqlite_error.h"

namespace kept::store {
namespace {

using base::Done;
using base::Error;
using base::Result;
using Hooks = std::vector<std::function<void()>>;
using Endings = std::vector<std::function<void(Database&)>>;
using SteadyClock = std::chrono::steady_clock;

Error full_error() {
  return base::unavailable("store.full", "The disk is full; nothing was stored.");
}
Error failed_error() {
  return base::unavailable("store.failed",
                           "The database could not be written; nothing was stored.");
}
Error unknown_error(bool disk_full) {
  return base::unavailable(
      "store.unknown",
      disk_full ? "The disk is full, and it is unknown whether this was stored. Repeat it with the "
                  "same key once there is room."
                : "It is unknown whether this was stored. Repeat it with the same key.");
}
Error stopped_error() {
  return base::unavailable("store.stopped",
                           "The disk failed; nothing is written until the server is restarted.");
}

const Query kBegin{"writer.begin", "BEGIN IMMEDIATE"};
const Query kBeginUnit{"writer.begin_unit", "SAVEPOINT unit"};
const Query kKeepUnit{"writer.keep_unit", "RELEASE unit"};
const Query kDropUnit{"writer.drop_unit", "ROLLBACK TO unit"};
const Query kCommit{"writer.commit", "COMMIT"};
const Query kRollBack{"writer.roll_back", "ROLLBACK"};

// One caller's unit and, later, its answer. Lives on the caller's stack, so nothing of it is
// touched once the mutex, under which `answered` was set, is free.
struct Job {
  explicit Job(Writer::Unit work) : unit(std::move(work)) {}

  Writer::Unit unit;
  Result<Done> result = Done{};
  std::exception_ptr exception;
  Hooks hooks;
  Endings endings;
  bool answered = false;
  std::condition_variable seen;  // its own: else each commit wakes everybody who still waits
};

}  // namespace

class Writer::Core {
 public:
  Core(Database database, WriterOptions options)
      : database_(std::move(database)), options_(std::move(options)) {
    KEPT_CHECK(options_.batch_units > 0);
    notifier_ = std::thread([this] { notify_loop(); });
    writer_ = std::thread([this] { write_loop(); });
  }

  ~Core() {
    {
      const std::scoped_lock lock(mutex_);
      closing_ = true;
    }
    work_.notify_all();
    writer_.join();
    {
      const std::scoped_lock lock(hooks_mutex_);
      hooks_closing_ = true;
    }
    hooks_changed_.notify_all();
    notifier_.join();
  }

  Result<Done> submit(Unit unit) {
    KEPT_CHECK(std::this_thread::get_id() != writer_.get_id());
    Job job(std::move(unit));
    std::unique_lock lock(mutex_);
    KEPT_CHECK(!closing_);
    waiting_.push_back(&job);
    ++counts_.submitted;
    work_.notify_one();
    job.seen.wait(lock, [&] { return job.answered; });
    lock.unlock();
    if (job.exception) std::rethrow_exception(job.exception);
    return std::move(job.result);
  }

  bool stopped() const {
    const std::scoped_lock lock(mutex_);
    return stopped_;
  }

  WriterCounts counts() const {
    const std::scoped_lock lock(mutex_);
    return counts_;
  }

  void wait_for_notifier() {
    KEPT_CHECK(std::this_thread::get_id() != notifier_.get_id());
    std::unique_lock lock(hooks_mutex_);
    hooks_changed_.wait(lock, [&] { return hooks_.empty() && !notifying_; });
  }

 private:
  // Kept: its writes stand in the open transaction. Refused: they are rolled back. Lost: the whole
  // transaction is gone, with everybody else's writes.
  enum class Outcome { kKept, kRefused, kLost };
  enum class Ending { kCommitted, kUnanswered, kAnswered };

  void write_loop() {
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
      }
      std::vector<Job*> batch;
      const Ending ending = run_batch(batch, options_.batch_units);
      if (ending == Ending::kUnanswered) {
        for (Job* job : batch) run_alone(*job);
      }
      checkpoint_if_long();
    }
  }

  Job* take() {
    const std::scoped_lock lock(mutex_);
    if (waiting_.empty()) return nullptr;
    Job* job = waiting_.front();
    waiting_.pop_front();
    return job;
  }

  // Takes what waits, until the batch is full or its time is up.
  Ending run_batch(std::vector<Job*>& batch, std::size_t limit) {
    const auto end = SteadyClock::now() + options_.batch_time;
    batch.push_back(take());
    if (!begin(batch)) return Ending::kAnswered;
    for (;;) {
      if (run_unit(*batch.back()) == Outcome::kLost) {
        roll_back();
        return Ending::kUnanswered;
      }
      if (batch.size() >= limit || SteadyClock::now() >= end) break;
      Job* next = take();
      if (next == nullptr) break;
      batch.push_back(next);
    }
    if (!end_units(batch)) {
      roll_back();
      return Ending::kUnanswered;
    }
    return commit(batch);
  }

  void run_alone(Job& job) {
    const std::vector<Job*> batch{&job};
    {
      const std::scoped_lock lock(mutex_);
      ++counts_.run_alone;
    }
    if (!begin(batch)) return;
    if (run_unit(job) != Outcome::kLost && end_units(batch)) {
      commit(batch);
      return;
    }
    const std::optional<SqliteError> failure = database_.failure();
    roll_back();
    answer_all(batch, failure && failure->disk_full() ? full_error() : failed_error());
  }

  bool begin(const std::vector<Job*>& batch) {
    if (stopped()) {
      answer_all(batch, stopped_error());
      return false;
    }
    try {
      database_.clear_failure();
      database_.run(kBegin);
      return true;
    } catch (const SqliteError& error) {
      note(error, "begin");
      roll_back();
      answer_all(batch, error.disk_full() ? full_error() : failed_error());
      return false;
    }
  }

  Outcome run_unit(Job& job) {
    job.result = Done{};
    job.exception = nullptr;
    job.hooks.clear();
    job.endings.clear();
    WriteUnit scope(database_);
    bool kept = false;
    database_.clear_failure();
    try {
      database_.run(kBeginUnit);
      try {
        job.result = job.unit(scope);
        kept = job.result.ok();
      } catch (...) {
        job.exception = std::current_exception();
      }
      // A unit may have swallowed the error: what SQLite says of itself counts.
      if (database_.failure()) {
        note(*database_.failure(), "unit");
        return Outcome::kLost;
      }
      // Only SQLite may have ended the transaction; a unit that does so itself is a bug.
      KEPT_CHECK(!database_.autocommit() || database_.erred());
      if (database_.autocommit()) return Outcome::kLost;
      if (!kept) database_.run(kDropUnit);
      database_.run(kKeepUnit);
    } catch (const SqliteError& error) {
      note(error, "savepoint");
      return Outcome::kLost;
    }
    if (!kept) return Outcome::kRefused;
    job.hooks = scope.take_hooks();
    job.endings = scope.take_endings();
    return Outcome::kKept;
  }

  // False: the whole transaction is to be given up, as after a unit that was lost.
  bool end_units(const std::vector<Job*>& batch) {
    try {
      for (Job* job : batch) {
        for (const auto& ending : job->endings) ending(database_);
      }
      return !database_.failure() && !database_.autocommit();
    } catch (const SqliteError& error) {
      note(error, "end of the units");
    } catch (const std::exception& error) {
      report(std::string("store writer, end of the units: ") + error.what());
    }
    return false;
  }

  // Refusals wait for the commit as well: they may rest on what the batch wrote before them.
  Ending commit(const std::vector<Job*>& batch) {
    try {
      database_.run(kCommit);
    } catch (const SqliteError& error) {
      note(error, "commit");
      // Whatever failed inside COMMIT may have been the sync, or left half of the batch in the log.
      if (error.io_failed()) stop();
      roll_back();
      answer_all(batch, unknown_error(error.disk_full()));
      return Ending::kAnswered;
    }
    pass_on_hooks(batch);
    {
      const std::scoped_lock lock(mutex_);
      ++counts_.commits;
      for (Job* job : batch) answer(*job);
    }
    return Ending::kCommitted;
  }

  void roll_back() {
    if (database_.autocommit()) return;
    try {
      database_.run(kRollBack);
    } catch (const SqliteError& error) {
      note(error, "rollback");
    }
    // A transaction that can be neither committed nor dropped would swallow the next batch.
    if (!database_.autocommit()) stop();
  }

  void answer_all(const std::vector<Job*>& batch, const Error& error) {
    {
      const std::scoped_lock lock(mutex_);
      for (Job* job : batch) {
        job->result = error;
        job->exception = nullptr;
        answer(*job);
      }
    }
  }

  // Under the mutex, for with it the job goes away.
  static void answer(Job& job) {
    job.answered = true;
    job.seen.notify_one();
  }

  void checkpoint_if_long() {
    if (stopped() || database_.wal_pages() < options_.checkpoint_pages) return;
    try {
      database_.checkpoint();
    } catch (const SqliteError& error) {
      note(error, "checkpoint");
      // SQLite would sync again and believe it; the pages may be gone. Only a restart helps.
      if (error.io_failed()) stop();
    }
  }

  void note(const SqliteError& error, const char* where) {
    if (error.sync_failed()) stop();
    report(std::string("store writer, ") + where + ": " + error.what());
  }

  void report(std::string_view text) const {
    if (options_.report) options_.report(text);
  }

  void stop() {
    database_.keep_log_on_close();
    const std::scoped_lock lock(mutex_);
    stopped_ = true;
  }

  void pass_on_hooks(const std::vector<Job*>& batch) {
    {
      const std::scoped_lock lock(hooks_mutex_);
      for (Job* job : batch) {
        for (auto& hook : job->hooks) hooks_.push_back(std::move(hook));
      }
    }
    hooks_changed_.notify_all();
  }

  void notify_loop() {
    std::unique_lock lock(hooks_mutex_);
    for (;;) {
      hooks_changed_.wait(lock, [&] { return hooks_closing_ || !hooks_.empty(); });
      if (hooks_.empty()) return;
      std::function<void()> hook = std::move(hooks_.front());
      hooks_.pop_front();
      notifying_ = true;
      lock.unlock();
      try {
        hook();
      } catch (const std::exception& error) {
        report(std::string("store notifier: ") + error.what());
      }
      hook = nullptr;
      lock.lock();
      notifying_ = false;
      hooks_changed_.notify_all();
    }
  }

  Database database_;  // the writer's thread only, once it runs
  const WriterOptions options_;

  mutable std::mutex mutex_;  // guards the next block
  std::condition_variable work_;
  std::deque<Job*> waiting_;
  WriterCounts counts_;
  bool closing_ = false;
  bool stopped_ = false;

  std::mutex hooks_mutex_;  // guards the next block
  std::condition_variable hooks_changed_;
  std::deque<std::function<void()>> hooks_;
  bool notifying_ = false;
  bool hooks_closing_ = false;

  std::thread notifier_;
  std::thread writer_;
};

Writer::Writer(Database database, WriterOptions options)
    : core_(std::make_unique<Core>(std::move(database), std::move(options))) {}
Writer::~Writer() = default;

Result<Done> Writer::submit(Unit unit) { return core_->submit(std::move(unit)); }
bool Writer::stopped() const { return core_->stopped(); }
WriterCounts Writer::counts() const { return core_->counts(); }
void Writer::wait_for_notifier() { core_->wait_for_notifier(); }

}  // namespace kept::store
