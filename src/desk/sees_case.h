#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Whether `who` may know that a case is there: a complaint about a person is kept from that person
/// and from all who report to them. To them it is as if it did not exist.
[[nodiscard]] bool sees_case(Reader& reader, const Principal& who,
                             std::optional<domain::StaffId> complained_about);
[[nodiscard]] bool sees_case(Reader& reader, const Principal& who, domain::CaseId id);

/// Whether `who` may read what was noted in a conversation. It was noted of everything that was
/// spoken of in it: so not when a complaint among that is kept from them, and beyond 311 only when
/// nothing else was spoken of. `sees_residents`: whether they see whom this case is about.
[[nodiscard]] bool sees_notes(Reader& reader, const Principal& who, const CaseConversation& talk,
                              bool sees_residents);

/// The case with this public number, when `who` may know of it.
[[nodiscard]] base::Result<domain::CaseId> case_for(Reader& reader, const Principal& who,
                                                    const std::string& number);

}  // namespace kept::desk
