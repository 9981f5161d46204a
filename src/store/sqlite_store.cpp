#include "store/sqlite_store.h"

#include <mutex>
#include <utility>

#include "store/session.h"
#include "store/sqlite/migrations.h"
#include "store/sqlite/read_pool.h"
#include "store/sqlite/writer.h"

namespace kept::store {
namespace {

thread_local std::int64_t statements_run_here = 0;

/// What this thread is looking at, while it does.
struct Looking {
  const SqliteStore* store = nullptr;
  desk::Reader* reader = nullptr;
};
thread_local Looking looking;

/// Says what this thread looks at, until it goes.
class NowLooking {
 public:
  explicit NowLooking(Looking at) : before_(std::exchange(looking, at)) {}
  NowLooking(const NowLooking&) = delete;
  NowLooking& operator=(const NowLooking&) = delete;
  ~NowLooking() { looking = before_; }

 private:
  Looking before_;
};

base::Result<base::Done> prepare_schema(Database& database, const base::Clock& clock,
                                        bool may_migrate) {
  if (!may_migrate) return check_schema(database);
  return migrate(database, clock.now());
}

}  // namespace

struct SqliteStore::Parts {
  Parts(const std::filesystem::path& file, const base::Clock& time, Database database,
        const StoreOptions& options)
      : clock(time),
        areas(options.area_finder),
        writer(std::move(database), WriterOptions{.checkpoint_pages = options.checkpoint_pages,
                                                  .report = options.report}),
        readers(file, ReadPoolOptions{.connections = options.read_connections,
                                      .vfs = options.vfs,
                                      .report = options.report}) {}

  void notify(const std::vector<desk::Change>& changes) {
    const std::scoped_lock lock(subscribing);
    for (const auto& subscriber : subscribers) subscriber(changes);
  }

  domain::ClockStanding clock_standing() {
    const std::scoped_lock lock(watching);
    return watch ? watch() : domain::ClockStanding{};
  }

  const base::Clock& clock;
  std::mutex watching;  // guards watch, also while it is asked: who took it away is asked no more
  ClockWatch watch;
  PeopleCache people;
  AreaCache areas;
  LineCaches lines;
  std::mutex subscribing;  // guards subscribers
  std::vector<std::function<void(const std::vector<desk::Change>&)>> subscribers;
  Writer writer;
  ReadPool readers;
};

SqliteStore::SqliteStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SqliteStore::~SqliteStore() = default;

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& directory,
                                                             const base::Clock& clock,
                                                             const StoreOptions& options) {
  const auto file = directory / "kept311.db";
  try {
    Database database(file, {.create = true, .vfs = options.vfs});
    if (!options.synchronous) database.execute("PRAGMA synchronous=OFF");
    if (auto ready = prepare_schema(database, clock, options.migrate); !ready.ok()) {
      return ready.error();
    }
    return std::unique_ptr<SqliteStore>(
        new SqliteStore(std::make_unique<Parts>(file, clock, std::move(database), options)));
  } catch (const SqliteError& error) {
    return base::unavailable("store.cannot_open", error.what());
  }
}

base::Result<base::Done> SqliteStore::write(const Unit& unit) {
  std::int64_t statements = 0;
  auto done = parts_->writer.submit([&](WriteUnit& scope) -> base::Result<base::Done> {
    const std::int64_t before = scope.database().statements_run();
    Session session(scope.database(), parts_->clock, parts_->people, &parts_->areas);
    session.leave_words_to(scope);
    session.note_clock(parts_->clock_standing());
    auto result = unit(session);
    statements = scope.database().statements_run() - before;
    auto changes = session.take_changes();
    if (result.ok() && !changes.empty()) {
      scope.after_commit(
          [parts = parts_.get(), changes = std::move(changes)] { parts->notify(changes); });
    }
    return result;
  });
  statements_run_here += statements;
  return done;
}

void SqliteStore::read(const std::function<void(desk::Reader&)>& look) {
  // Whoever held one snapshot and waited for another would do so for ever once all did.
  if (looking.store == this) return look(*looking.reader);
  const ReadLease lease = parts_->readers.lease("read");
  const std::int64_t before = lease.database().statements_run();
  Session session(lease.database(), parts_->clock, parts_->people, &parts_->areas, &parts_->lines);
  const NowLooking now({this, &session});
  look(session);
  statements_run_here += lease.database().statements_run() - before;
}

void SqliteStore::watch_clock(ClockWatch watch) {
  const std::scoped_lock lock(parts_->watching);
  parts_->watch = std::move(watch);
}

void SqliteStore::subscribe(std::function<void(const std::vector<desk::Change>&)> subscriber) {
  const std::scoped_lock lock(parts_->subscribing);
  parts_->subscribers.push_back(std::move(subscriber));
}

bool SqliteStore::can_write() const { return !parts_->writer.stopped(); }

SqliteStore::Counts SqliteStore::counts() const {
  const WriterCounts counts = parts_->writer.counts();
  return {counts.submitted, counts.commits, counts.run_alone};
}

std::int64_t SqliteStore::statements_of_this_thread() { return statements_run_here; }

}  // namespace kept::store
