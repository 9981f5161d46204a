#include "search/followed_database.h"

namespace kept::search {
namespace {

constexpr const char* kCursor = "cursor";

}  // namespace

FollowedDatabase::FollowedDatabase(const std::filesystem::path& directory)
    : writer_(directory.string(), Xapian::DB_CREATE_OR_OPEN), reader_(directory.string()) {
  const std::string stored = writer_.get_metadata(kCursor);
  if (!stored.empty()) cursor_ = std::stoll(stored);
}

std::int64_t FollowedDatabase::cursor() const {
  const std::scoped_lock lock(writing_);
  return cursor_;
}

void FollowedDatabase::commit(std::int64_t cursor) {
  writer_.set_metadata(kCursor, std::to_string(cursor));
  writer_.commit();
  cursor_ = cursor;
}

}  // namespace kept::search
