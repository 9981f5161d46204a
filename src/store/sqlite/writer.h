#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// What one unit of work sees: the writer's connection inside the unit's own savepoint.
class WriteUnit {
 public:
  explicit WriteUnit(Database& database) : database_(database) {}
  [[nodiscard]] Database& database() const { return database_; }
  /// `hook` runs on the notifier's thread, in commit order, once this unit is durable; never when
  /// the unit fails.
  void after_commit(std::function<void()> hook) { hooks_.push_back(std::move(hook)); }
  [[nodiscard]] std::vector<std::function<void()>> take_hooks() { return std::move(hooks_); }

  /// `work` runs on the writer's thread after the last unit of the batch, in the units' order, and
  /// is committed with them; never when the unit fails. For what costs less done once for many.
  void before_commit(std::function<void(Database&)> work) { endings_.push_back(std::move(work)); }
  [[nodiscard]] std::vector<std::function<void(Database&)>> take_endings() {
    return std::move(endings_);
  }

 private:
  Database& database_;
  std::vector<std::function<void()>> hooks_;
  std::vector<std::function<void(Database&)>> endings_;
};

struct WriterOptions {
  std::size_t batch_units = 128;
  std::chrono::milliseconds batch_time{5};
  /// Length of the log, in pages, from which the writer moves it into the file after a batch.
  int checkpoint_pages = 4000;
  /// Told of failures nobody else hears of; called from the writer's and notifier's threads.
  std::function<void(std::string_view)> report = {};
};

struct WriterCounts {
  std::int64_t submitted = 0;
  std::int64_t commits = 0;    ///< successful ones
  std::int64_t run_alone = 0;  ///< units run again after their batch was lost
};

/// The one thread that writes. It takes the units that wait, runs each in a savepoint, commits them
/// together and only then answers. A unit may run more than once: it touches nothing but its
/// WriteUnit. Reasons of the errors it makes: `store.full` and `store.failed` (nothing stored),
/// `store.unknown` (COMMIT failed: repeat with the same key), `store.stopped` (a sync failed: no
/// write until the restart).
class Writer {
 public:
  using Unit = std::function<base::Result<base::Done>(WriteUnit&)>;

  explicit Writer(Database database, WriterOptions options = {});
  /// Runs what still waits, then stops.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Blocks until the unit's batch is durable or the unit has failed; any thread but the writer's
  /// own. An exception thrown by the unit is rethrown here.
  base::Result<base::Done> submit(Unit unit);

  /// Like submit(), for units that return something.
  template <typename T>
  base::Result<T> write(const std::function<base::Result<T>(WriteUnit&)>& unit) {
    std::optional<T> value;
    const auto done = submit([&](WriteUnit& scope) -> base::Result<base::Done> {
      auto result = unit(scope);
      if (!result) return result.error();
      value = std::move(result).value();
      return base::Done{};
    });
    if (!done) return done.error();
    return std::move(*value);
  }

  /// True after a failed sync, until the restart.
  [[nodiscard]] bool stopped() const;
  [[nodiscard]] WriterCounts counts() const;
  /// Blocks until every hook of the commits so far has run; not from a hook.
  void wait_for_notifier();

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace kept::store
