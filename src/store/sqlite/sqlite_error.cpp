#include "store/sqlite/sqlite_error.h"

#include <sqlite3.h>

namespace kept::store {

bool SqliteError::disk_full() const { return primary_code() == SQLITE_FULL; }

bool SqliteError::io_failed() const { return primary_code() == SQLITE_IOERR; }

bool SqliteError::sync_failed() const {
  return code_ == SQLITE_IOERR_FSYNC || code_ == SQLITE_IOERR_DIR_FSYNC;
}

bool SqliteError::environment() const {
  switch (primary_code()) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
      return true;
    default:
      return false;
  }
}

}  // namespace kept::store
