#pragma once

#include <string>

#include "base/time_zone.h"
#include "desk/ports/rows.h"
#include "domain/promises/promise.h"

namespace kept::http {

/// The sentence to say for a promise to call: "I will call you back by 2:00 PM today." An empty
/// `owner` is the speaker.
[[nodiscard]] desk::Localised due_sentence(const domain::DueTime& due, const base::TimeZone& zone,
                                           base::Instant now, const std::string& owner);

}  // namespace kept::http
