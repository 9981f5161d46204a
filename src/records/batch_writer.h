#pragma once

// Private to records/: saves rows while the next ones are read.

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"
#include "desk/import_history.h"
#include "desk/ports/historic_records.h"
#include "desk/ports/store.h"
#include "desk/principal.h"
#include "records/history_import.h"

namespace kept::records {

/// After a unit of work that began then, while others work on the store: SQLite gives its lock to
/// whoever asks first, and a process that waits asks seldom. Without a pause a server would wait
/// until it gives up.
void leave_turn(std::chrono::steady_clock::time_point begun);

/// Records that go into one unit of work, and how far the import is with them.
struct Batch {
  std::vector<desk::HistoricRecord> records;
  desk::ImportStep until;
};

/// One thread that takes batches in their order. Whoever gives them waits while two lie there.
class BatchWriter {
 public:
  BatchWriter(desk::Store& store, desk::Principal who, const ImportOptions& options,
              desk::ImportPoint begin);
  /// Ends without what still lies there.
  ~BatchWriter();
  BatchWriter(const BatchWriter&) = delete;
  BatchWriter& operator=(const BatchWriter&) = delete;

  /// The error of an earlier batch, if one failed: nothing after it is saved.
  [[nodiscard]] base::Result<base::Done> give(Batch batch);
  /// Waits until all is saved; how far the import is then.
  [[nodiscard]] base::Result<desk::ImportPoint> finish();

 private:
  void run();
  [[nodiscard]] base::Result<desk::ImportPoint> save(const Batch& batch);

  desk::Store& store_;
  desk::Principal who_;
  bool dry_run_;
  bool alone_;
  desk::ImportPoint point_;         // the thread's, until it has ended
  desk::ComparedRecords compared_;  // likewise; of a dry run

  std::mutex mutex_;  // guards the next four
  std::condition_variable changed_;
  std::deque<Batch> waiting_;
  std::optional<base::Error> failed_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace kept::records
