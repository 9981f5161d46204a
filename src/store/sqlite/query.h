#pragma once

#include <vector>

namespace kept::store {

/// A named SQL statement, a constant beside its use; the name goes into logs and errors. Every
/// Query of the program is registered as it is constructed, so that one test can explain them all.
/// Instances have static storage: `const Query kCaseById{"cases.by_id", "SELECT …"};`
struct Query {
  Query(const char* query_name, const char* query_sql) noexcept;
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  const char* name;
  const char* sql;
  const Query* next;  ///< the registry's link; read it through all_queries()
};

/// Every Query linked into this program. Safe once main() runs.
std::vector<const Query*> all_queries();

}  // namespace kept::store
