#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Whether `who` may know that a case is there: a complaint about a person is kept from that person
/// and from all who report to them. To them it is as if it did not exist.
[[nodiscard]] bool sees_case(Reader& reader, const Principal& who,
                             std::optional<domain::StaffId> complained_about);
[[nodiscard]] bool sees_case(Reader& reader, const Principal& who, domain::CaseId id);

/// The case with this public number, when `who` may know of it.
[[nodiscard]] base::Result<domain::CaseId> case_for(Reader& reader, const Principal& who,
                                                    const std::string& number);

}  // namespace kept::desk
