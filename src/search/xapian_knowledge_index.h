#pragma once

#include <filesystem>
#include <memory>

#include "desk/ports/knowledge_index.h"

namespace kept::search {

/// desk::KnowledgeIndex on Xapian: each language with its own stemmer, accents folded, words as
/// they are typed, spelling corrected, the question and everyday words of an article worth more
/// than its answer. Damage is mended by taking the directory away: the index is built anew from the
/// articles.
class XapianKnowledgeIndex final : public desk::KnowledgeIndex {
 public:
  /// Opens or makes the index in `directory`; throws when the directory cannot be written.
  explicit XapianKnowledgeIndex(const std::filesystem::path& directory);
  ~XapianKnowledgeIndex() override;

  desk::KnowledgeHits search(const std::string& query, const std::string& language,
                             int limit) override;
  void update(const std::vector<desk::ArticleRow>& articles) override;
  [[nodiscard]] std::int64_t cursor() const override;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace kept::search
