#pragma once

#include "desk/forms.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// When a department's answer, or 'information not held', ends a question, a draft article is
/// offered to that department, so that the next caller is answered at once. Harmless when the case
/// has a draft already.
void offer_draft(Transaction& tx, const domain::Case& state, const OutcomeForm& outcome);

}  // namespace kept::desk
