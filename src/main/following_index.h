#pragma once

#include <mutex>

#include "desk/ports/knowledge_index.h"
#include "desk/ports/store.h"

namespace kept {

/// An index that is as new as the store whenever it is asked: each search first takes over the
/// articles that changed since its cursor (one statement, mostly without rows).
class FollowingIndex final : public desk::KnowledgeIndex {
 public:
  FollowingIndex(desk::Store& store, desk::KnowledgeIndex& index) : store_(store), index_(index) {}

  desk::KnowledgeHits search(const std::string& query, const std::string& language,
                             int limit) override;
  std::vector<desk::KnowledgeHits> search_each(
      const std::vector<desk::KnowledgeQuestion>& questions, int limit) override;
  void update(const std::vector<desk::ArticleRow>& articles) override { index_.update(articles); }
  [[nodiscard]] std::int64_t cursor() const override { return index_.cursor(); }

  /// Takes over all changes; at start, before the first search waits for it.
  void catch_up();

 private:
  desk::Store& store_;
  desk::KnowledgeIndex& index_;
  std::mutex updating_;
};

}  // namespace kept
