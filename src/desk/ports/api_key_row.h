#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.h"

namespace kept::desk {

/// What a key opens: Open311's requests and updates, the staff API's figures, or both.
enum class KeyScope { all, requests, figures };

/// A key with which a program asks; the key itself is never kept.
struct ApiKeyRow {
  std::int64_t id = 0;
  std::string name;
  std::string digest;
  base::Instant created_at{};
  std::optional<base::Instant> used_at;
  std::optional<base::Instant> revoked_at;
  KeyScope scope = KeyScope::all;
  std::optional<int> requests_a_minute = {};  ///< else what the installation lets any key send

  [[nodiscard]] bool opens(KeyScope wanted) const {
    return scope == KeyScope::all || scope == wanted;
  }
};

}  // namespace kept::desk
