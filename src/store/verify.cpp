#include "store/verify.h"

#include <unistd.h>

#include <map>
#include <utility>

#include "store/session.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/migrations.h"
#include "store/verify_cases.h"
#include "store/verify_rows.h"

namespace kept::store {
namespace {

const Query kIntegrity{"verify.integrity", "PRAGMA integrity_check(20)"};
const Query kSchema{"verify.schema",
                    "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema "
                    "WHERE name NOT GLOB 'sqlite_*'"};

std::map<std::string, std::string> schema_of(Database& database) {
  std::map<std::string, std::string> parts;
  Statement rows = database.prepare(kSchema);
  while (rows.step()) parts[rows.get<std::string>(0)] = rows.get<std::string>(1);
  return parts;
}

const Query kRecordingFiles{"verify.recording_files",
                            "SELECT id, name FROM recordings WHERE jurisdiction_id = ?1 "
                            "AND dropped_at IS NULL AND has_file = 1"};

/// Backups of the database do not hold them (docs/operations/backup.md).
void check_recordings(Database& database, const std::filesystem::path& directory,
                      VerifyReport& report) {
  Statement rows = database.prepare(kRecordingFiles);
  rows.bind_all(kJurisdiction);
  while (rows.step()) {
    ++report.recordings;
    std::error_code ignored;
    if (std::filesystem::exists(directory / "recordings" / rows.get<std::string>(1), ignored)) {
      continue;
    }
    report.differences.push_back("recordings: the file of " + rows.as_text(0) + " is missing");
  }
}

void check_file(Database& database, VerifyReport& report) {
  Statement rows = database.prepare(kIntegrity);
  while (rows.step()) {
    const auto verdict = rows.get<std::string>(0);
    if (verdict != "ok") report.differences.push_back("file: " + verdict);
  }
}

/// A missing trigger would let events be changed, a missing index make the city slow.
void check_parts(Database& database, const base::Clock& clock, VerifyReport& report) {
  DatabaseOptions options;
  options.in_memory = true;
  Database fresh(":memory:", options);
  if (const auto made = migrate(fresh, clock.now()); !made.ok()) {
    report.differences.push_back("schema: " + made.error().message);
    return;
  }
  const auto stored = schema_of(database);
  const auto expected = schema_of(fresh);
  for (const auto& [name, sql] : expected) {
    const auto found = stored.find(name);
    if (found == stored.end()) report.differences.push_back("schema: " + name + " is missing");
    if (found != stored.end() && found->second != sql) {
      report.differences.push_back("schema: " + name + " was changed");
    }
  }
  for (const auto& [name, sql] : stored) {
    if (!expected.contains(name)) report.differences.push_back("schema: " + name + " is not ours");
  }
}

/// A snapshot of the database that goes away with this.
class Snapshot {
 public:
  explicit Snapshot(const std::filesystem::path& directory)
      : file_(directory / ("verify-" + std::to_string(getpid()) + ".db")) {}
  ~Snapshot() {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(file_.string() + suffix, ignored);
    }
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path file_;
};

}  // namespace

VerifyReport verify(Database& database, const base::Clock& clock, const VerifyProgress& progress) {
  VerifyReport report;
  check_file(database, report);
  check_parts(database, clock, report);
  PeopleCache cache;
  database.execute("BEGIN");
  Session session(database, clock, cache);
  verify_rows(database, session, report);
  CaseVerifier(database, session, report).run(progress);
  database.execute("ROLLBACK");
  return report;
}

base::Result<VerifyReport> verify(const std::filesystem::path& directory, const base::Clock& clock,
                                  const VerifyProgress& progress) {
  const Snapshot snapshot(directory);
  if (auto copied = back_up(directory / "kept311.db", snapshot.file()); !copied.ok()) {
    return copied.error();
  }
  try {
    Database database(snapshot.file(), {});
    if (auto schema = check_schema(database); !schema.ok()) return schema.error();
    VerifyReport report = verify(database, clock, progress);
    check_recordings(database, directory, report);
    return report;
  } catch (const std::exception& error) {
    return base::unavailable("verify.failed", error.what());
  }
}

}  // namespace kept::store
