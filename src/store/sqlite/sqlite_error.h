#pragma once

#include <stdexcept>
#include <string>

namespace kept::store {

/// SQLite refused something: the disk, the file or the SQL is broken, never the user's input.
/// Units of work let it pass; the writer decides what it means for the batch.
class SqliteError final : public std::runtime_error {
 public:
  SqliteError(int extended_code, const std::string& message)
      : std::runtime_error(message), code_(extended_code) {}

  /// The extended result code, such as SQLITE_IOERR_FSYNC.
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] int primary_code() const { return code_ & 0xff; }
  [[nodiscard]] bool disk_full() const;
  [[nodiscard]] bool io_failed() const;
  /// A sync failed: what the system holds of the file is no longer known.
  [[nodiscard]] bool sync_failed() const;
  /// The environment is at fault (disk, memory, file), not the statement.
  [[nodiscard]] bool environment() const;

 private:
  int code_;
};

}  // namespace kept::store
