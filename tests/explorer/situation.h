#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "domain/cases/case.h"
#include "domain/cases/obligations.h"
#include "domain/cases/telling.h"
#include "world.h"

namespace kept::explorer {

/// A conversation under way, and what it was dialled for.
struct Talk {
  domain::Conversation with;
  std::optional<domain::Obligation> purpose;
  std::optional<domain::AttemptResult> result;
};

/// All that decides what can happen next: the case, the clock, who is on the line, who is there.
struct Situation {
  std::shared_ptr<const domain::Case> state;  ///< shared until something happens to it
  base::Instant now{};
  std::optional<Talk> talk;
  Presence presence;
  std::int64_t next_id = 1;  ///< of duties and conversations; no part of what is compared
  bool checked = false;      ///< as the explorer itself sees it: see still_checked
};

/// Equal for situations from which the same can happen: ids are renamed in order of appearance, and
/// what is discharged for good is left out.
[[nodiscard]] std::uint64_t canonical_hash(const Situation& situation);

}  // namespace kept::explorer
