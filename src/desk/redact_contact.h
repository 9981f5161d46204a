#pragma once

#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Takes a person's data away for good, on every case as an event (rule 5): supervisors, who see
/// residents, and administrators. Refused while a case of theirs is not closed. `reason` stays in
/// the journal.
[[nodiscard]] base::Result<base::Done> redact_contact(Transaction& tx, const Principal& who,
                                                      domain::ContactId contact,
                                                      const std::string& reason);

}  // namespace kept::desk
