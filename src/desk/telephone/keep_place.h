#pragma once

#include "desk/ports/store.h"
#include "desk/ports/telephone.h"

namespace kept::desk {

/// 'Keep my place and call me back': the caller hangs up, and the place in line becomes a promise
/// like any other, on a case of its own, owed by an operator who is on duty for it (else by whoever
/// is there when it is due). Due after the wait that this place in line has, in working time when
/// nobody is there now. Says whether it was kept: without a number, or where nobody can promise a
/// time, the caller is told so and waits on.
[[nodiscard]] bool keep_place(Transaction& tx, CallRow& row);

}  // namespace kept::desk
