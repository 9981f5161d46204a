#pragma once

#include "desk/forms.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// When a department's answer, or 'information not held', ends a question, a draft article is
/// offered to that department (or, when none was asked, to the intake's own), so that the next
/// caller is answered at once; without what we know of the resident, for it is read to others. One
/// for each case: a later outcome rewrites a draft that nobody has taken over yet.
void offer_draft(Transaction& tx, const domain::Case& state, const OutcomeForm& outcome);

}  // namespace kept::desk
