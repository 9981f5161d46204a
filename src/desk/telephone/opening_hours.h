#pragma once

#include "desk/ports/store.h"

namespace kept::desk {

/// Whether 311 is answered at that instant: in the hours of the telephone's set-up, but not on the
/// holidays of the intake's calendar; without hours of its own, in the intake's.
[[nodiscard]] bool is_answered_at(Reader& reader, base::Instant at);

}  // namespace kept::desk
