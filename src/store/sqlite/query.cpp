#include "store/sqlite/query.h"

namespace kept::store {
namespace {

// Constant-initialised, so it is there before any Query of any source file is constructed.
constinit const Query* newest = nullptr;

}  // namespace

Query::Query(const char* query_name, const char* query_sql) noexcept
    : name(query_name), sql(query_sql), next(newest) {
  newest = this;
}

std::vector<const Query*> all_queries() {
  std::vector<const Query*> all;
  for (const Query* query = newest; query != nullptr; query = query->next) all.push_back(query);
  return all;
}

}  // namespace kept::store
