#pragma once

#include <filesystem>

#include "desk/ports/recordings.h"

namespace kept::telephony {

/// The recordings' files in the data directory: opened for who may hear them, and taken away when
/// their rows are dropped. Any thread.
class RecordingShelf final : public desk::RecordingFiles {
 public:
  /// `keys` open them (base/key_ring.h).
  RecordingShelf(std::filesystem::path directory, std::filesystem::path keys)
      : directory_(std::move(directory)), keys_(std::move(keys)) {}

  [[nodiscard]] base::Result<Part> read(const std::string& name, std::int64_t from,
                                        std::int64_t most) override;
  [[nodiscard]] bool remove(const std::string& name) override;

 private:
  const std::filesystem::path directory_;
  const std::filesystem::path keys_;
};

}  // namespace kept::telephony
