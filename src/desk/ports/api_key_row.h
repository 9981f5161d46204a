#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.h"

namespace kept::desk {

/// A key with which a program reads the staff API; the key itself is never kept.
struct ApiKeyRow {
  std::int64_t id = 0;
  std::string name;
  std::string digest;
  base::Instant created_at{};
  std::optional<base::Instant> used_at;
  std::optional<base::Instant> revoked_at;
};

}  // namespace kept::desk
