#pragma once

#include "desk/forms.h"
#include "desk/ports/store.h"
#include "desk/principal.h"

namespace kept::desk {

/// Opens a case in a conversation; with an ask and a promise in the same step, all or nothing.
/// `who` becomes the first operator.
[[nodiscard]] base::Result<domain::CaseId> open_case(Transaction& tx, const Principal& who,
                                                     const CaseForm& form);

/// 'This answered it': a case, answered from knowledge and closed on first contact.
[[nodiscard]] base::Result<domain::CaseId> answer_from_knowledge(
    Transaction& tx, const Principal& who, domain::ArticleId article,
    domain::InteractionId interaction, const std::string& summary, const std::string& language);

}  // namespace kept::desk
