#pragma once

#include "domain/cases/telling.h"

namespace kept::domain {

/// 'Me too': whoever is in this conversation wants what the case is about, and hears of it like its
/// reporter: is sent the outcome, and can be promised something on it. There is no second case.
/// Refused where the case is no open service request, or they hear of it already.
[[nodiscard]] base::Result<base::Done> follow(Decision& decision, const Conversation& talk);

}  // namespace kept::domain
