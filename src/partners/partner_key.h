#pragma once

#include <string>

#include "base/result.h"
#include "desk/ports/partners.h"

namespace kept::partners {

/// The secret for a partner, from where its set-up says: a variable of the environment or a file.
/// Empty when the partner wants none. It is read when it is needed, and kept nowhere.
[[nodiscard]] base::Result<std::string> key_of(const desk::PartnerRow& partner);

}  // namespace kept::partners
