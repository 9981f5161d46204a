#include "desk/hear_partner.h"

#include "desk/case_work.h"
#include "domain/cases/partnering.h"

namespace kept::desk {

base::Result<base::Done> hear_partner(Transaction& tx, const Principal& who, domain::CaseId id,
                                      const PartnerWord& word) {
  auto heard = act_on_case(tx, who, id, [&](domain::Decision& decision) {
    domain::partner_answered(decision, word.partner, word.status, tx.keep_personal(word.words));
    const bool may_reopen = !other_stands_for_record(tx, decision.state());
    if (word.opens_again && may_reopen) domain::partner_reopened(decision, {});
  });
  const auto survivor = tx.load_case(id).joined_to;
  if (!heard.ok() || !word.opens_again || !survivor) return heard;
  // Reopening a duplicate reopens the case that stands. Its words are its own: redacting one leaves
  // the other as it was.
  return act_on_case(tx, who, *survivor, [&](domain::Decision& decision) {
    // Words that no event names would be kept for ever: redaction would not find them.
    const bool may_reopen =
        domain::can_be_reopened(decision) && !other_stands_for_record(tx, decision.state());
    if (!may_reopen) return;
    domain::partner_reopened(decision, tx.keep_personal(word.words));
  });
}

}  // namespace kept::desk
