#pragma once

#include <optional>
#include <vector>

#include "domain/cases/clockwork.h"
#include "domain/cases/rules.h"
#include "domain/cases/telling.h"
#include "world.h"

namespace kept::explorer {

/// One unit of work, with what the explorer knows of the world beside it.
struct Unit {
  const domain::Case& before;
  const domain::Case& after;    ///< as the events tell it
  const domain::Case& decided;  ///< as the decision left it
  const std::vector<domain::EventRecord>& events;
  const domain::Directory& people;
  base::Instant now{};
  std::optional<domain::Conversation> talk;        ///< in which the resident's side is there
  std::optional<domain::InteractionId> withdrawn;  ///< a call that reached nobody after all
  std::optional<domain::ContactId> denied_by;      ///< who says that nobody was in touch
  std::optional<domain::Outage> outage;
  bool on_word = false;  ///< somebody's word is part of what is recorded
  bool checked = false;  ///< the resident confirmed, or could not be reached, since the outcome
};

/// What the rules of domain.md forbid and this unit did; judged from the case's plain fields and
/// its events, and beside that by domain/cases/rules.h. Empty when all hold.
[[nodiscard]] std::vector<domain::Breach> check_unit(const Unit& unit);

/// `checked` after these events.
[[nodiscard]] bool still_checked(bool checked, const std::vector<domain::EventRecord>& events);

}  // namespace kept::explorer
