#pragma once

// Private to search/.

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <utility>

#include "search/corrections.h"

namespace kept::search {

/// What a word that is being typed may become: the most frequent words that begin so.
inline constexpr Xapian::termcount kEndings = 20;
/// A corrected word counts a little less than one that was typed so.
inline constexpr double kCorrected = 0.8;

/// A Xapian database that follows rows of the store: it remembers the cursor of the last row that
/// it took, in the same commit. One thread writes while another searches.
class FollowedDatabase {
 public:
  /// Opens or makes it in `directory`; throws when the directory cannot be written.
  explicit FollowedDatabase(const std::filesystem::path& directory);

  [[nodiscard]] std::int64_t cursor() const;

  /// `change` is given the Xapian::WritableDatabase; what it did is searched from then on.
  template <typename Change>
  void take(std::int64_t cursor, const Change& change) {
    {
      const std::scoped_lock lock(writing_);
      change(writer_);
      commit(cursor);
    }
    const std::scoped_lock lock(reading_);
    reader_.reopen();
    corrections_.forget();
  }

  /// `look` is given the Xapian::Database, and what it says of spelling.
  template <typename Look>
  void search(const Look& look) {
    const std::scoped_lock lock(reading_);
    look(std::as_const(reader_), corrections_);
  }

 private:
  void commit(std::int64_t cursor);

  mutable std::mutex writing_;
  Xapian::WritableDatabase writer_;
  std::int64_t cursor_ = 0;
  std::mutex reading_;  // a Xapian::Database is for one thread at a time
  Xapian::Database reader_;
  Corrections corrections_;  // of what the reader sees
};

}  // namespace kept::search
