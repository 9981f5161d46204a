#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "places/area_finder.h"
#include "records/city_files.h"
#include "store/sqlite_store.h"

namespace kept {

/// A store of a test's own, and the clock that it goes by.
class City {
 public:
  explicit City(base::Instant at) : clock_(at) {
    // Where there is memory to write to, syncing costs nothing.
    const bool has_memory = std::filesystem::exists("/dev/shm");
    std::array<char, 40> name{"/dev/shm/kept311-city-XXXXXX"};
    std::array<char, 40> on_disk{"/tmp/kept311-city-XXXXXX"};
    directory_ = mkdtemp(has_memory ? name.data() : on_disk.data());
    store::StoreOptions options;
    options.area_finder = places::make_area_finder;
    auto opened = store::SqliteStore::open(directory_, clock_, std::move(options));
    EXPECT_TRUE(opened.ok());
    store_ = std::move(opened).value();
  }
  ~City() {
    store_.reset();
    std::filesystem::remove_all(directory_);
  }
  City(const City&) = delete;
  City& operator=(const City&) = delete;

  /// Takes over the set-up in `from`; the error when something is wrong there.
  base::Result<records::ImportCounts> take_over(const std::filesystem::path& from) {
    return desk::write<records::ImportCounts>(*store_, [&](desk::Transaction& tx) {
      return records::import_city(tx, from, true, [](const std::string&) { return "-"; });
    });
  }

  store::SqliteStore& store() { return *store_; }
  base::ManualClock& clock() { return clock_; }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  base::ManualClock clock_;
  std::filesystem::path directory_;
  std::unique_ptr<store::SqliteStore> store_;
};

inline const std::filesystem::path kDemoFiles =
    std::filesystem::path(KEPT_SOURCE_DIR) / "config/demo";

}  // namespace kept
