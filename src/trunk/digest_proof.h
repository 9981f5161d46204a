#pragma once

// Private to trunk: how we prove to a gateway that we know the password (RFC 3261, 22.4; RFC 8760).

#include <sofia-sip/msg_types.h>

namespace kept::trunk {

/// Teaches Sofia to answer challenges by SHA-256 as well as by MD5, which is all that it computes
/// by itself. Before the first agent is made; once is enough, more does nothing.
void prove_by_sha256();

/// Whether that is enough for this one.
[[nodiscard]] bool can_meet(const msg_auth_t& challenge);

}  // namespace kept::trunk
