#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "desk/ports/request_rows.h"

namespace kept::store {

/// Lines of requests as they were last read: the newest are asked for again and again. Whatever
/// changes a line is an event of its case, so the position of the last event says of when the lines
/// are, and the events since then which are stale, whichever process wrote them. Shared by readers;
/// any thread.
class LineCache {
 public:
  using ChangedSince = std::function<std::vector<std::int64_t>(std::int64_t position)>;

  /// For a reader whose snapshot ends at `position`: drops what has changed since. False: the
  /// cache is of a later time than the snapshot, and of no use to it.
  [[nodiscard]] bool bring_to(std::int64_t position, const ChangedSince& changed_since);

  /// Puts the lines of `ids` into their places, and names those that it does not have. Only what
  /// belongs to `position` is given and taken, for others may have brought it further meanwhile.
  [[nodiscard]] std::vector<std::int64_t> find(std::int64_t position,
                                               const std::vector<std::int64_t>& ids,
                                               std::vector<desk::RequestLine>& lines);
  void keep(std::int64_t position, const std::vector<desk::RequestLine>& lines);

 private:
  using Lines = std::unordered_map<std::int64_t, desk::RequestLine>;

  std::mutex mutex_;
  std::int64_t position_ = 0;
  Lines young_;  ///< when they are many they become the old ones, and the old ones go
  Lines old_;
};

}  // namespace kept::store
