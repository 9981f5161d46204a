#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "store/sqlite/query.h"
#include "store/sqlite/sqlite_error.h"
#include "store/sqlite/statement.h"

struct sqlite3;
struct sqlite3_stmt;

namespace kept::store {

struct DatabaseOptions {
  bool read_only = false;
  bool create = false;  ///< make the file when it is missing
  /// Take the file as it stands, without locks or a log; for checking a finished backup only.
  bool immutable = false;
  bool in_memory = false;  ///< ":memory:" has no log
  std::string vfs = {};    ///< empty: SQLite's own
  int cache_kib = 65536;
  int busy_timeout_ms = 5000;
};

/// One connection: WAL, synchronous=FULL, foreign keys on. Used by one thread at a time. Failures
/// throw SqliteError. Checkpoints are the writer's job: SQLite's automatic ones hide failed syncs.
class Database {
 public:
  Database(const std::filesystem::path& file, const DatabaseOptions& options);
  ~Database();
  Database(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  Database& operator=(Database&&) = delete;

  /// A statement from this connection's cache, given back when the Statement ends.
  Statement prepare(const Query& query);

  /// Runs a statement that returns no rows; gives the number of rows it changed.
  template <typename... Args>
  std::int64_t run(const Query& query, const Args&... args) {
    Statement statement = prepare(query);
    statement.bind_all(args...);
    return statement.run();
  }

  /// The first column of the first row, or nothing when there is no row.
  template <typename T, typename... Args>
  std::optional<T> value(const Query& query, const Args&... args) {
    Statement statement = prepare(query);
    statement.bind_all(args...);
    if (!statement.step()) return std::nullopt;
    return statement.get<T>(0);
  }

  /// Runs a script of constant SQL (migrations, pragmas); it is read anew each time.
  void execute(const char* script);

  /// Whether no transaction is open (sqlite3_get_autocommit).
  [[nodiscard]] bool autocommit() const;
  /// The first environment failure since clear_failure(), even if somebody swallowed it.
  [[nodiscard]] const std::optional<SqliteError>& failure() const;
  /// Whether any statement failed since clear_failure().
  [[nodiscard]] bool erred() const;
  void clear_failure();

  [[nodiscard]] std::int64_t last_insert_id() const;
  /// Statements started on this connection so far; a test takes the difference to catch N+1.
  [[nodiscard]] std::int64_t statements_run() const;
  /// Pages in the write-ahead log after this connection's last commit.
  [[nodiscard]] int wal_pages() const;

  /// Moves what the readers allow from the log into the file; throws when that fails.
  void checkpoint();
  /// From now on closing leaves the log alone: after a failed sync nothing may be moved out of it.
  void keep_log_on_close();
  /// Copies a consistent snapshot into the new file `target`, while others write.
  void copy_to(const std::filesystem::path& target);

 private:
  friend class Statement;
  struct State;
  [[noreturn]] void fail(int code, const std::string& doing);
  void give_back(const Query& query, sqlite3_stmt* statement) noexcept;
  void configure(const DatabaseOptions& options);

  std::unique_ptr<State> state_;
};

}  // namespace kept::store
