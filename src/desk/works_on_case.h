#pragma once

#include <optional>

#include "base/result.h"
#include "desk/principal.h"
#include "domain/cases/case.h"
#include "domain/people/directory.h"

namespace kept::desk {

/// Whether `who` answers residents for the whole city: operators and supervisors work on all cases.
[[nodiscard]] bool is_311(const Principal& who);

/// Whether somebody speaks for a department: its people, its manager, and who covers for her.
[[nodiscard]] bool works_there(const domain::Directory& people, domain::StaffId who,
                               const std::optional<domain::DepartmentId>& department);

/// Whether a promise is theirs to speak of: the owner, whom she covers for, and who works in her
/// department or leads it.
[[nodiscard]] bool works_with_owner(const domain::Directory& people, const domain::Promise& promise,
                                    domain::StaffId who);

/// Whether somebody was asked: it is theirs, their department's, or they cover there.
[[nodiscard]] bool was_asked(const domain::Directory& people, const domain::Ask& ask,
                             domain::StaffId who);

/// Whether somebody has a part in the case: 311, the people of its department, who opened it, and
/// who was asked, promised something or owes something on it, with those they work with. Whoever
/// sent a question back has none in it any more.
[[nodiscard]] bool works_on_case(const domain::Directory& people, domain::StaffId who,
                                 const domain::Case& state);

/// "case.other_department" unless `who` works on the case. Reading a case is another matter.
[[nodiscard]] base::Result<base::Done> require_work(const domain::Directory& people,
                                                    const Principal& who,
                                                    const domain::Case& state);

}  // namespace kept::desk
