#pragma once

#include "domain/people/directory.h"

namespace kept::domain {

/// Who of the intake team stands as first operator for what came without a conversation, and is to
/// be dealt with at `at`: the first active operator who is there then, in the order of the
/// directory; when none is, the duty supervisor.
[[nodiscard]] StaffId duty_operator(const Directory& people, base::Instant at);

}  // namespace kept::domain
