#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "desk/ports/rows.h"

namespace kept::desk {

struct ArticleHit {
  domain::ArticleId id;
  std::string language;  ///< the language of the text that matched
};

struct KnowledgeHits {
  std::vector<ArticleHit> hits;  ///< best first, each article once
  bool strong = false;           ///< the first is about most of what was typed, and no chance find
  std::optional<std::string>
      corrected;  ///< what was searched for instead, when words were misspelt
};

struct KnowledgeQuestion {
  std::string query;
  std::string language;
};

/// Full-text search over published articles, current to a cursor (ArticleRow::cursor). Searching is
/// safe on any thread; one thread updates.
class KnowledgeIndex {
 public:
  virtual ~KnowledgeIndex() = default;

  /// `query` as typed so far: the last word may be unfinished. Both languages are searched,
  /// `language` is preferred.
  [[nodiscard]] virtual KnowledgeHits search(const std::string& query, const std::string& language,
                                             int limit) = 0;

  /// What is found for each of many, of one state of the index.
  [[nodiscard]] virtual std::vector<KnowledgeHits> search_each(
      const std::vector<KnowledgeQuestion>& questions, int limit) {
    std::vector<KnowledgeHits> found;
    found.reserve(questions.size());
    for (const auto& [query, language] : questions) {
      found.push_back(search(query, language, limit));
    }
    return found;
  }

  /// Takes over these articles: published ones are indexed, others taken out. The last one's cursor
  /// is stored in the same commit.
  virtual void update(const std::vector<ArticleRow>& articles) = 0;

  /// How far the index has come; 0 when it is new.
  [[nodiscard]] virtual std::int64_t cursor() const = 0;
};

}  // namespace kept::desk
