#pragma once

#include <span>

#include "base/instant.h"
#include "base/result.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// One numbered file of src/store/schema, embedded at build time.
struct Migration {
  int version;
  const char* name;
  const char* sql;
};

/// The program's migrations, numbered 1, 2, … without a gap.
std::span<const Migration> embedded_migrations();

/// The version the database stands at; 0 when it is empty. Refused (`store.foreign_file`) when it
/// holds something that is not ours.
base::Result<int> schema_version(Database& database);

/// Whether this program can work on the database: `store.schema_too_old` asks for a migration,
/// `store.schema_too_new` for a newer program.
base::Result<base::Done> check_schema(
    Database& database, std::span<const Migration> migrations = embedded_migrations());

/// Brings the database to the newest version, each migration in a transaction of its own; does
/// nothing when it is there already. `now` is noted beside each version.
base::Result<base::Done> migrate(Database& database, base::Instant now,
                                 std::span<const Migration> migrations = embedded_migrations());

}  // namespace kept::store
