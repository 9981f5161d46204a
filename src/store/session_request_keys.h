#pragma once

// Private to store/: which requests a list has, cases and records of the time before among each
// other. What each of them says is read afterwards, for a page of them at once.

#include <cstdint>
#include <optional>
#include <vector>

#include "base/instant.h"
#include "desk/ports/request_rows.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// No number is withheld so long (desk/receive_request.h has 15 minutes).
inline constexpr std::chrono::hours kLongestWithheld{1};

struct RequestKeys {
  std::vector<std::int64_t> cases;
  std::vector<std::int64_t> records;
  std::vector<std::size_t> places;  ///< of records: how many cases come before
  bool has_more = false;
};

/// `numbers` are not looked at.
[[nodiscard]] RequestKeys request_keys(Database& database, base::Instant now,
                                       const desk::RequestFilter& filter);
/// Nothing when they are more than kCountedRequests.
[[nodiscard]] std::optional<std::int64_t> request_count(Database& database, base::Instant now,
                                                        const desk::RequestFilter& filter);

}  // namespace kept::store
