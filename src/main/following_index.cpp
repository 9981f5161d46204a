#include "main/following_index.h"

namespace kept {
namespace {

constexpr int kBatch = 500;

}  // namespace

void FollowingIndex::catch_up() {
  const std::scoped_lock lock(updating_);
  while (true) {
    std::vector<desk::ArticleRow> changed;
    store_.read(
        [&](desk::Reader& reader) { changed = reader.articles_since(index_.cursor(), kBatch); });
    if (changed.empty()) return;
    index_.update(changed);
  }
}

desk::KnowledgeHits FollowingIndex::search(const std::string& query, const std::string& language,
                                           int limit) {
  catch_up();
  return index_.search(query, language, limit);
}

std::vector<desk::KnowledgeHits> FollowingIndex::search_each(
    const std::vector<desk::KnowledgeQuestion>& questions, int limit) {
  catch_up();
  return index_.search_each(questions, limit);
}

}  // namespace kept
