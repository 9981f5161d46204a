#pragma once

// Private to search/.

#include <xapian.h>

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace kept::search {

/// What words are corrected to, as far as it was asked before. Each key that is pressed asks again
/// for all words before it, and in every language, and Xapian looks through all words that are a
/// little alike. One thread at a time; whoever changes the database has it forgotten.
class Corrections {
 public:
  /// More are forgotten and asked for anew: less than a megabyte.
  static constexpr std::size_t kMost = 5000;

  /// Empty: there is no word so like it.
  const std::string& of(const Xapian::Database& database, const std::string& word, unsigned slips) {
    const std::pair key(word, slips);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    if (known_.size() >= kMost) known_.clear();
    return known_.emplace(key, database.get_spelling_suggestion(word, slips)).first->second;
  }
  void forget() { known_.clear(); }

 private:
  std::map<std::pair<std::string, unsigned>, std::string> known_;
};

}  // namespace kept::search
