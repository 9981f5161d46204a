#include "store/sqlite/read_pool.h"

#include <utility>

namespace kept::store {
namespace {

// BEGIN alone takes no snapshot: the first read does.
const Query kBeginRead{"read_pool.begin", "BEGIN"};
const Query kEndRead{"read_pool.end", "ROLLBACK"};
const Query kTakeSnapshot{"read_pool.snapshot", "SELECT count(*) FROM sqlite_schema WHERE rowid=1"};

}  // namespace

ReadLease::ReadLease(ReadPool& pool, std::unique_ptr<Database> database, const char* purpose)
    : pool_(&pool),
      database_(std::move(database)),
      purpose_(purpose),
      begun_(pool.options_.now()) {}

ReadLease::ReadLease(ReadLease&& other) noexcept = default;

ReadLease::~ReadLease() {
  if (database_) pool_->give_back(std::move(database_), purpose_, begun_);
}

ReadPool::ReadPool(std::filesystem::path file, ReadPoolOptions options)
    : file_(std::move(file)), options_(std::move(options)) {}

ReadLease ReadPool::lease(const char* purpose) {
  std::unique_ptr<Database> database = take();
  try {
    if (!database) {
      DatabaseOptions options;
      options.read_only = true;
      options.vfs = options_.vfs;
      options.cache_kib = options_.cache_kib;
      database = std::make_unique<Database>(file_, options);
    }
    database->run(kBeginRead);
    database->value<std::int64_t>(kTakeSnapshot);
  } catch (...) {
    // The connection is dropped; the next lease opens a fresh one.
    database.reset();
    {
      const std::scoped_lock lock(mutex_);
      --out_;
    }
    returned_.notify_one();
    throw;
  }
  return {*this, std::move(database), purpose};
}

// An idle connection, or null when a new one may be opened.
std::unique_ptr<Database> ReadPool::take() {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return out_ < options_.connections; });
  ++out_;
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Database> database = std::move(idle_.back());
  idle_.pop_back();
  return database;
}

void ReadPool::give_back(std::unique_ptr<Database> database, const char* purpose,
                         std::chrono::steady_clock::time_point begun) noexcept {
  bool usable = true;
  try {
    database->run(kEndRead);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(options_.now() - begun);
    if (took > options_.longest_read && options_.report) {
      options_.report("store read '" + std::string(purpose) + "' took " +
                      std::to_string(took.count()) + " ms");
    }
  } catch (const std::exception&) {
    usable = false;  // whatever ails it, the next lease opens a fresh one
  }
  if (!usable) database.reset();
  {
    const std::scoped_lock lock(mutex_);
    --out_;
    if (database) idle_.push_back(std::move(database));
  }
  returned_.notify_one();
}

}  // namespace kept::store
