#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "desk/ports/request_rows.h"
#include "desk/ports/rows.h"

namespace kept::store {

/// What a reader's snapshot has of the events: the position of the last one, and whose there are
/// after an earlier one.
struct EventsSeen {
  using ChangedSince = std::function<std::vector<std::int64_t>(std::int64_t position)>;
  std::int64_t position = 0;
  ChangedSince changed_since;
};

/// The promise that a list shows of a case, with its texts: only an event of the case changes them.
struct PromiseLine {
  domain::CaseId id;
  domain::Promise promise;
  std::map<std::int64_t, std::string> texts;
};

inline std::size_t length_of(const desk::RequestLine& line) {
  return line.description.value_or("").size() + line.place.value_or("").size();
}

inline std::size_t length_of(const PromiseLine& line) {
  std::size_t length = 0;
  for (const auto& [id, text] : line.texts) length += text.size();
  return length;
}

/// Lines of lists as they were last read: the newest are asked for again and again. Whatever
/// changes a line is an event of its case, so the position of the last event says of when the lines
/// are, and the events since then which are stale, whichever process wrote them. Shared by readers;
/// any thread. A Line has the `id` of its case, and length_of() says how long its texts are.
template <typename Line>
class LineCache {
 public:
  using ChangedSince = EventsSeen::ChangedSince;

  /// For a reader whose snapshot ends at `position`: drops what has changed since. False: the
  /// cache is of a later time than the snapshot, and of no use to it.
  [[nodiscard]] bool bring_to(std::int64_t position, const ChangedSince& changed_since) {
    const std::scoped_lock lock(mutex_);
    if (position < position_) return false;
    if (position == position_) return true;
    if (!young_.empty() || !old_.empty()) {
      for (const std::int64_t id : changed_since(position_)) {
        young_.erase(id);
        old_.erase(id);
      }
    }
    position_ = position;
    return true;
  }

  /// Puts the lines of `ids` into their places, and names those that it does not have. Only what
  /// belongs to `position` is given and taken, for others may have brought it further meanwhile.
  [[nodiscard]] std::vector<std::int64_t> find(std::int64_t position,
                                               const std::vector<std::int64_t>& ids,
                                               std::vector<Line>& lines) {
    lines.resize(ids.size());
    std::vector<std::int64_t> missing;
    const std::scoped_lock lock(mutex_);
    if (position != position_) return ids;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto found = young_.find(ids[i]);
      if (found == young_.end()) {
        const auto older = old_.find(ids[i]);
        if (older == old_.end()) {
          missing.push_back(ids[i]);
          continue;
        }
        lines[i] = older->second;
        // When there is room, for what is asked for again is to stay.
        if (young_.size() < kGeneration) young_.insert(old_.extract(older));
        continue;
      }
      lines[i] = found->second;
    }
    return missing;
  }

  /// The lines of `ids`, each in its place; `read` is asked for those that it does not have, and
  /// answers in their order.
  template <typename Read>
  [[nodiscard]] std::vector<Line> lines_at(const EventsSeen& events,
                                           const std::vector<std::int64_t>& ids, const Read& read) {
    if (!bring_to(events.position, events.changed_since)) return read(ids);
    std::vector<Line> lines;
    const auto missing = find(events.position, ids, lines);
    if (missing.empty()) return lines;
    std::vector<Line> found = read(missing);
    keep(events.position, found);
    std::size_t next = 0;
    for (std::size_t i = 0; i < ids.size() && next < found.size(); ++i) {
      if (found[next].id.value == ids[i]) lines[i] = std::move(found[next++]);
    }
    return lines;
  }

  void keep(std::int64_t position, const std::vector<Line>& lines) {
    const std::scoped_lock lock(mutex_);
    if (position != position_) return;
    for (const Line& line : lines) {
      if (length_of(line) > kLongestKept) continue;
      if (young_.size() >= kGeneration) old_ = std::exchange(young_, {});
      young_.insert_or_assign(line.id.value, line);
    }
  }

 private:
  /// Twice as many at most; long ones are read anew, so that these are a few megabytes.
  static constexpr std::size_t kGeneration = 5000;
  static constexpr std::size_t kLongestKept = 1000;

  using Lines = std::unordered_map<std::int64_t, Line>;

  std::mutex mutex_;
  std::int64_t position_ = 0;
  Lines young_;  ///< when they are many they become the old ones, and the old ones go
  Lines old_;
};

struct LineCaches {
  LineCache<desk::RequestLine> requests;
  LineCache<PromiseLine> promises;
};

}  // namespace kept::store
