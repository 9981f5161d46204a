#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kept::store {

struct VerifyReport {
  std::int64_t cases = 0;
  std::int64_t events = 0;
  std::int64_t personal_values = 0;
  std::vector<std::string> differences;  ///< empty: all is as the events say, and the rules hold
};

/// Replays every case's events on a snapshot of the installation in `directory`, which may be in
/// service: compares what is derived with what is stored, checks the rules of domain.md, and the
/// digests of personal values. `progress` is told cases done and cases in all.
[[nodiscard]] base::Result<VerifyReport> verify(
    const std::filesystem::path& directory, const base::Clock& clock,
    const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace kept::store
