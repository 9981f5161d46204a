#pragma once

// Private to http/open311.

#include <cstdint>
#include <optional>
#include <set>
#include <variant>

#include "desk/ports/store.h"
#include "http/open311/exchange.h"

namespace kept::http {

/// The key that something is sent with: in force, meant for sending, and within its rate; else what
/// is answered instead.
[[nodiscard]] std::variant<desk::ApiKeyRow, Reply> key_for_sending(const Exchange& exchange);

/// What all is told of to whoever reads: the requests that came with their key, and those whose
/// tokens they hold. Neither is needed, so what is not in force counts as none.
struct ReadingRights {
  std::optional<std::int64_t> key;
  std::set<domain::CaseId> requests;

  /// `came_with`: the key that the request came with.
  [[nodiscard]] bool cover(domain::CaseId id, std::optional<std::int64_t> came_with) const {
    return (key && came_with == key) || requests.contains(id);
  }
};
[[nodiscard]] ReadingRights rights_of_reader(desk::Reader& reader, const Exchange& exchange);

}  // namespace kept::http
