#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "desk/ports/open_data.h"
#include "desk/ports/store.h"

namespace kept::records {

struct PublishedFilesOptions {
  /// How long somebody waits for a file that is being made; then an older one does, or none.
  std::chrono::milliseconds patience{10'000};
  std::size_t most_files = 24;  ///< beyond it the one that was asked for longest ago goes
  /// Of all files that are not of everything; beyond it they go likewise.
  std::int64_t most_bytes = 4L << 30;
  std::int64_t least_free = 1L << 30;  ///< bytes that are left to the database
  std::function<void(const std::string&)> report = {};
};

/// Files of open data in a directory of their own, made by one thread when they are asked for and
/// the data have changed since (docs/adr/0012). Making takes up to a twentieth of the time: what
/// took a minute is looked at again after twenty. Anybody may ask for any period, so files of a
/// part wait for those of everything, take up to a fifth of the time together, and go first. What
/// was withdrawn since, by a redaction or in the set-up, is in no file that is handed out.
class PublishedFiles final : public desk::OpenDataFiles {
 public:
  PublishedFiles(desk::Store& store, const base::Clock& clock, std::filesystem::path directory,
                 PublishedFilesOptions options = {});
  ~PublishedFiles() override;
  PublishedFiles(const PublishedFiles&) = delete;
  PublishedFiles& operator=(const PublishedFiles&) = delete;

  base::Result<desk::OpenDataFile> file(const desk::OpenDataQuery& query,
                                        desk::OpenDataFormat format) override;

 private:
  struct Entry {
    desk::OpenDataQuery query;
    desk::OpenDataFormat format = desk::OpenDataFormat::csv;
    std::optional<desk::OpenDataFile> made;
    std::string version;    ///< of the data in it
    std::string withdrawn;  ///< desk::OpenDataVersion::withdrawn, when it was made
    base::Instant looked_at{};
    base::Duration took{};
    std::int64_t asked = 0;  ///< when, counted in questions
    bool is_wanted = false;
    std::optional<base::Error> failed;
  };

  [[nodiscard]] bool is_fresh(const Entry& entry) const;
  void run();
  [[nodiscard]] std::list<std::string>::iterator next_wanted();
  void make(const std::string& key);
  void drop(Entry& entry);
  void drop_withdrawn(const std::string& withdrawn);
  [[nodiscard]] base::Result<desk::OpenDataFile> write(const Entry& entry);
  void drop_surplus();

  desk::Store& store_;
  const base::Clock& clock_;
  std::filesystem::path directory_;
  PublishedFilesOptions options_;
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::map<std::string, Entry> entries_;
  std::list<std::string> wanted_;
  std::int64_t questions_ = 0;
  std::int64_t files_ = 0;
  int waiting_ = 0;
  std::chrono::steady_clock::time_point parts_from_{};  ///< before it no file of a part is made
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace kept::records
