#pragma once

#include <memory>
#include <string>

namespace kept::testing {

/// A disk in memory, registered with SQLite as a VFS, that keeps written-but-unsynced bytes apart:
/// at a power cut every file falls back to its last sync. A file's name is durable from its first
/// sync; a deletion is undone by the cut unless the directory was synced since, which (as in
/// SQLite's unix VFS) the first sync of a new log or journal does. Fits WAL. Any thread.
class PowerCutVfs {
 public:
  /// When the cut comes relative to the sync it is set for.
  enum class Moment { kBeforeSync, kAfterSync };

  /// `name` is the VFS name to open databases with; unique in the process.
  explicit PowerCutVfs(const std::string& name);
  ~PowerCutVfs();
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

  /// Forgets what was not synced. Open handles fail from now on, until power_on() for new ones.
  void cut();
  void power_on();
  [[nodiscard]] bool is_on() const;

  /// The n-th read, write or sync from now on (1 is the next one) fails once with this SQLite code.
  void fail_read(int n, int sqlite_code);
  void fail_write(int n, int sqlite_code);
  void fail_sync(int n, int sqlite_code);
  /// Every write from the n-th on fails with SQLITE_FULL, until free_disk().
  void fill_disk(int n);
  void free_disk();
  /// Cuts the power at the n-th sync from now on.
  void cut_at_sync(int n, Moment moment);
  /// Whether something of the above still waits for its read, write or sync.
  [[nodiscard]] bool is_armed() const;
  /// Takes back fail_*, fill_disk and cut_at_sync.
  void disarm();

  /// Calls so far, over the disk's life.
  [[nodiscard]] int writes() const;
  [[nodiscard]] int syncs() const;

  struct Disk;

 private:
  struct Registration;
  std::string name_;
  std::shared_ptr<Disk> disk_;
  std::unique_ptr<Registration> registration_;
};

}  // namespace kept::testing
