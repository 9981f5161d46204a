#include "store/sqlite/migrations.h"

#include <cstdint>
#include <string>

#include "base/check.h"

namespace kept::store {
namespace {

using base::Done;
using base::Result;

// The one table that stands outside the numbered files: it counts them.
constexpr const char* kMakeTable =
    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
    "applied_at INTEGER NOT NULL) STRICT";

const Query kHasTable{"migrations.has_table",
                      "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'"};
const Query kHasAnything{"migrations.has_anything", "SELECT count(*) FROM sqlite_schema"};
const Query kSchemaVersion{"migrations.version",
                           "SELECT coalesce(max(version), 0) FROM schema_version"};
const Query kNote{"migrations.note",
                  "INSERT INTO schema_version (version, name, applied_at) VALUES (?, ?, ?)"};

void apply(Database& database, const Migration& migration, base::Instant now) {
  database.execute("BEGIN IMMEDIATE");
  try {
    database.execute(kMakeTable);
    database.execute(migration.sql);
    database.run(kNote, migration.version, migration.name, now);
    database.execute("COMMIT");
  } catch (...) {
    if (!database.autocommit()) database.execute("ROLLBACK");
    throw;
  }
}

base::Error too_new(int found, int known) {
  return base::refused("store.schema_too_new",
                       "The database stands at schema version " + std::to_string(found) +
                           ", this program knows only " + std::to_string(known) +
                           ". Use the program that wrote it, or a newer one.");
}

}  // namespace

Result<int> schema_version(Database& database) {
  if (database.value<std::int64_t>(kHasTable) != 0) {
    return static_cast<int>(database.value<std::int64_t>(kSchemaVersion).value_or(0));
  }
  if (database.value<std::int64_t>(kHasAnything) == 0) return 0;
  return base::refused("store.foreign_file", "The database was not written by Kept311.");
}

Result<Done> check_schema(Database& database, std::span<const Migration> migrations) {
  const Result<int> found = schema_version(database);
  if (!found) return found.error();
  const int known = static_cast<int>(migrations.size());
  if (*found > known) return too_new(*found, known);
  if (*found < known) {
    return base::refused("store.schema_too_old",
                         "The database stands at schema version " + std::to_string(*found) +
                             ", this program needs " + std::to_string(known) +
                             ". Back it up, then migrate it.");
  }
  return Done{};
}

Result<Done> migrate(Database& database, base::Instant now, std::span<const Migration> migrations) {
  const Result<int> found = schema_version(database);
  if (!found) return found.error();
  const int known = static_cast<int>(migrations.size());
  if (*found > known) return too_new(*found, known);
  for (int version = *found + 1; version <= known; ++version) {
    const Migration& migration = migrations[static_cast<std::size_t>(version - 1)];
    KEPT_CHECK(migration.version == version);
    apply(database, migration, now);
  }
  return Done{};
}

}  // namespace kept::store
