#pragma once

// Private to http/open311.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/instant.h"

namespace kept::http {

/// How many requests there are to a question, remembered until one of them may have changed: a list
/// that many look at is counted once. Any thread.
class CountCache {
 public:
  /// Nothing in it: more than are counted.
  using Count = std::optional<std::int64_t>;

  /// What was counted of `question` when the store had `version`, a few seconds ago at most: time
  /// changes an answer, too.
  [[nodiscard]] std::optional<Count> find(const std::string& question, const std::string& version,
                                          base::Instant now);
  void keep(const std::string& question, const std::string& version, base::Instant now,
            Count count);

 private:
  struct Counted {
    std::string version;
    base::Instant at{};
    Count count;
  };

  std::mutex mutex_;
  std::map<std::string, Counted> counted_;
};

}  // namespace kept::http
