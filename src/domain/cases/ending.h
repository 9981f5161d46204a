#pragma once

#include <optional>
#include <vector>

#include "domain/cases/telling.h"

namespace kept::domain {

struct NewOutcome {
  Resolution resolution = Resolution::answered;
  std::vector<Qualifier> qualifiers;
  PersonalRef text;
};

/// Records how it ended. 'Could not reach' is refused before the contact policy is exhausted.
[[nodiscard]] base::Result<base::Done> record_outcome(Decision& decision,
                                                      const NewOutcome& outcome);

/// The promise's owner told the resident at `told_at`, on that person's word.
[[nodiscard]] base::Result<base::Done> told_on_word(Decision& decision, StaffId said_by,
                                                    base::Instant told_at);

struct FollowUpAnswer {
  bool heard = true;  ///< false: 'No, nobody called me'
  std::optional<bool> satisfied_with_call;
  std::optional<bool> satisfied_with_outcome;
  PersonalRef note;
};

/// The check, in an answered conversation. 'No' reopens the case, breaks or disputes the promise
/// and owes an apology, all in this unit (rule 4).
[[nodiscard]] base::Result<base::Done> record_follow_up(Decision& decision,
                                                        const Conversation& talk,
                                                        const FollowUpAnswer& answer);

/// Straight from open to closed: answered or referred while the resident was on the line, a
/// compliment passed on, entered in error. `talk` is required for the first two.
[[nodiscard]] base::Result<base::Done> close_directly(Decision& decision, const NewOutcome& outcome,
                                                      const std::optional<Conversation>& talk);

[[nodiscard]] base::Result<base::Done> reopen(Decision& decision, ReopenReason reason,
                                              PersonalRef note);

/// 'Where is my answer?' Never a second case. Of one that is resolved it says as much as 'no' at
/// the check: the case is open again; a written outcome that is under way tells nobody any more.
[[nodiscard]] base::Result<base::Done> not_heard(Decision& decision, const Conversation& talk,
                                                 PersonalRef note);

/// A supervisor decides whether a disputed promise was kept.
[[nodiscard]] base::Result<base::Done> decide_dispute(Decision& decision, DutyId promise, bool kept,
                                                      PersonalRef reason);

/// This case is a duplicate of `survivor`; its resident was told the number that stands, in this
/// conversation. The caller lets `taken` happen to the survivor in the same unit of work.
[[nodiscard]] base::Result<JoinedBy> join(Decision& decision, const Case& survivor,
                                          const Conversation& talk);

}  // namespace kept::domain
