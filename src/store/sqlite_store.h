#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "desk/ports/store.h"

namespace kept::store {

struct StoreOptions {
  std::string vfs;      ///< empty: SQLite's own; tests name one that loses power
  bool migrate = true;  ///< bring an older schema up to date when opening
  std::size_t read_connections = 4;
  int checkpoint_pages = 4000;  ///< length of the log from which it is moved into the file
  /// Off, a power cut loses what was acknowledged; only the test that shows it turns it off.
  bool synchronous = true;
  /// Told of failures that nobody else hears of; called from the store's threads.
  std::function<void(std::string_view)> report;
  /// Makes areas ready to be asked; without it no point lies in any.
  desk::MakeAreaFinder area_finder = {};
};

/// desk::Store on one SQLite file: single writer with group commit, snapshot reads on a pool.
/// `clock` must outlive the store.
class SqliteStore final : public desk::Store {
 public:
  /// Opens (or makes) the database in `directory`. Other processes may open it too: what they
  /// change is seen by the next unit of work or read.
  [[nodiscard]] static base::Result<std::unique_ptr<SqliteStore>> open(
      const std::filesystem::path& directory, const base::Clock& clock,
      const StoreOptions& options = {});
  ~SqliteStore() override;

  base::Result<base::Done> write(const Unit& unit) override;
  void read(const std::function<void(desk::Reader&)>& look) override;
  void watch_clock(ClockWatch watch) override;
  void subscribe(std::function<void(const std::vector<desk::Change>&)> subscriber) override;

  /// False after a failed sync: reads go on, writes need a restart.
  [[nodiscard]] bool can_write() const;

  /// What the writer has done since the start.
  struct Counts {
    std::int64_t units = 0;
    std::int64_t batches = 0;
    std::int64_t alone = 0;  ///< units run again because their batch was lost
  };
  [[nodiscard]] Counts counts() const;

  /// How many SQL statements this thread's reads and writes have run so far, wherever they ran.
  [[nodiscard]] static std::int64_t statements_of_this_thread();

 private:
  struct Parts;
  explicit SqliteStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace kept::store
