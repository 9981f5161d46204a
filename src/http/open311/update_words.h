#pragma once

// Private to http/open311.

#include <string>

#include "domain/cases/events.h"

namespace kept::http {

/// The status that an outcome stands for among the words of servicerequestupdates.
[[nodiscard]] std::string status_word(domain::Resolution resolution);

/// An outcome in plain words, in "en" or "fr".
[[nodiscard]] std::string told_outcome(domain::Resolution resolution, const std::string& language);

/// What an event means to whoever follows a request; `department` is who was asked, if somebody.
[[nodiscard]] std::string told_event(const domain::Event& event, const std::string& department,
                                     const std::string& language);

}  // namespace kept::http
