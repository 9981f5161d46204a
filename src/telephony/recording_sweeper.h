#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "desk/ports/recordings.h"
#include "desk/ports/store.h"

namespace kept::telephony {

/// Takes away the files of recordings that were dropped. Their rows say so first, so that nobody
/// hears what is about to go, and a crash in between leaves nothing behind for good.
class RecordingSweeper {
 public:
  /// Both outlive it. `report`: told of what cannot be taken away; from the sweeper's thread.
  RecordingSweeper(desk::Store& store, desk::RecordingFiles& files,
                   std::function<void(const std::string&)> report);
  ~RecordingSweeper();
  RecordingSweeper(const RecordingSweeper&) = delete;
  RecordingSweeper& operator=(const RecordingSweeper&) = delete;

  /// Starts a thread that looks every ten seconds.
  void start();
  void stop();

  /// Takes away what is there now; how many files. Not together with start().
  [[nodiscard]] base::Result<int> work();

 private:
  void run();

  desk::Store& store_;
  desk::RecordingFiles& files_;
  std::function<void(const std::string&)> report_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;  ///< guarded by mutex_
  std::thread thread_;
};

}  // namespace kept::telephony
