#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/database.h"

namespace kept::store {

struct ReadPoolOptions {
  std::size_t connections = 4;
  std::string vfs;
  int cache_kib = 16384;
  /// A longer read holds up checkpoints, so it is reported.
  std::chrono::milliseconds longest_read{2000};
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  std::function<void(std::string_view)> report;
};

class ReadPool;

/// One consistent snapshot of the database, until it ends. Moves with its holder; one thread.
class ReadLease {
 public:
  ReadLease(ReadLease&& other) noexcept;
  ReadLease(const ReadLease&) = delete;
  ReadLease& operator=(const ReadLease&) = delete;
  ReadLease& operator=(ReadLease&&) = delete;
  ~ReadLease();
  [[nodiscard]] Database& database() const { return *database_; }

 private:
  friend class ReadPool;
  ReadLease(ReadPool& pool, std::unique_ptr<Database> database, const char* purpose);

  ReadPool* pool_;
  std::unique_ptr<Database> database_;
  const char* purpose_;
  std::chrono::steady_clock::time_point begun_;
};

/// Read-only connections, opened as they are wanted and kept. It must outlive its leases.
class ReadPool {
 public:
  ReadPool(std::filesystem::path file, ReadPoolOptions options);

  /// Blocks while every connection is out. `purpose` is a constant that names the read in reports.
  ReadLease lease(const char* purpose);

 private:
  friend class ReadLease;
  std::unique_ptr<Database> take();
  void give_back(std::unique_ptr<Database> database, const char* purpose,
                 std::chrono::steady_clock::time_point begun) noexcept;

  std::filesystem::path file_;
  ReadPoolOptions options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> idle_;
  std::size_t out_ = 0;
};

}  // namespace kept::store
