#pragma once

#include <string>

#include "domain/cases/events.h"

namespace kept::store {

/// The body of an event as JSON (its kind is domain::name_of); read_event gives it back exactly.
/// Throws for kinds that this program does not know: the database is newer than it.
[[nodiscard]] std::string write_event(const domain::Event& event);
[[nodiscard]] domain::Event read_event(const std::string& kind, const std::string& body);

[[nodiscard]] std::string write_promise(const domain::Promise& promise);
[[nodiscard]] domain::Promise read_promise(const std::string& body);

}  // namespace kept::store
