#pragma once

#include "domain/cases/telling.h"

namespace kept::domain {

/// 'Me too': whoever is in this conversation wants what the case is about, and hears of it like its
/// reporter: is sent the outcome, and can be promised something on it. There is no second case.
/// Refused where the case is no open service request, or they hear of it already.
[[nodiscard]] base::Result<base::Done> follow(Decision& decision, const Conversation& talk);

/// Whom a case is for that was opened without a name; from now on they have to hear the outcome.
/// Refused where it has a reporter already, or is over. `reachable`: there is a number or an
/// address.
[[nodiscard]] base::Result<base::Done> name_reporter(Decision& decision, ContactId contact,
                                                     bool reachable,
                                                     std::optional<InteractionId> interaction);

}  // namespace kept::domain
