#include "store/sqlite/database.h"

#include <sqlite3.h>

#include <unordered_map>
#include <utility>
#include <vector>

#include "base/check.h"

namespace kept::store {

struct Database::State {
  sqlite3* handle = nullptr;
  // Statements not on loan, by query. A query run inside its own loop gets a second one.
  std::unordered_map<const Query*, std::vector<sqlite3_stmt*>> idle;
  std::optional<SqliteError> failure;
  bool erred = false;
  std::int64_t statements_run = 0;
  int wal_pages = 0;
};

namespace {

int note_wal_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

std::string immutable_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char letter : file.string()) {
    if (letter == '%' || letter == '?' || letter == '#') {
      constexpr char kHex[] = "0123456789ABCDEF";
      uri += '%';
      uri += kHex[(letter >> 4) & 0xf];
      uri += kHex[letter & 0xf];
    } else {
      uri += letter;
    }
  }
  return uri + "?immutable=1";
}

const Query kJournalMode{"database.journal_mode", "PRAGMA journal_mode"};

/// SQLite would count every byte that it takes, under one lock for all threads, for figures that
/// nobody reads. It listens only before the first connection.
void count_no_memory() {
  static const int kTold = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)kTold;  // too late where somebody else has opened a database: then it counts
}

}  // namespace

Database::Database(const std::filesystem::path& file, const DatabaseOptions& options)
    : state_(std::make_unique<State>()) {
  count_no_memory();
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
  if (options.immutable) flags |= SQLITE_OPEN_URI;
  const std::string name = options.immutable ? immutable_uri(file) : file.string();
  const int code = sqlite3_open_v2(name.c_str(), &state_->handle, flags,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  try {
    if (code != SQLITE_OK) fail(code, "open " + file.string());
    configure(options);
  } catch (...) {
    sqlite3_close_v2(state_->handle);
    throw;
  }
}

void Database::configure(const DatabaseOptions& options) {
  sqlite3_busy_timeout(state_->handle, options.busy_timeout_ms);
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // What is deleted is overwritten, free pages included: redaction means gone.
  execute("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON");
  execute(("PRAGMA cache_size=-" + std::to_string(options.cache_kib)).c_str());
  if (options.read_only) {
    keep_log_on_close();
    execute("PRAGMA query_only=ON");
    return;
  }
  if (options.in_memory) return;
  execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864");
  if (value<std::string>(kJournalMode) != "wal") fail(SQLITE_CANTOPEN, "switch to WAL");
  // Replaces SQLite's automatic checkpoint, which would drop the error of a failed sync.
  sqlite3_wal_hook(state_->handle, note_wal_pages, &state_->wal_pages);
}

Database::~Database() {
  if (!state_) return;
  for (const auto& [query, statements] : state_->idle) {
    for (sqlite3_stmt* statement : statements) sqlite3_finalize(statement);
  }
  // Anything but OK means that a Statement outlived its connection.
  KEPT_CHECK(sqlite3_close(state_->handle) != SQLITE_BUSY);
}

Database::Database(Database&& other) noexcept = default;

void Database::fail(int code, const std::string& doing) {
  const char* detail =
      state_->handle != nullptr ? sqlite3_errmsg(state_->handle) : sqlite3_errstr(code);
  SqliteError error(code, doing + ": " + detail + " (" + std::to_string(code) + ")");
  state_->erred = true;
  if (!state_->failure && error.environment()) state_->failure = error;
  throw error;
}

Statement Database::prepare(const Query& query) {
  std::vector<sqlite3_stmt*>& idle = state_->idle[&query];
  if (!idle.empty()) {
    sqlite3_stmt* handle = idle.back();
    idle.pop_back();
    return {*this, query, handle};
  }
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  const int code =
      sqlite3_prepare_v3(state_->handle, query.sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  if (code != SQLITE_OK) fail(code, std::string("prepare ") + query.name);
  KEPT_CHECK(handle != nullptr && *rest == '\0');  // exactly one statement
  return {*this, query, handle};
}

void Database::give_back(const Query& query, sqlite3_stmt* statement) noexcept {
  sqlite3_reset(statement);  // repeats the error that step() has already thrown
  sqlite3_clear_bindings(statement);
  try {
    state_->idle[&query].push_back(statement);
  } catch (...) {
    sqlite3_finalize(statement);  // no memory to keep it: it is prepared again next time
  }
}

void Database::execute(const char* script) {
  ++state_->statements_run;
  const int code = sqlite3_exec(state_->handle, script, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, std::string(script).substr(0, 60));
}

bool Database::autocommit() const { return sqlite3_get_autocommit(state_->handle) != 0; }

const std::optional<SqliteError>& Database::failure() const { return state_->failure; }

bool Database::erred() const { return state_->erred; }

void Database::clear_failure() {
  state_->failure.reset();
  state_->erred = false;
}

std::int64_t Database::last_insert_id() const { return sqlite3_last_insert_rowid(state_->handle); }

std::int64_t Database::statements_run() const { return state_->statements_run; }

int Database::wal_pages() const { return state_->wal_pages; }

void Database::checkpoint() {
  int pages = 0;
  int moved = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(state_->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
  if (code == SQLITE_BUSY) return;  // somebody else is at it
  if (code != SQLITE_OK) fail(code, "checkpoint");
}

void Database::keep_log_on_close() {
  sqlite3_db_config(state_->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::copy_to(const std::filesystem::path& target) {
  sqlite3* copy = nullptr;
  int code =
      sqlite3_open_v2(target.c_str(), &copy,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_backup* backup = sqlite3_backup_init(copy, "main", state_->handle, "main");
    if (backup != nullptr) {
      // All pages in one step, hence one snapshot; WAL lets the writer go on meanwhile.
      sqlite3_backup_step(backup, -1);
      code = sqlite3_backup_finish(backup);
    } else {
      code = sqlite3_extended_errcode(copy);
    }
  }
  const std::string detail = copy != nullptr ? sqlite3_errmsg(copy) : "no memory";
  sqlite3_close(copy);
  if (code != SQLITE_OK) throw SqliteError(code, "copy to " + target.string() + ": " + detail);
}

// Statement lives here too: the two share the connection's state.

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      query_(other.query_),
      handle_(std::exchange(other.handle_, nullptr)),
      started_(other.started_) {}

Statement::~Statement() {
  if (handle_ != nullptr) database_->give_back(*query_, handle_);
}

void Statement::check(int code, const char* doing) const {
  if (code != SQLITE_OK) database_->fail(code, std::string(doing) + " " + query_->name);
}

void Statement::bind(int index, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, index, value), "bind");
}

void Statement::bind(int index, double value) {
  check(sqlite3_bind_double(handle_, index, value), "bind");
}

void Statement::bind(int index, std::string_view value) {
  // A null pointer would bind NULL; an empty view is an empty text.
  const char* data = value.data() != nullptr ? value.data() : "";
  check(sqlite3_bind_text64(handle_, index, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
        "bind");
}

void Statement::bind(int index, BlobView value) {
  const void* data = value.data() != nullptr ? static_cast<const void*>(value.data()) : "";
  check(sqlite3_bind_blob64(handle_, index, data, value.size(), SQLITE_TRANSIENT), "bind");
}

void Statement::bind(int index, std::nullopt_t) {
  check(sqlite3_bind_null(handle_, index), "bind");
}

bool Statement::step() {
  if (!started_) {
    started_ = true;
    ++database_->state_->statements_run;
  }
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code, "run");
  return false;
}

std::int64_t Statement::run() {
  const std::int64_t before = sqlite3_total_changes64(database_->state_->handle);
  while (step()) {
  }
  const bool changed = sqlite3_total_changes64(database_->state_->handle) != before;
  return changed ? sqlite3_changes64(database_->state_->handle) : 0;
}

void Statement::reset() {
  sqlite3_reset(handle_);
  started_ = false;
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

std::string Statement::as_text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return text == nullptr ? "NULL" : text;
}

void Statement::expect_type(int column, int type) const {
  const int found = sqlite3_column_type(handle_, column);
  if (found == type) return;
  throw SqliteError(SQLITE_MISMATCH, std::string(query_->name) + ": column " +
                                         std::to_string(column) + " has type " +
                                         std::to_string(found) + ", not " + std::to_string(type));
}

std::int64_t Statement::integer(int column) const {
  expect_type(column, SQLITE_INTEGER);
  return sqlite3_column_int64(handle_, column);
}

double Statement::real(int column) const {
  expect_type(column, SQLITE_FLOAT);
  return sqlite3_column_double(handle_, column);
}

std::string Statement::text(int column) const {
  expect_type(column, SQLITE_TEXT);
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Blob Statement::blob(int column) const {
  expect_type(column, SQLITE_BLOB);
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(handle_, column));
  return {data, data + sqlite3_column_bytes(handle_, column)};
}

}  // namespace kept::store
