#pragma once

// Private to `verify`: rows that no event tells of.

#include "store/session.h"
#include "store/verify.h"

namespace kept::store {

/// Reads every row of the other tables as the program would, and looks at what each refers to.
void verify_rows(Database& database, Session& session, VerifyReport& report);

}  // namespace kept::store
