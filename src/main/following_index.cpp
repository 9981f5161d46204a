#include "main/following_index.h"

namespace kept {
namespace {

constexpr int kBatch = 500;

}  // namespace

void FollowingIndex::catch_up() {
  bool all_taken_over = false;
  while (!all_taken_over) {
    store_.read([&](desk::Reader& reader) {
      // In this order, for most who search are reading already.
      const std::scoped_lock lock(updating_);
      const auto changed = reader.articles_since(index_.cursor(), kBatch);
      all_taken_over = changed.empty();
      if (!all_taken_over) index_.update(changed);
    });
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
